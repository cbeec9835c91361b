// The graphics state of a page's contents, and the path under construction.
#pragma once

#include <string>

#include "pdf/canvas.h"
#include "pdf/font.h"
#include "pdf/geometry.h"

namespace portcheck::pdf {

struct ColorSpace {
  enum class Kind : uint8_t { gray, rgb, cmyk, tint, unknown };
  Kind kind = Kind::gray;
};

struct GraphicsState {
  Matrix ctm;
  Rect clip;
  Color fill, stroke;
  ColorSpace::Kind fill_space = ColorSpace::Kind::gray, stroke_space = ColorSpace::Kind::gray;
  float fill_alpha = 1;
  bool blends = false;  // what is painted does not simply cover
  const Font* font = nullptr;
  double font_size = 0, character_spacing = 0, word_spacing = 0, scaling = 1, leading = 0, rise = 0;
  int mode = 0;
};

// As much of a path as is asked for: its box, whether it is rectangles, how it winds.
struct Path {
  Rect box = kNowhere;
  std::vector<Rect> rectangles;
  bool only_rectangles = true;
  unsigned curves = 0, lines = 0, slanted = 0, corners = 0;
  Point at, start;
  Rect corner_box = kNowhere;

  bool empty() const { return box.left > box.right; }
};

Color color_of(ColorSpace::Kind space, const double* values, size_t count);

}  // namespace portcheck::pdf
