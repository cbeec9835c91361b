#include "rules/registry.h"

#include "rules/desk.h"
#include "rules/families.h"
#include "text/cold.h"

namespace portcheck::rules {

PORTCHECK_COLD void judge_file(FileContext& file) {
  file_type(file);
}

PORTCHECK_COLD void judge_opening(FileContext& file, const sheet::Problem& problem) {
  file_problem(file, problem);
}

PORTCHECK_COLD void judge_reading(SheetContext& sheet, const sheet::ReadFacts& facts) {
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
  neighbours_add(row);
  row_add(row);
}

PORTCHECK_COLD void judge_sheet_end(SheetContext& sheet) {
  judge_sheet_end(sheet, sheet.campaigns.size());
}

PORTCHECK_COLD void judge_sheet_end(SheetContext& sheet, uint64_t campaigns) {
  file_sheet_end(sheet);
  header_sheet_end(sheet);
  row_sheet_end(sheet);
  url_sheet_end(sheet, campaigns);
  neighbours_sheet_end(sheet);
  marketing_sheet_end(sheet);
}

PORTCHECK_COLD void judge_request(RequestState& state) {
  number_totals(state);
  number_request(state);
  destination_request(state);
  loa_request(state);
  ticket_request(state);
  find_open_requests(state);
  wording_request(state);
  judge_rejection(state);
}

void add_repeats(RowContext& row) {
  number_add(row);
}

void add_address(RowContext& row) {
  url_add(row);
}

void add_neighbours(RowContext& row) {
  neighbours_add(row);
}

void add_destination(RowContext& row) {
  destination_add(row);
}

PORTCHECK_COLD void judge_links(RequestState& state) {
  number_request(state);
  destination_request(state);
}

PORTCHECK_COLD void judge_totals(RequestState& state) {
  number_totals(state);
  loa_request(state);
  ticket_request(state);
  wording_request(state);
  judge_rejection(state);
}

PORTCHECK_COLD void judge_open_request(RequestState& state, const OpenRequest& open, uint64_t number,
                                       uint32_t file, uint32_t row) {
  add_open_request(state, open, number, file, row);
}

}  // namespace portcheck::rules
