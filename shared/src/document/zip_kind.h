// What a ZIP archive holds, by its directory and, for Office files, by its list of content types.
#pragma once

#include <string_view>

#include "archive/zip.h"
#include "document/file_type.h"

namespace portcheck::document {

inline constexpr std::string_view kContentTypes = "[Content_Types].xml";

// xlsx, xlsm or what archive_kind() says. `name` only tells Numbers from Pages.
FileType zip_kind(std::string_view bytes, std::string_view name);

// The part of that name, in `buffer`; empty when it is missing, damaged or large.
std::string_view small_part(archive::Zip& zip, std::string_view name, archive::Buffer& buffer);

}  // namespace portcheck::document
