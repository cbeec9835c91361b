// Tells text from binary, and tables from other text, by a file's head.
#pragma once

#include <string>
#include <string_view>

#include "document/file_type.h"

namespace portcheck::document {

// In lower case, without the dot; empty when the name has none.
std::string extension(std::string_view name);

std::string lowered(std::string_view text);  // ASCII letters only
std::string_view skip_space(std::string_view text);

// empty, csv, tsv, text, what written_kind() says, or binary when it is not text. `extension` decides only
// between csv, tsv and text.
FileType text_kind(std::string_view bytes, std::string_view extension);

}  // namespace portcheck::document
