// The only place that names the rule families: which of them look at a file, a header, a row, the end of a
// sheet, the request.
#pragma once

#include "rules/context.h"
#include "sheet/workbook.h"

namespace portcheck::rules {

void judge_file(FileContext& file);  // FIL by type, name and size
void judge_opening(FileContext& file,
                   const sheet::Problem& problem);  // FIL: could not be opened, or not to its end
void judge_reading(SheetContext& sheet, const sheet::ReadFacts& facts);  // FIL: what the reader noticed
void judge_row(RowContext& row);  // NUM, URL, DST, MKT, ROW: as if there were no other row
// judge_row() for rows of which nothing has to be said but what is only counted, or of their address's host:
// told at a glance. False, and nothing done, for all others and for some of these. The row has no cell
// outside, with a sign, or long.
bool usual_row(RowContext& row);
void add_row(RowContext& row);              // ROW-004, ROW-005, and what the rules below look at
void judge_sheet_end(SheetContext& sheet);  // summaries of a sheet
void judge_request(RequestState& state);    // NUM-020, DST-003, LOA, TKT

// The same in smaller steps, for a sheet whose rows change one by one: edit/.
void add_repeats(RowContext& row);       // of add_row: ROW-004, ROW-005, kinds, countries
void add_address(RowContext& row);       // networks, campaigns
void add_neighbours(RowContext& row);    // NUM-024, URL-011, DST-006
void add_destination(RowContext& row);   // of judge_request: what judge_links looks for
void judge_links(RequestState& state);   // NUM-020, DST-003
void judge_totals(RequestState& state);  // the request's counts and kind, LOA, TKT but for open requests
void judge_open_request(RequestState& state, const OpenRequest& open, uint64_t number, uint32_t file,
                        uint32_t row);                          // TKT-015
void judge_sheet_end(SheetContext& sheet, uint64_t campaigns);  // so many different ones

}  // namespace portcheck::rules
