#include "archive/inflate.h"

#include <libdeflate.h>

namespace portcheck::archive {

InflateStatus inflate(std::string_view compressed, char* out, size_t capacity, size_t& written) {
  libdeflate_decompressor* decoder = libdeflate_alloc_decompressor();
  if (decoder == nullptr) return InflateStatus::no_memory;
  const libdeflate_result result =
      libdeflate_deflate_decompress(decoder, compressed.data(), compressed.size(), out, capacity, &written);
  libdeflate_free_decompressor(decoder);
  if (result == LIBDEFLATE_SUCCESS) return InflateStatus::ok;
  return result == LIBDEFLATE_INSUFFICIENT_SPACE ? InflateStatus::overflows : InflateStatus::damaged;
}

uint32_t crc32(std::string_view bytes) {
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

}  // namespace portcheck::archive
