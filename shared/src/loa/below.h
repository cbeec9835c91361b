// What stands right under or over a span.
#pragma once

#include <cstdint>

#include "loa/lines.h"

namespace portcheck::loa {

struct Nearby {
  bool found = false;
  size_t line = 0, piece = 0;
  int32_t gap = 0;  // tenths of a point between the two; in lines where places are not known
};

Nearby nearest_below(const Lines& lines, size_t line, size_t piece);
Nearby nearest_above(const Lines& lines, size_t line, size_t piece);

bool overlaps_sideways(const Box& a, const Box& b);

}  // namespace portcheck::loa
