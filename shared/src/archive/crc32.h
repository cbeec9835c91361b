// CRC-32 as ZIP uses it, by libdeflate; wasm/crc32.c stands in for it in the browser.
#pragma once

#include <cstdint>
#include <string_view>

namespace portcheck::archive {

// Of what `crc` is of (0: nothing), continued by `bytes`.
uint32_t crc32(uint32_t crc, std::string_view bytes);

}  // namespace portcheck::archive
