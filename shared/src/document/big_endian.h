// Numbers whose highest byte comes first; 0 where the bytes end before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace portcheck::document {

inline uint8_t byte_at(std::string_view bytes, size_t at) {
  return at < bytes.size() ? static_cast<uint8_t>(bytes[at]) : uint8_t{0};
}
inline uint16_t u16_be(std::string_view bytes, size_t at) {
  return static_cast<uint16_t>(byte_at(bytes, at) << 8 | byte_at(bytes, at + 1));
}
inline uint32_t u32_be(std::string_view bytes, size_t at) {
  return static_cast<uint32_t>(u16_be(bytes, at)) << 16 | u16_be(bytes, at + 2);
}

}  // namespace portcheck::document
