#include "document/ole_file.h"

#include <algorithm>
#include <cstring>

#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/little_endian.h"

namespace portcheck::document {
namespace {

using text::u16_at;
using text::u32_at;
using text::u8_at;

constexpr size_t kHeaderBytes = 512;
constexpr size_t kEntryBytes = 128;
constexpr size_t kNameUnits = 32;
constexpr uint32_t kLastSector = 0xFFFFFFFA;  // larger values mean: none, end of chain, …
constexpr uint32_t kHeaderFatSectors = 109;
constexpr uint32_t kMiniShift = 6;
constexpr uint32_t kMiniCutoff = 4096;  // smaller streams are mini streams
enum : uint32_t { kUnused = 0, kRoot = 5 };

std::string entry_name(std::string_view entry) {
  std::string name;
  for (size_t i = 0; i < kNameUnits; ++i) {
    const uint32_t unit = u16_at(entry, 2 * i);
    if (unit == 0) break;
    name += unit < 0x80 ? static_cast<char>(unit) : '?';
  }
  return name;
}

}  // namespace

struct OleFile::Node {
  uint32_t left, right, child;
  uint32_t entry;  // its place in entries_
  bool seen;
};

OleFile::OleFile(std::string_view bytes) : bytes_(bytes) {
  if (bytes.size() < kHeaderBytes || bytes.substr(0, kOleMagic.size()) != kOleMagic) return;
  if (u16_at(bytes, 30) == 12) shift_ = 12;
  list_fat();
  list_entries();
}

// What there is of a sector; a file may end within its last one.
std::string_view OleFile::sector(uint32_t number) const {
  const uint64_t offset = (uint64_t{number} + 1) << shift_;
  if (offset >= bytes_.size()) return {};
  return bytes_.substr(static_cast<size_t>(offset), size_t{1} << shift_);
}

// The sector after `number` in its chain.
uint32_t OleFile::next(uint32_t number) const {
  const uint32_t fat = number >> (shift_ - 2);
  if (fat >= fat_sectors_.size()) return kLastSector;
  const std::string_view table = sector(fat_sectors_[fat]);
  const size_t at = 4 * size_t{number - (fat << (shift_ - 2))};
  return table.size() >= at + 4 ? u32_at(table, at) : kLastSector;
}

// The header lists the first sectors of the allocation table, a chain of sectors the others. No more are
// taken than the sectors of the file can need.
void OleFile::list_fat() {
  const size_t sectors = bytes_.size() >> shift_;
  const size_t most = (sectors >> (shift_ - 2)) + 1;
  std::string_view list = bytes_.substr(76, 4 * kHeaderFatSectors);
  uint32_t further = u32_at(bytes_, 68);
  for (;;) {
    for (; list.size() >= 4; list.remove_prefix(4)) {
      if (fat_sectors_.size() == most || u32_at(list, 0) >= kLastSector) return;
      fat_sectors_.push_back(u32_at(list, 0));
    }
    list = sector(further);
    if (list.size() < size_t{1} << shift_) return;
    further = u32_at(list, list.size() - 4);
    list.remove_suffix(4);
  }
}

void OleFile::list_entries() {
  std::vector<Node> nodes;
  uint32_t number = u32_at(bytes_, 48);
  for (uint32_t i = 0; i < limits::kOleDirectorySectors && number < kLastSector; ++i) {
    std::string_view list = sector(number);
    for (; list.size() >= kEntryBytes; list.remove_prefix(kEntryBytes)) {
      const uint32_t type = u8_at(list, 66);
      OleEntry entry{entry_name(list), u32_at(list, 116), u32_at(list, 120), false};
      nodes.push_back({u32_at(list, 68), u32_at(list, 72), u32_at(list, 76),
                       static_cast<uint32_t>(entries_.size()), type == kUnused || type == kRoot});
      if (type == kRoot && nodes.size() == 1) {
        root_ = std::move(entry);
      } else if (type != kUnused && type != kRoot) {
        entries_.push_back(std::move(entry));
      }
    }
    number = next(number);
  }
  find_top_level(nodes);
}

// The root's children form a binary tree.
void OleFile::find_top_level(std::vector<Node>& tree) {
  std::vector<uint32_t> open;
  if (!root_.name.empty() && !tree.empty()) open.push_back(tree[0].child);
  bool found = false;
  while (!open.empty()) {
    const uint32_t number = open.back();
    open.pop_back();
    if (number >= tree.size() || tree[number].seen) continue;
    Node& node = tree[number];
    node.seen = found = true;
    entries_[node.entry].top_level = true;
    open.push_back(node.left);
    open.push_back(node.right);
  }
  for (OleEntry& entry : entries_) entry.top_level = entry.top_level || !found;
}

const OleEntry* OleFile::find(std::string_view name) const {
  for (const OleEntry& entry : entries_) {
    if (entry.top_level && text::equal_fold(entry.name, name)) return &entry;
  }
  return nullptr;
}

bool OleFile::read_chain(uint32_t first, size_t size, archive::Buffer& out) const {
  if (!out.allocate(std::min(size, bytes_.size()))) return false;
  size_t filled = 0;
  for (uint32_t number = first; filled < out.size() && number < kLastSector; number = next(number)) {
    const std::string_view part = sector(number).substr(0, out.size() - filled);
    if (part.empty()) break;
    std::memcpy(out.data() + filled, part.data(), part.size());
    filled += part.size();
    if (part.size() != size_t{1} << shift_) break;
  }
  out.shrink(filled);
  return true;
}

bool OleFile::read_mini_chain(uint32_t first, size_t size, archive::Buffer& out) const {
  archive::Buffer sectors, table;
  if (!read_chain(root_.sector, root_.size, sectors)) return false;
  const size_t count = (sectors.size() >> kMiniShift) + 1;  // the last one may be cut
  if (!read_chain(u32_at(bytes_, 60), 4 * count, table)) return false;
  if (!out.allocate(std::min(size, bytes_.size()))) return false;
  size_t filled = 0;
  for (uint32_t number = first; filled < out.size() && number < count;) {
    const std::string_view part = sectors.view()
                                      .substr(size_t{number} << kMiniShift, size_t{1} << kMiniShift)
                                      .substr(0, out.size() - filled);
    if (part.empty()) break;
    std::memcpy(out.data() + filled, part.data(), part.size());
    filled += part.size();
    const size_t at = 4 * size_t{number};
    number = at + 4 <= table.size() ? u32_at(table.view(), at) : kLastSector;
  }
  out.shrink(filled);
  return true;
}

bool OleFile::read(const OleEntry& entry, archive::Buffer& out) const {
  return entry.size < kMiniCutoff ? read_mini_chain(entry.sector, entry.size, out)
                                  : read_chain(entry.sector, entry.size, out);
}

}  // namespace portcheck::document
