// Finds the next of a few bytes, eight at a time and without intrinsics, so that native code and wasm share
// it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace portcheck::text {

static_assert(std::endian::native == std::endian::little, "the lowest set bit must be the first byte");

inline uint64_t load8(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

template <size_t Count>
class ByteScan {
 public:
  template <typename... Bytes>
  explicit constexpr ByteScan(Bytes... bytes) : bytes_{static_cast<unsigned char>(bytes)...} {
    for (size_t i = 0; i < Count; ++i) spread_[i] = bytes_[i] * kOnes;
  }

  // The first of the bytes in [at, end), or end.
  const char* find(const char* at, const char* end) const {
    for (; end - at >= 8; at += 8) {
      if (const uint64_t hits = matches(load8(at)); hits != 0) return at + std::countr_zero(hits) / 8;
    }
    for (; at != end; ++at) {
      for (size_t i = 0; i < Count; ++i) {
        if (static_cast<unsigned char>(*at) == bytes_[i]) return at;
      }
    }
    return end;
  }

 private:
  static constexpr uint64_t kOnes = 0x0101010101010101;
  static constexpr uint64_t kLow7 = 0x7F * kOnes;
  static constexpr uint64_t kHigh = 0x80 * kOnes;

  // The high bit of each byte that is one of ours; exact, no carries between bytes.
  uint64_t matches(uint64_t word) const {
    uint64_t misses = kHigh;
    for (size_t i = 0; i < Count; ++i) {
      const uint64_t difference = word ^ spread_[i];
      misses &= ((difference & kLow7) + kLow7) | difference;
    }
    return ~misses & kHigh;
  }

  unsigned char bytes_[Count];
  uint64_t spread_[Count] = {};
};

}  // namespace portcheck::text
