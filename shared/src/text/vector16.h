// Sixteen bytes at a time: SSE2 natively, SIMD128 in WebAssembly, plain loops that a compiler understands
// elsewhere. The one place that knows instruction sets.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

// A function that is compiled twice: also for processors that shift by any register.
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define PORTCHECK_ALSO_BMI2 [[gnu::target_clones("bmi2", "default")]]
#else
#define PORTCHECK_ALSO_BMI2
#endif

namespace portcheck::text {

using Vector16 = unsigned char __attribute__((vector_size(16)));

inline Vector16 load16(const char* at) {
  Vector16 out;
  std::memcpy(&out, at, sizeof out);
  return out;
}

constexpr Vector16 spread(int byte) {
  const auto b = static_cast<unsigned char>(byte);
  return Vector16{b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b};
}

// Bit i is the highest bit of byte i. Comparisons of vectors give bytes of ones and of zeros.
template <class Vector>
inline uint32_t high_bits(Vector vector) {
#if defined(__SSE2__)
  return static_cast<uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(vector)));
#elif defined(__wasm_simd128__)
  return wasm_i8x16_bitmask(reinterpret_cast<v128_t>(vector));
#else
  uint32_t bits = 0;
  for (unsigned i = 0; i < 16; ++i)
    bits |= static_cast<uint32_t>(static_cast<unsigned char>(vector[i]) >> 7) << i;
  return bits;
#endif
}

// The 16 bytes at `at`, zeros in place of those from `end` on. At least 16 bytes must stand before `end`.
inline Vector16 load16_before(const char* at, const char* end) {
  if (end - at >= 16) return load16(at);
  char room[32] = {};
  std::memcpy(room, end - 16, 16);
  return load16(room + 16 - (end - at));
}

}  // namespace portcheck::text
