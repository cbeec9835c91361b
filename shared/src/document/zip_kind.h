// What a ZIP archive holds, by its directory and, for Office files, by its list of content types.
#pragma once

#include <string_view>

#include "document/file_type.h"

namespace portcheck::document {

// xlsx, xlsm, xlsb, ods, numbers, docx, odt, pages or zip. A damaged archive is judged by the names that can
// still be seen, so that a broken workbook is called a workbook. `name` only tells Numbers from Pages.
FileType zip_kind(std::string_view bytes, std::string_view name);

}  // namespace portcheck::document
