// The text inside <si>, <is> and <v>: rich text put together, phonetic guides left out, _xHHHH_ escapes
// decoded.
#pragma once

#include <string_view>

#include "sheet/xml.h"

namespace portcheck::sheet {

// Reads to the end of the element whose start was given last (<si> or <is>). Each run without
// xml:space="preserve" loses the white space at its ends, as Excel shows it. False where next() reports a
// problem.
bool read_rich_text(XmlReader& xml, std::string_view& text);

// Reads to the end of an element that has text only (<v>, <t>).
bool read_plain_text(XmlReader& xml, std::string_view& text);

// The text of one such run that stands whole in [begin, end), decoded in place.
std::string_view decode_run(char* begin, char* end, bool preserve);

// _x000D_ and the like (ECMA-376 part 1, 22.9.2.19), in place; returns the new end. Text without "_x" is not
// touched.
char* decode_x_escapes(char* begin, char* end);

}  // namespace portcheck::sheet
