#include "rules/number_set.h"

#include <cstring>

namespace portcheck::rules {
namespace {

constexpr unsigned kFirstBits = 8;
constexpr uint64_t kGolden = 0x9E3779B97F4A7C15ULL;

}  // namespace

NumberSet::NumberSet() : table_(size_t{1} << kFirstBits), shift_(64 - kFirstBits) {}

size_t NumberSet::slot(uint64_t key) const {
  size_t mask = table_.size() - 1;
  auto at = static_cast<size_t>((key * kGolden) >> shift_);
  while (table_[at].key != 0 && key_of(table_[at]) != key) at = (at + 1) & mask;
  return at;
}

NumberSet::Entry& NumberSet::insert(uint64_t key, uint32_t file, bool& inserted) {
  if ((size_ + 1) * 2 > table_.size()) grow();
  Entry& entry = table_[slot(key)];
  inserted = entry.key == 0;
  if (inserted) {
    entry.key = key | uint64_t{file} << 40;
    ++size_;
  }
  return entry;
}

const NumberSet::Entry* NumberSet::find(uint64_t key) const {
  const Entry& entry = table_[slot(key)];
  return entry.key == 0 ? nullptr : &entry;
}

void NumberSet::grow() {
  std::vector<Entry> old(table_.size() * 2);
  old.swap(table_);
  --shift_;
  for (const Entry& entry : old) {
    if (entry.key != 0) table_[slot(key_of(entry))] = entry;
  }
}

uint64_t hash_text(const char* text, size_t size) {
  uint64_t hash = size * kGolden;
  for (; size >= 8; text += 8, size -= 8) {
    uint64_t word = 0;
    std::memcpy(&word, text, 8);
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDULL;
    hash ^= hash >> 32;
  }
  uint64_t word = 0;
  std::memcpy(&word, text, size);
  hash = (hash ^ word) * 0xC4CEB9FE1A85EC53ULL;
  hash ^= hash >> 29;
  return hash == 0 ? 1 : hash;
}

}  // namespace portcheck::rules
