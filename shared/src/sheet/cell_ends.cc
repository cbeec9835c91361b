#include "sheet/cell_ends.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace portcheck::sheet {
namespace {

constexpr text::ByteScan<1> kQuote{'"'}, kFeed{'\n'}, kReturn{'\r'};

unsigned count(uint64_t bits) {
#if defined(__wasm__) || defined(__POPCNT__)
  return static_cast<unsigned>(std::popcount(bits));
#else  // which would be a call
  bits -= bits >> 1 & 0x5555555555555555;
  bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
  return static_cast<unsigned>(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F) * 0x0101010101010101 >> 56);
#endif
}

uint32_t place_of_first(uint64_t bits, size_t at) {
  constexpr uint64_t kLast = uint64_t{1} << 63;  // so that it is never zero, which has no first bit
  return static_cast<uint32_t>(at + static_cast<size_t>(std::countr_zero(bits | kLast)));
}

// Each bit: whether there is an odd number of ones up to it.
uint64_t odd_so_far(uint64_t bits) {
  for (unsigned i = 1; i < 64; i *= 2) bits ^= bits << i;
  return bits;
}

// One byte further on; `before` is the bit of the last byte, and becomes it.
uint64_t following(uint64_t bits, uint64_t& before) {
  const uint64_t moved = bits << 1 | before;
  before = bits >> 63;
  return moved;
}

}  // namespace

uint64_t CellEnds::ends_in(const char* block) {
  uint64_t delimiters = 0, quotes = 0, feeds = 0, returns = 0;
  for (unsigned i = 0; i < kBlock; i += 16) {
    const text::Vector16 bytes = text::load16(block + i);
    delimiters |= uint64_t{delimiter_.matches(bytes)} << i;
    quotes |= uint64_t{kQuote.matches(bytes)} << i;
    feeds |= uint64_t{kFeed.matches(bytes)} << i;
    returns |= uint64_t{kReturn.matches(bytes)} << i;
  }
  const uint64_t after_return = following(returns, after_return_);
  uint64_t ends = delimiters | returns | (feeds & ~after_return);
  if ((quotes | quoted_ | after_quote_) != 0) {
    const uint64_t inside = odd_so_far(quotes) ^ quoted_;  // from an opening quote to before the closing one
    quoted_ = uint64_t{0} - (inside >> 63);
    ends &= ~inside;
    const uint64_t opening = quotes & inside, closing = quotes & ~inside;
    const uint64_t after_closing = following(closing, after_quote_);
    const uint64_t after_end = ends << 1 | after_end_;
    // A line feed that is no end itself stands between one and the next cell.
    const uint64_t behind_line = (feeds & after_return) << 1;
    sound_ = (opening & ~(after_end | behind_line | after_closing)) == 0 &&
             (after_closing & ~(ends | opening)) == 0;
    if (!sound_) return 0;
  }
  after_end_ = (ends | (feeds & after_return)) >> 63;
  return ends;
}

// Always writes some, and counts those that are there: a processor cannot know their number before.
void CellEnds::add(uint64_t bits, size_t at) {
  uint32_t* out = found_;
  const unsigned number = count(bits);
  found_ += number;
  for (unsigned i = 0; i < kStep; ++i, bits &= bits - 1) out[i] = place_of_first(bits, at);
  for (unsigned i = kStep; i < number; ++i, bits &= bits - 1) out[i] = place_of_first(bits, at);
}

void CellEnds::look_ahead() {
  const auto left = static_cast<size_t>(found_ - next_);
  std::memmove(ends_.data(), next_, left * sizeof *next_);
  next_ = ends_.data();
  found_ = ends_.data() + left;
  const size_t stop = std::min(size_, looked_ + kStretch);
  for (; sound_ && stop - looked_ >= kBlock; looked_ += kBlock) add(ends_in(begin_ + looked_), looked_);
  if (!sound_ || stop != size_ || stop == looked_) return;
  std::array<char, kBlock> rest{};
  std::memcpy(rest.data(), begin_ + looked_, size_ - looked_);
  add(ends_in(rest.data()), looked_);
  looked_ = size_;
}

bool CellEnds::take_to(size_t end) {
  while (const uint32_t* next = this->next(1)) {
    if (*next > end) return false;
    take(1);
    if (*next == end) return true;
  }
  return false;
}

}  // namespace portcheck::sheet
