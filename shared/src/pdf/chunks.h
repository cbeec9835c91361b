// Glyphs that stand together without a blank, in coordinates along their line.
#pragma once

#include <string>
#include <vector>

#include "pdf/canvas.h"

namespace portcheck::pdf {

struct Chunk {
  double begin = 0, end = 0;  // along the line
  double base = 0;            // the line itself, growing downwards
  double top = 0, bottom = 0;
  double size = 0;
  double blank = 0;  // of blanks shown before it
  bool apart = false, hidden = false, filled_in = false;
  uint32_t letters = 0;
  uint32_t order = 0;
  std::string text;
};

// Those of one direction.
struct Direction {
  int angle = 0;
  std::vector<Chunk> chunks;

  Rect box_of(double begin, double end, double top, double bottom) const;  // on the page
};

// Text from left to right comes first.
std::vector<Direction> make_chunks(const Canvas& canvas);

}  // namespace portcheck::pdf
