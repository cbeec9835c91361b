// What a page's contents put onto it, in the order of painting: glyphs, and what covers them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/geometry.h"
#include "portcheck/document.h"

namespace portcheck::pdf {

struct Color {
  bool known = true;
  float red = 0, green = 0, blue = 0;

  bool near(const Color& other, float most) const {
    return known && other.known && std::abs(red - other.red) <= most &&
           std::abs(green - other.green) <= most && std::abs(blue - other.blue) <= most;
  }
};

inline constexpr Color kWhite{true, 1, 1, 1};
inline constexpr Color kUnknownColor{false, 0, 0, 0};

// Places are points from the upper left corner of the page as shown, y downwards.
struct Glyph {
  Point origin, advance;
  float size = 0;                 // of the font, as shown
  float ascent = 0, descent = 0;  // above and below the line (negative), as shown
  int16_t angle = 0;              // degrees clockwise: 0 is text from left to right
  bool hidden = false, filled_in = false;
  bool apart = false;  // a blank was shown before it
  float blank = 0;     // and how wide it was
  uint32_t text = 0, text_size = 0;
  uint32_t order = 0;
  Color color;
};

// A filled rectangle or a picture.
struct Cover {
  Rect box;
  Color color;
  bool opaque = true;
  uint32_t order = 0;
};

struct Canvas {
  uint32_t page = 1;
  Rect visible;  // the page
  std::vector<Glyph> glyphs;
  std::string text;
  std::vector<Cover> covers;
  uint32_t order = 0;

  std::string_view text_of(const Glyph& glyph) const {
    return std::string_view(text).substr(glyph.text, glyph.text_size);
  }
};

}  // namespace portcheck::pdf
