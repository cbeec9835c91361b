// Finds the next of a few bytes, sixteen at a time.
#pragma once

#include <bit>
#include <cstddef>

#include "text/vector16.h"

namespace portcheck::text {

template <size_t Count>
class ByteScan {
 public:
  template <typename... Bytes>
  explicit constexpr ByteScan(Bytes... bytes)
      : bytes_{static_cast<char>(bytes)...}, spread_{spread(bytes)...} {}

  // The first of the bytes in [at, end), or end.
  const char* find(const char* at, const char* end) const {
    for (; end - at >= 16; at += 16) {
      if (const uint32_t hits = matches(load16(at)); hits != 0) return at + std::countr_zero(hits);
    }
    for (; at != end; ++at) {
      for (const char byte : bytes_) {
        if (*at == byte) return at;
      }
    }
    return end;
  }

  // Bit i: byte i is one of ours.
  uint32_t matches(Vector16 vector) const {
    auto found = vector == spread_[0];
    for (size_t i = 1; i < Count; ++i) found |= vector == spread_[i];
    return high_bits(found);
  }

 private:
  char bytes_[Count];
  Vector16 spread_[Count];
};

// The same where most hits are close to each other: looks at 64 bytes at once and remembers what it saw.
template <size_t Count>
class BlockScan {
 public:
  template <typename... Bytes>
  explicit BlockScan(const char* end, Bytes... bytes) : scan_(bytes...), end_(end), block_(end) {}

  // The first of the bytes in [at, end), or end.
  const char* find(const char* at) {
    if (at == end_) return end_;
    for (;;) {
      const auto offset = static_cast<size_t>(at - block_);
      if (offset < kBlock) {
        if (const uint64_t hits = hits_ >> offset; hits != 0) return at + std::countr_zero(hits);
        at = block_ + kBlock;
      }
      if (static_cast<size_t>(end_ - at) < kBlock) return scan_.find(at, end_);
      block_ = at;
      hits_ = 0;
      for (unsigned i = 0; i < kBlock; i += 16) hits_ |= uint64_t{scan_.matches(load16(at + i))} << i;
    }
  }

 private:
  static constexpr size_t kBlock = 64;

  ByteScan<Count> scan_;
  const char* end_;
  const char* block_;
  uint64_t hits_ = 0;
};

}  // namespace portcheck::text
