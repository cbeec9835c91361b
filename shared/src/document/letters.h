// The readers of letters. A build has all of them (letters_all.cc) or none (letters_none.cc: the module that
// a page downloads first).
#pragma once

#include <optional>
#include <string_view>

#include "document/file_type.h"
#include "portcheck/document.h"

namespace portcheck::document {

bool letters_are_read();

// read_document() of portcheck/document.h, for a file whose type is known.
std::optional<Document> read_document(std::string_view bytes, FileType type);

}  // namespace portcheck::document
