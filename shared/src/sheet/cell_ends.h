// Where the cells of delimited text may end: every delimiter and line end, found a stretch of text ahead and
// handed out one after the other, so that the reader of cells never waits for a guess at their length.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/byte_scan.h"

namespace portcheck::sheet {

class CellEnds {
 public:
  // `text` has less than 4 GB and must outlive this.
  CellEnds(std::string_view text, char delimiter)
      : begin_(text.data()), size_(text.size()), end_(delimiter, '\n', '\r') {}
  CellEnds(const CellEnds&) = delete;
  CellEnds& operator=(const CellEnds&) = delete;

  // Takes the next end; there always is one: the end of the text, again and again.
  const char* take() {
    if (next_ == found_) look_ahead();
    return begin_ + *next_++;
  }
  // Takes the first one at or behind `at`, which may not go back.
  const char* take_from(const char* at) {
    const char* end = take();
    while (end < at) end = take();
    return end;
  }

 private:
  static constexpr size_t kStretch = 4096, kBlock = 64, kStep = 8;

  void look_ahead();  // once all that were found are taken
  uint64_t ends_in(const char* block) const;
  void add(uint64_t bits, size_t at);
  void look_at_rest();

  const char* begin_;
  size_t size_, looked_ = 0;
  text::ByteScan<3> end_;
  std::array<uint32_t, kStretch + kStep> ends_;
  const uint32_t* next_ = ends_.data();
  uint32_t* found_ = ends_.data();
};

}  // namespace portcheck::sheet
