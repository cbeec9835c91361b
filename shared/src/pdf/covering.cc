#include "pdf/covering.h"

#include <algorithm>

namespace portcheck::pdf {
namespace {

constexpr uint64_t kComparisons = 20'000'000;  // of one page
constexpr float kSame = 0.03F;                 // of a colour's parts, which nobody can tell apart

Rect extent(const Glyph& glyph) {
  Rect box = kNowhere;
  const double up = 0.35 * static_cast<double>(glyph.size);
  const double length = std::hypot(glyph.advance.x, glyph.advance.y);
  const Point along = length > 0 ? Point{glyph.advance.x / length, glyph.advance.y / length} : Point{1, 0};
  for (const double share : {0.3, 0.7}) {
    const Point p{glyph.origin.x + glyph.advance.x * share, glyph.origin.y + glyph.advance.y * share};
    box.add(Point{p.x + along.y * up, p.y - along.x * up});
    box.add(Point{p.x + along.y * up / 3, p.y - along.x * up / 3});
  }
  return box;
}

bool lies_in(const Rect& inner, const Rect& outer) {
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
         inner.bottom <= outer.bottom;
}

}  // namespace

std::vector<bool> find_covered(const Canvas& canvas) {
  std::vector<bool> covered(canvas.glyphs.size());
  uint64_t left = kComparisons;
  for (size_t i = 0; i < canvas.glyphs.size(); ++i) {
    const Glyph& glyph = canvas.glyphs[i];
    if (glyph.hidden || glyph.text_size == 0) continue;
    if (left < canvas.covers.size()) break;
    left -= canvas.covers.size();
    const Rect box = extent(glyph);
    Color ground = kWhite;
    for (const Cover& cover : canvas.covers) {
      if (!lies_in(box, cover.box)) continue;
      if (cover.order > glyph.order) {
        covered[i] = covered[i] || cover.opaque;
      } else {
        ground = cover.opaque ? cover.color : kUnknownColor;
      }
    }
    if (glyph.color.near(ground, kSame)) covered[i] = true;
  }
  return covered;
}

}  // namespace portcheck::pdf
