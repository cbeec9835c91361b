// What a glyph's name says it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portcheck::pdf {

extern const char kGlyphNames[];  // "A 41 AE C6 …"

class GlyphNames {
 public:
  // Appends the characters of "A", "uni0041", "u1F600", "f_i", "a.sc", "Asmall"; false: nobody knows.
  // "a20" is a tick in a font of `dingbats` alone.
  bool append(std::string_view name, std::string& out, bool dingbats = false);

 private:
  char32_t find(std::string_view name);
  bool append_part(std::string_view part, std::string& out);

  std::vector<std::string_view> names_;  // each with its code behind it; made when first needed
};

}  // namespace portcheck::pdf
