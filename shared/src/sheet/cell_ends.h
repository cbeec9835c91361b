// Where the cells of delimited text may end: every delimiter and line end, found a stretch of text ahead and
// handed out one after the other, so that the reader of cells never waits for a guess at their length.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/vector16.h"

namespace portcheck::sheet {

class CellEnds {
 public:
  // `text` has less than 4 GB and must outlive this.
  CellEnds(std::string_view text, char delimiter)
      : begin_(text.data()), size_(text.size()), delimiter_(text::spread(delimiter)) {}
  CellEnds(const CellEnds&) = delete;
  CellEnds& operator=(const CellEnds&) = delete;

  // The ends found ahead that have not been taken, as places in the text: from next() to found(). A reader
  // takes them from a copy of next(), and returns what it has left.
  const uint32_t* next() const { return next_; }
  const uint32_t* found() const { return found_; }
  void return_from(const uint32_t* next) { next_ = next; }
  // Looks for more once all are taken. There always is one: the end of the text, again and again.
  void look_ahead();

  // Takes the next end.
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
  static constexpr uint64_t kLast = uint64_t{1} << 63;  // keeps zero apart, which has no first bit

  uint64_t ends_in(const char* block) const;
  void add(uint64_t bits, size_t at);
  void look_at_rest();

  const char* begin_;
  size_t size_, looked_ = 0;
  text::Vector16 delimiter_;
  std::array<uint32_t, kStretch + kStep> ends_;
  const uint32_t* next_ = ends_.data();
  uint32_t* found_ = ends_.data();
};

}  // namespace portcheck::sheet
