#include "archive/crc32.h"

#include <libdeflate.h>

namespace portcheck::archive {

uint32_t crc32(uint32_t crc, std::string_view bytes) {
  return libdeflate_crc32(crc, bytes.data(), bytes.size());
}

}  // namespace portcheck::archive
