// The session's inside: the sheets, what all rows add up to, and the steps of an edit. sums.cc: rows in and
// out; row_findings.cc: one row's findings; summary.cc: everything else; edit_session.cc: the edit;
// edited_file.cc: the sheet itself.
#pragma once

#include <memory>

#include "edit/edited_sheet.h"
#include "edit/numbers.h"
#include "portcheck/edit_session.h"
#include "rules/registry.h"

namespace portcheck::edit {

struct RequestSums {
  Numbers numbers;
  RowIndex destinations, foreign;  // that may be numbers to port; country codes but +44
  uint64_t usable = 0, british = 0, foreign_rows = 0;
  std::array<uint64_t, 2> unique{}, rows{};
  std::array<uint32_t, 1000> unique_by_npa{};
  uint64_t linked = 0;      // rows with DST-003
  uint64_t open_found = 0;  // TKT-015
  Tally tally;              // of rows by themselves and beside their neighbours
};

class Session {
 public:
  explicit Session(const Request& request);

  RemarkId read();   // all files; none, or why they cannot be edited
  void judge_all();  // sums up every row anew
  EditedSheet* sheet(size_t file) const { return file < of_file_.size() ? of_file_[file].get() : nullptr; }
  const Report& files() const { return report_; }
  std::string_view file_name(size_t file) const { return asked_.files[file].name; }
  Report report();

  // Rows in and out of the sums.
  RowPart read_row(EditedSheet& sheet, uint32_t row, std::vector<Finding>* neighbours = nullptr);
  void put(EditedSheet& sheet, uint32_t row, const RowPart& part, bool in);
  void link(EditedSheet& sheet, uint32_t row, bool in);  // to the data row above
  void count(const std::vector<Finding>& findings, bool in) {
    sums_.tally.add(findings, in ? kOne : kMinusOne);
  }
  const RequestSums& sums() const { return sums_; }

  // NUM-024, URL-011 and DST-006 of the rows from … to.
  std::vector<Finding> neighbours(EditedSheet& sheet, uint32_t from, uint32_t to);
  // All findings of a data row, sorted. `beside` has those of neighbours() for it, perhaps among others.
  std::vector<Finding> findings_of(EditedSheet& sheet, uint32_t row, const std::vector<Finding>& beside);

  // Verdict, counts, request and summary; sets the kind that findings_of() goes by.
  void sum_up(EditResult& result);

 private:
  static void read_sheet(void* session, rules::FileContext& file, FileReport& report);
  static void replay_sheet(void* session, rules::FileContext& file, FileReport& report);
  void put_number(EditedSheet& sheet, uint32_t row, const RowPart& part, bool in);
  void move_first(uint64_t number, const uint32_t* from, const uint32_t* to);
  void end_sheet(EditedSheet& sheet);
  void fill_state();

  const Request asked_;
  Request request_;  // the same without open requests and without a maximum of findings
  Report report_;    // files
  rules::RequestState state_;
  std::vector<std::unique_ptr<EditedSheet>> of_file_;
  std::vector<sheet::Problem> unopened_;  // by file
  RemarkId refused_ = RemarkId::none;
  std::vector<Finding> fixed_;  // that no edit changes
  RowIndex open_;               // numbers that other requests ask for; the place is one of open_requests_
  std::vector<const OpenRequest*> open_requests_;
  RequestSums sums_;
};

// EditSession::cells() and save(); null: there is no such sheet.
std::string encode_cells(const EditedSheet* sheet, const CellWindow& window);
HandBack make_file(const EditedSheet* sheet, std::string_view name, SheetFormat format);

// Calls with the RowContext of a data row that has been judged by itself; its findings are in the state.
template <class Call>
void with_row(EditedSheet& sheet, uint32_t row, Call call) {
  rules::RowContext context(sheet.context, sheet.table.rows()[row - 1]);
  rules::ShortCells shortened;
  rules::place_cells(context, shortened);
  rules::judge_row(context);
  call(context);
}

}  // namespace portcheck::edit
