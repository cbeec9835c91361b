// A set of row numbers that knows its neighbours: four levels of bits, 130 KB whatever is in it.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "portcheck/limits.h"
#include "portcheck/report.h"

namespace portcheck::edit {

// Rows are 1 … limits::kRows. Every call costs the same, whatever the set holds.
class RowSet {
 public:
  RowSet() : words_(kWords) {}
  static RowSet all() {
    RowSet set;
    set.words_.assign(kWords, ~uint64_t{0});
    set.words_.back() = 0xF;
    set.size_ = limits::kRows;
    return set;
  }

  bool has(uint32_t row) const { return words_[(row - 1) >> 6] >> ((row - 1) & 63) & 1; }

  void set(uint32_t row, bool in) {
    if (has(row) == in) return;
    size_ += in ? 1 : uint64_t{0} - 1;
    uint32_t at = row - 1;
    for (uint32_t start : kStart) {
      uint64_t& word = words_[start + (at >> 6)];
      const uint64_t before = word, bit = uint64_t{1} << (at & 63);
      word = in ? word | bit : word & ~bit;
      if ((word == 0) == (before == 0)) return;  // the level above says what is so already
      at >>= 6;
    }
  }

  // The nearest row of the set behind, or before, `row` (0 … limits::kRows + 1); kNone: there is none.
  uint32_t next(uint32_t row) const {
    uint32_t at = row;
    for (size_t level = 0; level < kStart.size() && at >> 6 < words_on(level); ++level, at = (at >> 6) + 1) {
      const uint64_t word = words_[kStart[level] + (at >> 6)] & ~uint64_t{0} << (at & 63);
      if (word != 0) return down(level, (at & ~63U) + static_cast<uint32_t>(std::countr_zero(word)), false);
    }
    return kNone;
  }
  uint32_t previous(uint32_t row) const {
    if (row < 2) return kNone;
    uint32_t at = row - 2;
    for (size_t level = 0; level < kStart.size(); ++level) {
      const uint64_t word = words_[kStart[level] + (at >> 6)] & ~uint64_t{0} >> (63 - (at & 63));
      if (word != 0) return down(level, (at | 63U) - static_cast<uint32_t>(std::countl_zero(word)), true);
      if (at >> 6 == 0) return kNone;
      at = (at >> 6) - 1;
    }
    return kNone;
  }

  uint64_t size() const { return size_; }

 private:
  static_assert(limits::kRows == 1U << 20);
  static constexpr std::array<uint32_t, 4> kStart{0, 16'384, 16'640, 16'644};
  static constexpr uint32_t kWords = 16'645;
  static constexpr uint32_t words_on(size_t level) {
    return (level + 1 < kStart.size() ? kStart[level + 1] : kWords) - kStart[level];
  }

  // From a word on `level` that is not empty to the row below it that comes first or last.
  uint32_t down(size_t level, uint32_t at, bool last) const {
    while (level-- > 0) {
      const uint64_t word = words_[kStart[level] + at];
      at = at << 6 | static_cast<uint32_t>(last ? 63 - std::countl_zero(word) : std::countr_zero(word));
    }
    return at + 1;
  }

  std::vector<uint64_t> words_;
  uint64_t size_ = 0;
};

}  // namespace portcheck::edit
