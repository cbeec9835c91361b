#include "archive/deflate.h"

#include <libdeflate.h>

namespace portcheck::archive {

bool deflate(std::string_view bytes, std::string& out) {
  constexpr int kLevel = 6;  // higher ones take twice the time for 2 % less
  libdeflate_compressor* encoder = libdeflate_alloc_compressor(kLevel);
  if (encoder == nullptr) return false;
  const size_t before = out.size();
  out.resize(before + bytes.size());
  const size_t written = libdeflate_deflate_compress(encoder, bytes.data(), bytes.size(), out.data() + before,
                                                     bytes.empty() ? 0 : bytes.size() - 1);
  libdeflate_free_compressor(encoder);
  out.resize(before + written);
  return written != 0;
}

}  // namespace portcheck::archive
