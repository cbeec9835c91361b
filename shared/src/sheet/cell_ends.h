// Where the cells of delimited text end: delimiters and line ends outside of quotes, found a stretch of text
// ahead, sixty-four bytes at a time, so that nobody has to guess how long a cell is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/byte_scan.h"
#include "text/cold.h"

namespace portcheck::sheet {

// Only for sound quotes: each opens at the beginning of a cell and closes at its end, and those between are
// doubled. Where one is not, the ends stop before it, and there are no more.
class CellEnds {
 public:
  static constexpr size_t kMost = 256;  // that can be asked for at once

  // `text` has less than 4 GB, begins outside of quotes and must outlive this.
  CellEnds(std::string_view text, char delimiter)
      : begin_(text.data()), size_(text.size()), delimiter_(delimiter) {}
  CellEnds(const CellEnds&) = delete;
  CellEnds& operator=(const CellEnds&) = delete;

  // The next `count` ends, at most kMost, as places in the text; null where there are not so many. A line
  // feed behind a carriage return is none.
  PORTCHECK_HOT const uint32_t* next(size_t count) {
    if (static_cast<size_t>(found_ - next_) < count) look_ahead();
    return static_cast<size_t>(found_ - next_) < count ? nullptr : next_;
  }
  void take(size_t count) { next_ += count; }
  // Takes all up to `end`. False when that is none of them.
  bool take_to(size_t end);

 private:
  static constexpr size_t kStretch = 8192, kBlock = 64, kStep = 8;

  void look_ahead();
  uint64_t ends_in(const char* block);
  void add(uint64_t bits, size_t at);

  const char* begin_;
  size_t size_, looked_ = 0;
  text::ByteScan<1> delimiter_;
  uint64_t quoted_ = 0;     // ones: the last byte is inside of quotes
  uint64_t after_end_ = 1;  // 1: an end, or nothing, stands before the next byte
  uint64_t after_quote_ = 0, after_return_ = 0;
  bool sound_ = true;
  std::array<uint32_t, kMost + kStretch + kStep> ends_;
  const uint32_t* next_ = ends_.data();
  uint32_t* found_ = ends_.data();
};

}  // namespace portcheck::sheet
