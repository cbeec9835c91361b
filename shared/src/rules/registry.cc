#include "rules/registry.h"

#include "rules/families.h"

namespace portcheck::rules {

void judge_file(FileContext& file) {
  file_type(file);
}

void judge_opening(FileContext& file, const sheet::Problem& problem) {
  file_problem(file, problem);
}

void judge_reading(SheetContext& sheet, const sheet::ReadFacts& facts) {
  file_facts(sheet, facts);
}

void judge_row(RowContext& row) {
  number_row(row);
  url_row(row);
  destination_row(row);  // after the number, which it must not be
  marketing_row(row);
  row_row(row);
}

void add_row(RowContext& row) {
  number_add(row);
  url_add(row);
  destination_add(row);
  marketing_add(row);
  row_add(row);
}

void judge_sheet_end(SheetContext& sheet) {
  file_sheet_end(sheet);
  header_sheet_end(sheet);
  row_sheet_end(sheet);
  url_sheet_end(sheet);
  marketing_sheet_end(sheet);
}

void judge_request(RequestState& state) {
  number_request(state);
  destination_request(state);
  loa_request(state);
  ticket_request(state);
}

}  // namespace portcheck::rules
