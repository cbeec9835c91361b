// The order in which a person reads the pieces of a page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace portcheck::pdf {

// A piece of a line, in coordinates along and across it.
struct Piece {
  double begin = 0, end = 0, base = 0, top = 0, bottom = 0, size = 0;
  bool hidden = false, filled_in = false;
  std::string text;
  uint32_t line = 0;
};

// Sorts the pieces and numbers their lines from `first_line` on; returns the next number. Running text in
// columns is read column by column; rows of labels and values stay together.
uint32_t put_in_order(std::vector<Piece>& pieces, uint32_t first_line);

// Whether two things with these places stand on one line.
template <typename A, typename B>
bool on_one_line(const A& a, const B& b) {
  const double larger = a.size > b.size ? a.size : b.size;
  const double distance = a.base > b.base ? a.base - b.base : b.base - a.base;
  const double smaller = a.size > b.size ? b.size : a.size;
  if (distance > 0.4 * larger || distance > 0.6 * smaller) return false;
  const double top = a.top > b.top ? a.top : b.top, bottom = a.bottom < b.bottom ? a.bottom : b.bottom;
  const double least = a.bottom - a.top < b.bottom - b.top ? a.bottom - a.top : b.bottom - b.top;
  return bottom - top >= 0.5 * least;
}

}  // namespace portcheck::pdf
