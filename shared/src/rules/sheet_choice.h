// Which of a workbook's sheets is the one with the numbers.
#pragma once

#include <string>
#include <vector>

#include "sheet/workbook.h"

namespace portcheck::rules {

// Sheets that we write beside the numbers (what was changed, a drop-down's list) begin so. They hold nothing
// to port.
inline constexpr std::string_view kOwnSheetPrefix = "PortCheck ";

struct SheetChoice {
  size_t index = 0;
  std::vector<std::string> others, hidden;  // names of further sheets with data
};

// The sheet with the best header; the first one with data where none has a header.
SheetChoice choose_sheet(sheet::Workbook& workbook);

}  // namespace portcheck::rules
