#include "pdf/right_to_left.h"

#include <algorithm>
#include <vector>

#include "text/utf8.h"

namespace portcheck::pdf {
namespace {

bool is_right_to_left(char32_t c) {
  return (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF);
}

bool keeps_order(char32_t c) {
  return c < 0x590 && c > ' ' &&
         std::u32string_view(U"()[]{}<>.,:;!?\"'").find(c) == std::u32string_view::npos;
}

}  // namespace

std::string in_reading_order(std::string line) {
  std::vector<char32_t> characters;
  size_t backwards = 0;
  bool any = false;
  for (const char c : line) any |= static_cast<unsigned char>(c) >= 0xD6;
  if (!any) return line;
  for (size_t at = 0; at < line.size();) {
    characters.push_back(text::decode_one(line, at));
    backwards += is_right_to_left(characters.back());
  }
  if (backwards * 3 < characters.size()) return line;
  std::reverse(characters.begin(), characters.end());
  for (size_t i = 0; i < characters.size();) {
    size_t end = i;
    while (end < characters.size() && keeps_order(characters[end])) ++end;
    std::reverse(characters.begin() + static_cast<std::ptrdiff_t>(i),
                 characters.begin() + static_cast<std::ptrdiff_t>(end));
    i = end + 1;
  }
  std::string out;
  for (const char32_t c : characters) text::append_utf8(out, c);
  return out;
}

}  // namespace portcheck::pdf
