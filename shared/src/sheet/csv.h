// Reads text tables: CSV and its relatives with ; tab or |, in whatever encoding spreadsheet programs save
// them. Opened through workbook.h.
#pragma once

#include <string_view>

#include "sheet/workbook.h"

namespace portcheck::sheet {

// RFC 4180 and what people send instead of it. A line feed, a carriage return or both end a row, except
// within quotes; blank lines are rows; a `sep=` line is none. Text behind a closing quote belongs to the
// cell. A quote that is never closed, or that would swallow other rows (its end is another cell's beginning,
// or lies more than limits::kCellBytes away) is an ordinary character; the first such row is reported.
Opened open_csv(std::string_view bytes);

}  // namespace portcheck::sheet
