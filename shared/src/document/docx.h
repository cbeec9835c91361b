// Word documents (Office Open XML, transitional and strict): the text as a reader of the page sees it, with
// its form fields, tracked changes, pictures and signatures.
#pragma once

#include <string_view>

#include "portcheck/document.h"

namespace portcheck::document {

// Places are not known: boxes are empty, pages are counted by the breaks that the last program wrote down. A
// row of a table is one line, or as many as its longest cell has paragraphs.
Document read_docx(std::string_view bytes);

}  // namespace portcheck::document
