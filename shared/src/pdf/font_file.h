// What an embedded font program says about the characters of its glyphs, where the PDF itself does not.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/budget.h"
#include "pdf/glyph_names.h"

namespace portcheck::pdf {

struct FontFile {
  std::map<uint32_t, char32_t> glyphs;      // TrueType: glyph -> character
  std::map<uint32_t, uint32_t> code_glyph;  // TrueType's own encoding: code -> glyph
  std::vector<std::string> codes;           // Type 1 and CFF: what the 256 codes mean; empty: does not say
  std::vector<std::string> glyph_texts;     // CFF: what the glyphs mean, by number
};

FontFile read_truetype(std::string_view bytes, GlyphNames& names, Budget& budget);
FontFile read_type1(std::string_view bytes, GlyphNames& names);
FontFile read_cff(std::string_view bytes, GlyphNames& names, Budget& budget);

}  // namespace portcheck::pdf
