// Gives a sheet back in better shape: repaired, split into requests that can be sent, or empty to be filled
// in. Like check.h: bytes in, bytes out, no I/O, the same answer everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/remark.h"
#include "portcheck/request.h"

namespace portcheck {

enum class SheetFormat : uint8_t { xlsx, csv };

enum class NumberStyle : uint8_t {
  automatic,  // as most numbers of the column are written; dashes where they are written otherwise
  dashes,     // 212-736-0143
  digits,     // 2127360143
  e164,       // +12127360143
  national,   // (212) 736-0143
};

struct HandBackOptions {
  SheetFormat format = SheetFormat::xlsx;
  NumberStyle numbers = NumberStyle::automatic;
};

enum class Repair : uint8_t {
  cell,        // `before` became `after`
  header,      // the same for a column's name
  repeat,      // the row says the same as row `other_row` and was left out
  blank_rows,  // the rows from `row` to `other_row` are blank and were left out
};

// Rows and columns as in the sheet that came. The texts are at most limits::kShownValueBytes, cut at a
// character.
struct Change {
  Repair repair = Repair::cell;
  uint32_t row = kNone;
  uint32_t column = kNone;  // kNone: whole rows
  uint32_t other_row = kNone;
  uint32_t now_row = kNone;    // in the sheet that is handed back; kNone: it is not there
  std::optional<RuleId> rule;  // none where only the spelling was made the same
  std::string before, after;
};

struct OutputFile {
  std::string name;  // "numbers.local.xlsx": no folder in it, and no sign that a file system refuses
  std::string bytes;
  uint32_t rows = 0;  // below the header
};

struct HandBack {
  Remark refused;                 // why nothing is handed back; empty on success
  std::string source;             // the file's name
  std::vector<OutputFile> files;  // fix: one
  std::vector<Change> changes;    // by row, the first limits::kListedChanges of them
  uint64_t change_count = 0;      // exact
  std::vector<Remark> notes;      // what else is different
};

// Makes every repair that nobody would object to in the first spreadsheet of the request, and no other:
// numbers in one format, addresses completed, media types and column names as the platform spells them,
// invisible characters gone, blank rows and exact repeats left out. The order of rows and columns stays. A
// workbook lists the changes in a second sheet. Formatting, formulas and further sheets are not kept.
HandBack fix(const Request& request, const HandBackOptions& options);

// The same repairs, then one file for each request that is to be sent: toll-free, local, and local by country
// where they are mixed, in the template's columns. Rows with an error go to a file of their own, with what is
// to be done: no row is lost.
HandBack split(const Request& request, const HandBackOptions& options);

// The empty porting template: columns, notes on what belongs into them, and the list of media types to choose
// from. As CSV it is the header row alone.
std::string make_template(SheetFormat format);

// portcheck.changes/1: UTF-8, one line; described by shared/changes.schema.json.
std::string to_json(const HandBack& done);

// For a terminal: one line a change, in columns.
std::string to_terminal(const HandBack& done);

// "Numbers in one format", "https:// missing", …
std::string why(const Change& change);

// "A17", "row 40", "rows 12 to 15": in the sheet that came.
std::string place(const Change& change);

}  // namespace portcheck
