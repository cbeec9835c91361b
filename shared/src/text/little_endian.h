// Numbers as most binary formats store them, least significant byte first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace portcheck::text {

// Each requires that the number lies within `bytes`.
inline uint32_t u8_at(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
inline uint32_t u16_at(std::string_view bytes, size_t at) {
  return u8_at(bytes, at) | (u8_at(bytes, at + 1) << 8);
}
inline uint32_t u32_at(std::string_view bytes, size_t at) {
  return u16_at(bytes, at) | (u16_at(bytes, at + 2) << 16);
}
inline uint64_t u64_at(std::string_view bytes, size_t at) {
  return u32_at(bytes, at) | (uint64_t{u32_at(bytes, at + 4)} << 32);
}

}  // namespace portcheck::text
