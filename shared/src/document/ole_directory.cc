#include "document/ole_directory.h"

#include <cstddef>
#include <cstdint>

namespace portcheck::document {
namespace {

constexpr size_t kHeaderBytes = 512;
constexpr size_t kEntryBytes = 128;
constexpr size_t kNameUnits = 32;
constexpr uint32_t kLastSector = 0xFFFFFFFA;  // larger values mean: none, end of chain, …
constexpr uint32_t kHeaderFatSectors = 109;
constexpr uint32_t kMostDirectorySectors = 256;

uint32_t u16(std::string_view bytes, size_t at) {
  return static_cast<uint32_t>(static_cast<unsigned char>(bytes[at]) |
                               (static_cast<unsigned char>(bytes[at + 1]) << 8));
}
uint32_t u32(std::string_view bytes, size_t at) {
  return u16(bytes, at) | (u16(bytes, at + 2) << 16);
}

class OleFile {
 public:
  explicit OleFile(std::string_view bytes) : bytes_(bytes) { shift_ = u16(bytes, 30) == 12 ? 12 : 9; }

  // What there is of a sector; a file may end within its last one.
  std::string_view sector(uint32_t number) const {
    const uint64_t offset = (uint64_t{number} + 1) << shift_;
    if (offset >= bytes_.size()) return {};
    return bytes_.substr(static_cast<size_t>(offset), size_t{1} << shift_);
  }

  // The sector after `number` in its chain. Only the part of the allocation table that the header lists is
  // used: it covers the first 7 MB, and directories stand at a file's beginning or were moved with its
  // growth.
  uint32_t next(uint32_t number) const {
    const uint32_t per_sector = 1u << (shift_ - 2);
    const uint32_t fat = number / per_sector;
    if (fat >= kHeaderFatSectors) return number + 1;
    const std::string_view table = sector(u32(bytes_, 76 + 4 * size_t{fat}));
    const size_t at = 4 * size_t{number % per_sector};
    return table.size() >= at + 4 ? u32(table, at) : kLastSector;
  }

 private:
  std::string_view bytes_;
  uint32_t shift_;
};

std::string entry_name(std::string_view entry) {
  std::string name;
  for (size_t i = 0; i < kNameUnits; ++i) {
    const uint32_t unit = u16(entry, 2 * i);
    if (unit == 0) break;
    name += unit < 0x80 ? static_cast<char>(unit) : '?';
  }
  return name;
}

}  // namespace

std::vector<std::string> ole_directory(std::string_view bytes) {
  std::vector<std::string> names;
  if (bytes.size() < kHeaderBytes || bytes.substr(0, kOleMagic.size()) != kOleMagic) return names;
  const OleFile file(bytes);
  uint32_t sector = u32(bytes, 48);
  for (uint32_t i = 0; i < kMostDirectorySectors && sector < kLastSector; ++i) {
    std::string_view entries = file.sector(sector);
    for (; entries.size() >= kEntryBytes; entries.remove_prefix(kEntryBytes)) {
      if (entries[66] != 0) names.push_back(entry_name(entries));
    }
    sector = file.next(sector);
  }
  return names;
}

}  // namespace portcheck::document
