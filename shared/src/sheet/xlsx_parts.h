// The parts of a workbook that are no sheet, for xlsx_writer.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::sheet {

enum XlsxStyle : uint8_t { kGeneral, kHeader, kText, kShieldedText };

std::string_view styles_xml();

// Character data, or an attribute's value. What XML cannot hold, and what would be read as such an escape, is
// written as _xHHHH_ (ECMA-376 part 1, 22.9.2.19). `text` is well-formed UTF-8.
void append_xml(std::string& out, std::string_view text);

struct Note {
  uint32_t column;
  std::string_view text;
};

// A note stands at the header; it needs two parts: what it says, and the box that shows it.
std::string comments_xml(const std::vector<Note>& notes, uint32_t row);
std::string comment_boxes_vml(const std::vector<Note>& notes, uint32_t row);

}  // namespace portcheck::sheet
