#include "document/tiff_fields.h"

#include <algorithm>

namespace portcheck::document {
namespace {

constexpr uint64_t kEntries = 1'000;  // of a directory; pictures have some dozens

// Of a value of each type: BYTE, ASCII, SHORT, LONG, RATIONAL, …, IFD8; 0: no number.
constexpr uint8_t kSizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

unsigned size_of(uint16_t type) {
  return type < sizeof kSizes ? kSizes[type] : 0;
}
bool is_fraction(uint16_t type) {
  return type == 5 || type == 10;
}

}  // namespace

uint64_t TiffFields::at(uint64_t offset, unsigned size) const {
  if (offset > bytes_.size() || bytes_.size() - offset < size) return 0;
  uint64_t value = 0;
  for (unsigned i = 0; i < size; ++i) {
    const unsigned place = little_ ? size - 1 - i : i;
    value = value << 8 | static_cast<unsigned char>(bytes_[offset + place]);
  }
  return value;
}

bool TiffFields::open(std::string_view bytes) {
  bytes_ = bytes;
  little_ = bytes.starts_with("II");
  if (!little_ && !bytes.starts_with("MM")) return false;
  const uint64_t version = at(2, 2);
  big_file_ = version == 43;
  if (version != 42 && version != 43) return false;
  first_ = big_file_ ? at(8, 8) : at(4, 4);
  return first_ != 0;
}

bool TiffFields::read_directory(uint64_t offset) {
  entries_.clear();
  next_ = 0;
  const unsigned count_size = big_file_ ? 8 : 2, entry_size = big_file_ ? 20 : 12, word = big_file_ ? 8 : 4;
  if (offset >= bytes_.size()) return false;
  const uint64_t count = std::min(at(offset, count_size), kEntries);
  uint64_t entry = offset + count_size;
  for (uint64_t i = 0; i < count; ++i, entry += entry_size) {
    if (entry + entry_size > bytes_.size()) return !entries_.empty();
    Entry found{static_cast<uint16_t>(at(entry, 2)), static_cast<uint16_t>(at(entry + 2, 2)),
                at(entry + 4, word), entry + 4 + word};
    const unsigned size = size_of(found.type);
    if (size == 0) continue;
    if (found.count > word / size) found.place = at(found.place, word);
    entries_.push_back(found);
  }
  next_ = at(entry, word);
  return true;
}

const TiffFields::Entry* TiffFields::find(uint16_t tag) const {
  for (const Entry& entry : entries_) {
    if (entry.tag == tag) return &entry;
  }
  return nullptr;
}

uint64_t TiffFields::value(const Entry& entry, uint64_t index) const {
  const unsigned size = size_of(entry.type);
  if (index >= bytes_.size()) return 0;
  const uint64_t place = entry.place + index * size;
  if (!is_fraction(entry.type)) return at(place, size);
  const uint64_t below = at(place + 4, 4);
  return below == 0 ? 0 : at(place, 4) / below;
}

uint64_t TiffFields::number(uint16_t tag, uint64_t otherwise) const {
  const Entry* const entry = find(tag);
  return entry == nullptr || entry->count == 0 ? otherwise : value(*entry, 0);
}

std::vector<uint64_t> TiffFields::numbers(uint16_t tag, size_t most) const {
  std::vector<uint64_t> values;
  const Entry* const entry = find(tag);
  if (entry == nullptr) return values;
  const uint64_t there = std::min<uint64_t>({entry->count, most, bytes_.size()});
  for (uint64_t i = 0; i < there; ++i) values.push_back(value(*entry, i));
  return values;
}

}  // namespace portcheck::document
