// Points, boxes and matrices of PDF.
#pragma once

#include <algorithm>
#include <cmath>

#include "portcheck/document.h"

namespace portcheck::pdf {

struct Point {
  double x = 0, y = 0;
};

struct Rect {
  double left = 0, top = 0, right = 0, bottom = 0;  // left <= right, top <= bottom: y grows downwards or not

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  bool contains(Point p) const { return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom; }
  bool empty() const { return !(right > left && bottom > top); }
  void add(Point p) {
    left = std::min(left, p.x), right = std::max(right, p.x);
    top = std::min(top, p.y), bottom = std::max(bottom, p.y);
  }
  void add(const Rect& other) { add(Point{other.left, other.top}), add(Point{other.right, other.bottom}); }
};

inline constexpr Rect kNowhere{1e30, 1e30, -1e30, -1e30};

inline Rect meet(const Rect& a, const Rect& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

// x' = a x + c y + e, y' = b x + d y + f
struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

  Point map(double x, double y) const { return {a * x + c * y + e, b * x + d * y + f}; }
  Rect map(const Rect& r) const {
    Rect box = kNowhere;
    box.add(map(r.left, r.top)), box.add(map(r.right, r.top));
    box.add(map(r.left, r.bottom)), box.add(map(r.right, r.bottom));
    return box;
  }
};

// First `first`, then `second`.
inline Matrix operator*(const Matrix& first, const Matrix& second) {
  return {first.a * second.a + first.b * second.c,
          first.a * second.b + first.b * second.d,
          first.c * second.a + first.d * second.c,
          first.c * second.b + first.d * second.d,
          first.e * second.a + first.f * second.c + second.e,
          first.e * second.b + first.f * second.d + second.f};
}

inline int32_t tenths(double points) {
  if (!(points > -1e6 && points < 1e6)) return points > 0 ? 10'000'000 : points < 0 ? -10'000'000 : 0;
  return static_cast<int32_t>(std::lround(points * 10));
}

inline Box to_box(const Rect& r) {
  return {tenths(r.left), tenths(r.top), tenths(r.right), tenths(r.bottom)};
}

}  // namespace portcheck::pdf
