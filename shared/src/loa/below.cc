#include "loa/below.h"

#include <algorithm>

namespace portcheck::loa {
namespace {

constexpr size_t kLinesAway = 4;  // lines of other columns may stand between

// Two lines and a half: what stands further away belongs to something else.
int32_t reach_of(const Box& box) {
  return std::max<int32_t>(60, (box.bottom - box.top) * 5 / 2);
}

Nearby nearest(const Lines& lines, size_t at, size_t piece, bool below) {
  const Line& own = lines.all[at];
  const Box& box = own.pieces[piece].box;
  for (size_t step = 1; step <= kLinesAway; ++step) {
    if (below ? at + step >= lines.all.size() : step > at) break;
    const size_t there = below ? at + step : at - step;
    const Line& line = lines.all[there];
    if (line.page != own.page) break;
    if (box == Box{}) {
      const bool alone = own.pieces.size() == 1;
      if (!alone && piece >= line.pieces.size()) return {};
      return {true, there, alone ? 0 : piece, 1};
    }
    for (size_t i = 0; i < line.pieces.size(); ++i) {
      const Box& other = line.pieces[i].box;
      if (other == Box{} || !overlaps_sideways(box, other)) continue;
      const int32_t gap = below ? other.top - box.bottom : box.top - other.bottom;
      if (gap > reach_of(box)) return {};
      if (gap > -(box.bottom - box.top) / 2) return {true, there, i, std::max(gap, 0)};
    }
  }
  return {};
}

}  // namespace

bool overlaps_sideways(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right;
}

Nearby nearest_below(const Lines& lines, size_t line, size_t piece) {
  return nearest(lines, line, piece, true);
}

Nearby nearest_above(const Lines& lines, size_t line, size_t piece) {
  return nearest(lines, line, piece, false);
}

}  // namespace portcheck::loa
