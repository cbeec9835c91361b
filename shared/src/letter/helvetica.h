// The letter's typeface, which every PDF viewer has: what its characters are, how wide they are, where lines
// break.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::letter {

struct Font {
  bool bold = false;
  double size = 10;  // points
};

// `utf8` in the font's encoding (WinAnsi). Typographic signs that it lacks become their plain forms. Nothing
// where it has no such character; `missing` is that one then.
std::optional<std::string> encode(std::string_view utf8, char32_t& missing);

// In points. Both take encoded text.
double width_of(std::string_view encoded, Font font);
// Lines of at most `width`, broken at blanks, at \n, and within a word that does not fit otherwise.
std::vector<std::string> break_lines(std::string_view encoded, Font font, double width);

}  // namespace portcheck::letter
