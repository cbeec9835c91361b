// Raw DEFLATE (RFC 1951), whole buffer to whole buffer, on libdeflate. Most writers want zip_writer.h.
#pragma once

#include <string>
#include <string_view>

namespace portcheck::archive {

// Appends the compressed bytes to `out`; the same bytes on every machine with the same libdeflate. False, and
// `out` as before, when they would not be fewer than `bytes` or the compressor's tables (some 400 KiB) cannot
// be had.
bool deflate(std::string_view bytes, std::string& out);

}  // namespace portcheck::archive
