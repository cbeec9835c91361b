// A request whose sheets are edited cell by cell and judged again at once: the cost of an edit grows with
// what the edit changes and with the row's width, not with the sheet. Like check.h: no I/O, the same answer
// everywhere.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/hand_back.h"
#include "portcheck/limits.h"
#include "portcheck/report.h"
#include "portcheck/request.h"

namespace portcheck {

// What is found in one data row now.
struct RowFindings {
  int32_t file = 0;
  uint32_t row = 0;
  std::vector<Finding> findings;  // as report() orders them; empty: the row is in order, or none any more
};

// What holds after an edit. Counts are exact and know no max_findings.
struct EditResult {
  Remark refused;  // why nothing was changed; the rest is then as before
  Verdict verdict = Verdict::ready;
  RequestReport request;
  std::array<uint64_t, 3> by_severity{};
  std::array<uint64_t, kRuleCount> by_rule{};
  std::vector<Finding> summary;   // all findings that belong to no data row: ticket, files, header, sums
  std::vector<RowFindings> rows;  // whose findings may be others now, in order; at most limits::kEditedRows
  bool more_rows = false;         // and further ones: ask for those that are shown
  bool kind_changed = false;      // NUM-020 moved to the other rows: ask for those that are shown
  bool all_rows = false;          // the columns mean something else now, and every row was judged again
};

// Part of a sheet, to be shown: rows and columns from … to, 1-based.
struct CellWindow {
  uint32_t from_row = 1, to_row = 1;
  uint32_t from_column = 1, to_column = 1;
  size_t longest = limits::kShownValueBytes;  // of one cell; what is longer is cut at a character
};

class EditSession {
 public:
  // Reads every sheet that check() would judge and judges it once: time and memory as for check() and for the
  // sheets as tables (limits::kTableBytes each). The request is copied but for the files' bytes, which must
  // outlive the session. Null when a sheet cannot be edited; `refused` then says why.
  static std::unique_ptr<EditSession> open(const Request& request, Remark& refused);
  ~EditSession();

  // Makes the cell say `text`, as text; an empty text empties it. `file` is an index into the request's
  // files, row and column are 1-based. The header is looked for again where the row may have a part in that;
  // only if the columns then mean something else, every row is judged again (all_rows).
  EditResult edit(size_t file, uint32_t row, uint32_t column, std::string_view text);

  // What holds now: as after an edit, without rows.
  EditResult state();

  // The data rows from … to that have findings, judged on demand: the cost is that of these rows.
  std::vector<RowFindings> findings(size_t file, uint32_t from_row, uint32_t to_row);

  // Byte for byte what check() says of the request with the sheets as they are now; sizes, hashes and what
  // the reader noticed are those of the files that came. Judges all rows: the cost is that of check() without
  // the reading.
  Report report();

  const std::vector<FileReport>& files() const;  // as in the report

  // What stands in the cells now, portcheck.cells/1 (shared/cells.schema.json): at most
  // limits::kWindowCells of them, further rows are left out. Without such a sheet it has no rows.
  std::string cells(size_t file, const CellWindow& window) const;

  // The sheet as it is now, with every row where it was and nothing else changed. Formatting, formulas and
  // further sheets are not kept.
  HandBack save(size_t file, SheetFormat format) const;

 private:
  struct Impl;
  explicit EditSession(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// portcheck.edit/1: UTF-8, one line; described by shared/edit.schema.json.
std::string to_json(const EditResult& result, const std::vector<FileReport>& files);
std::string to_json(const std::vector<RowFindings>& rows, const std::vector<FileReport>& files);

}  // namespace portcheck
