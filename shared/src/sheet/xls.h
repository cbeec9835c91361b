// Reads old Excel workbooks (.xls): Excel 97 to 2003 (BIFF8), 5 and 95 (BIFF5) and the single sheets of Excel
// 2 to 4. Opened through workbook.h. The parts: document/ole_file (the container), biff_record, xls_strings,
// xls_sheet (rows), number_text.
#pragma once

#include <string_view>

#include "sheet/workbook.h"

namespace portcheck::sheet {

// Lists worksheets only: charts, macro sheets and dialogs hold no table. Macros are noticed, never run.
Opened open_xls(std::string_view bytes);

}  // namespace portcheck::sheet
