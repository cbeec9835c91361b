#include "pdf/predictor.h"

#include <algorithm>
#include <cstdlib>

namespace portcheck::pdf {
namespace {

uint8_t byte(char c) {
  return static_cast<uint8_t>(c);
}

uint8_t paeth(int left, int up, int corner) {
  const int estimate = left + up - corner;
  const int to_left = std::abs(estimate - left), to_up = std::abs(estimate - up),
            to_corner = std::abs(estimate - corner);
  if (to_left <= to_up && to_left <= to_corner) return static_cast<uint8_t>(left);
  return static_cast<uint8_t>(to_up <= to_corner ? up : corner);
}

void undo_png(size_t row, size_t pixel, std::string& bytes) {
  size_t written = 0;
  for (size_t at = 0; at < bytes.size();) {
    const uint8_t kind = byte(bytes[at++]);
    const size_t size = std::min(row, bytes.size() - at);
    for (size_t i = 0; i < size; ++i) {
      const int left = i >= pixel ? byte(bytes[written + i - pixel]) : 0;
      const int up = written >= row ? byte(bytes[written + i - row]) : 0;
      const int corner = i >= pixel && written >= row ? byte(bytes[written + i - row - pixel]) : 0;
      int add = 0;
      if (kind == 1) add = left;
      if (kind == 2) add = up;
      if (kind == 3) add = (left + up) / 2;
      if (kind == 4) add = paeth(left, up, corner);
      bytes[written + i] = static_cast<char>(byte(bytes[at + i]) + add);
    }
    written += size;
    at += size;
  }
  bytes.resize(written);
}

// With eight bits only, which is what text and tables have.
void undo_tiff(size_t row, size_t pixel, std::string& bytes) {
  for (size_t begin = 0; begin < bytes.size(); begin += row) {
    const size_t end = std::min(begin + row, bytes.size());
    for (size_t i = begin + pixel; i < end; ++i) {
      bytes[i] = static_cast<char>(byte(bytes[i]) + byte(bytes[i - pixel]));
    }
  }
}

}  // namespace

void undo_predictor(const FilterParameters& parameters, std::string& bytes) {
  if (parameters.predictor < 2) return;
  const auto in_range = [](int value, int most) { return value >= 1 && value <= most; };
  if (!in_range(parameters.columns, 1 << 24) || !in_range(parameters.colors, 32) ||
      !in_range(parameters.bits, 16))
    return;
  const size_t bits = static_cast<size_t>(parameters.colors) * static_cast<size_t>(parameters.bits);
  const size_t row = (bits * static_cast<size_t>(parameters.columns) + 7) / 8;
  const size_t pixel = (bits + 7) / 8;
  if (parameters.predictor >= 10) undo_png(row, pixel, bytes);
  if (parameters.predictor == 2 && parameters.bits == 8) undo_tiff(row, pixel, bytes);
}

}  // namespace portcheck::pdf
