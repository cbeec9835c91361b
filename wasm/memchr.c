// libc's memchr, sixteen bytes at a time: its own looks at one, and std::string_view::find asks it for every search.
// Aligned loads may begin before the bytes and end behind them, but never outside of the memory.
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

static uint32_t found_in(uintptr_t block, v128_t wanted) {
  return wasm_i8x16_bitmask(wasm_i8x16_eq(wasm_v128_load((const void*)block), wanted));
}

void* memchr(const void* bytes, int byte, size_t size) {
  const uintptr_t begin = (uintptr_t)bytes;
  const v128_t wanted = wasm_i8x16_splat((int8_t)byte);
  uintptr_t block = begin & ~(uintptr_t)15;
  uint32_t bits = found_in(block, wanted) & (0xFFFFu << (begin - block));
  while (bits == 0 && block + 16 - begin < size) {
    block += 16;
    bits = found_in(block, wanted);
  }
  if (bits == 0) return NULL;
  const size_t at = block + (uintptr_t)__builtin_ctz(bits) - begin;
  return at < size ? (void*)(begin + at) : NULL;
}
