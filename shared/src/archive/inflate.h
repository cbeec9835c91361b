// Raw DEFLATE (RFC 1951) and CRC-32, whole buffer to whole buffer, on libdeflate. Most readers want zip.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace portcheck::archive {

enum class InflateStatus : uint8_t {
  ok,
  damaged,    // not a DEFLATE stream, or cut off
  overflows,  // more comes out than `capacity`; what was written is unspecified
  no_memory,  // for the decoder's own tables, some 12 KiB
};

// Writes at most `capacity` bytes to `out`; `written` is set on ok. Bytes behind the stream's end are
// ignored.
InflateStatus inflate(std::string_view compressed, char* out, size_t capacity, size_t& written);

uint32_t crc32(std::string_view bytes);

}  // namespace portcheck::archive
