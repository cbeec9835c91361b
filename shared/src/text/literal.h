// Comparing bytes with a short literal as words, which no compiler makes of memcmp for WebAssembly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace portcheck::text {

// Eight bytes, the first one lowest: all machines that we build for are little-endian.
inline uint64_t load_word(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// All of a text below eight bytes, whose size is known beside.
inline uint64_t short_word(std::string_view text) {
  const char* const at = text.data();
  const size_t size = text.size();
  if (size >= 4) {
    uint32_t first, last;
    std::memcpy(&first, at, 4);
    std::memcpy(&last, at + size - 4, 4);
    return first | uint64_t{last} << 32;
  }
  if (size == 0) return 0;
  const auto byte = [at](size_t i) { return uint64_t{static_cast<unsigned char>(at[i])}; };
  return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
}

// The first and the last eight bytes, which may overlap; short_word() and 0 of a shorter text.
inline uint64_t first_word(std::string_view text) {
  return text.size() >= 8 ? load_word(text.data()) : short_word(text);
}
inline uint64_t last_word(std::string_view text) {
  return text.size() >= 8 ? load_word(text.data() + text.size() - 8) : 0;
}

// The lowest `bytes`, at most eight.
constexpr uint64_t low_bytes(size_t bytes) {
  return bytes >= 8 ? ~uint64_t{0} : (uint64_t{1} << (8 * bytes)) - 1;
}

template <size_t Size>
class Literal {
 public:
  static constexpr size_t size = Size - 1;

  // NOLINTNEXTLINE(google-explicit-constructor)
  constexpr Literal(const char (&bytes)[Size]) {
    for (size_t i = 0; i < size; ++i)
      words_[i / 8] |= uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * (i % 8));
  }

  // Requires the literal's size, rounded up to whole words, to be readable at `at`.
  bool stands_at(const char* at) const {
    uint64_t difference = 0;
    for (size_t i = 0; i < kWords; ++i)
      difference |= (load_word(at + 8 * i) ^ words_[i]) & low_bytes(size - 8 * i);
    return difference == 0;
  }

 private:
  static constexpr size_t kWords = (size + 7) / 8;
  uint64_t words_[kWords] = {};
};

}  // namespace portcheck::text
