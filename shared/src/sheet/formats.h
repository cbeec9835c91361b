// The formats beside CSV and XLSX. A build has all of them (formats_all.cc) or none (formats_usual.cc: the
// module that a page downloads first).
#pragma once

#include <string_view>

#include "sheet/workbook.h"

namespace portcheck::sheet {

// As open_workbook(), for what is neither text nor Office Open XML.
Opened open_other(std::string_view bytes, document::FileType type);

}  // namespace portcheck::sheet
