#include "sheet/cell_ends.h"

#include <bit>
#include <cstring>

namespace portcheck::sheet {
namespace {

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

}  // namespace

uint64_t CellEnds::ends_in(const char* block) const {
  uint64_t bits = 0;
  for (unsigned i = 0; i < kBlock; i += 16) bits |= uint64_t{end_.matches(text::load16(block + i))} << i;
  return bits;
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
  next_ = found_ = ends_.data();
  while (found_ == next_ && looked_ != size_) {
    const size_t stop = size_ - looked_ > kStretch ? looked_ + kStretch : size_;
    for (; stop - looked_ >= kBlock; looked_ += kBlock) add(ends_in(begin_ + looked_), looked_);
    if (stop == size_) look_at_rest();
  }
  if (found_ == next_) *found_++ = static_cast<uint32_t>(size_);
}

void CellEnds::look_at_rest() {
  std::array<char, kBlock> rest{};
  const size_t left = size_ - looked_;
  if (left == 0) return;
  std::memcpy(rest.data(), begin_ + looked_, left);
  add(ends_in(rest.data()) & (UINT64_MAX >> (kBlock - left)), looked_);
  looked_ = size_;
}

}  // namespace portcheck::sheet
