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

}  // namespace portcheck::text
