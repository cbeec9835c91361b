// Reads Excel workbooks (.xlsx, .xlsm; ECMA-376, strict and transitional). Opened through workbook.h.
// The parts: xlsx_package (ZIP and relationships), xlsx_strings, xlsx_styles, xlsx_sheet (rows), xlsx_cell.
#pragma once

#include <string_view>

#include "sheet/workbook.h"

namespace portcheck::sheet {

// Lists worksheets only: chart sheets, dialogs and macro sheets hold no table. Macros are noticed, never run.
Opened open_xlsx(std::string_view bytes);

}  // namespace portcheck::sheet
