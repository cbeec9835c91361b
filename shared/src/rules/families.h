// The entry points of the rule families, one family a file: file.cc, header.cc, row.cc, number.cc, url.cc,
// destination.cc, neighbours.cc, marketing.cc, loa.cc, ticket.cc, wording.cc. Called by
// registry.cc only.
// `…_row` judges one row by itself; `…_add` then adds what it found to sheet and request, whose rows it may
// repeat.
#pragma once

#include "rules/context.h"
#include "sheet/workbook.h"

namespace portcheck::rules {

void file_type(FileContext& file);
void file_problem(FileContext& file, const sheet::Problem& problem);
void file_facts(SheetContext& sheet, const sheet::ReadFacts& facts);
void file_sheet_end(SheetContext& sheet);

void header_sheet_end(SheetContext& sheet);

void row_row(RowContext& row);
void row_add(RowContext& row);
void row_sheet_end(SheetContext& sheet);

void number_row(RowContext& row);
void number_add(RowContext& row);
void number_totals(RequestState& state);
void number_request(RequestState& state);

void url_row(RowContext& row);
void url_add(RowContext& row);
void url_sheet_end(SheetContext& sheet, uint64_t campaigns);

void destination_row(RowContext& row);
void destination_add(RowContext& row);
void destination_request(RequestState& state);

void neighbours_add(RowContext& row);
void neighbours_sheet_end(SheetContext& sheet);

void marketing_row(RowContext& row);
void marketing_add(RowContext& row);
void marketing_sheet_end(SheetContext& sheet);

void loa_request(RequestState& state);
void ticket_request(RequestState& state);
void wording_request(RequestState& state);

}  // namespace portcheck::rules
