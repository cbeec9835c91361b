// The steps of check(), for the one other place that takes them: edit/, which reads sheets once and judges
// them again. For each request: start_report, check_file for every file, settle_letters,
// rules::judge_request.
#pragma once

#include "rules/context.h"
#include "rules/sheet_choice.h"
#include "sheet/sheet.h"

namespace portcheck {

void start_report(rules::RequestState& state);

// Reads and judges the sheet of one file, a spreadsheet that is to be opened.
using SheetCheck = void(void* context, rules::FileContext& file, FileReport& report);

void check_file(rules::RequestState& state, size_t index, SheetCheck* check_sheet, void* context);

// FIL-009: what else the workbook holds.
void report_other_sheets(rules::SheetContext& sheet, rules::SheetChoice choice);

// After the rows: what the reader noticed, and why it did not come to the end. False: there was nothing to
// judge, and the sheet has no end either.
bool report_reading(rules::FileContext& file, rules::SheetContext& sheet, const sheet::ReadFacts& facts,
                    const sheet::Problem& problem);

void settle_letters(rules::RequestState& state);

}  // namespace portcheck
