// Reads OpenDocument spreadsheets (.ods, and flat .fods; ODF 1.0 to 1.4). Opened through workbook.h.
// The parts: ods_sheet (rows and columns), ods_cell (values and text).
#pragma once

#include <string_view>

#include "sheet/workbook.h"

namespace portcheck::sheet {

// Tables only: what other documents are linked to and cached is left out. Macros are noticed, never run.
Opened open_ods(std::string_view bytes);

}  // namespace portcheck::sheet
