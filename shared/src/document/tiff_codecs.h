// The simple compressions of TIFF files. Each gives at most `most` bytes, and what it has where the data
// break.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portcheck::document {

std::string unpack_bits(std::string_view packed, size_t most);
std::string unpack_zlib(std::string_view packed, size_t most);
std::string unpack_lzw(std::string_view packed, size_t most);

}  // namespace portcheck::document
