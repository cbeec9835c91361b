#include "rules/number_set.h"

#include <cstring>

namespace portcheck::rules {
namespace {

constexpr size_t kFirstSize = 64;
constexpr size_t kLongestSearch = 256;  // at most six tenths full, a longer one was made on purpose
constexpr uint32_t kSeeds = 32;
constexpr uint64_t kGolden = 0x9E3779B97F4A7C15ULL;
constexpr uint64_t kOther = 0xD6E8FEB86659FD93ULL;

}  // namespace

size_t NumberSet::slot_of(const Table& table, uint64_t key) {
  return static_cast<size_t>((key * ((kGolden ^ table.seed * kOther) | 1)) >> 32) &
         (table.entries.size() - 1);
}

void NumberSet::rebuild(Table& table, size_t size, uint32_t seed) {
  Table built{std::vector<Entry>(size), table.used, seed};
  for (const Entry& entry : table.entries) {
    if (entry.word() == 0) continue;
    size_t at = slot_of(built, entry.key());
    while (built.entries[at].word() != 0) at = (at + 1) & (size - 1);
    built.entries[at] = entry;
  }
  table = std::move(built);
}

NumberSet::Entry* NumberSet::insert(uint64_t key, uint32_t file, uint32_t row, uint32_t note) {
  Table& table = tables_[key & (kTables - 1)];
  if (table.used * 10 >= table.entries.size() * 6)
    rebuild(table, table.entries.empty() ? kFirstSize : table.entries.size() * 2, table.seed);
  const size_t mask = table.entries.size() - 1;
  size_t at = slot_of(table, key);
  size_t steps = 0;
  for (; table.entries[at].word() != 0; at = (at + 1) & mask, ++steps) {
    Entry& entry = table.entries[at];
    if (entry.key() == key && (!note_in_key_ || entry.note_ == note)) return &entry;
  }
  const uint64_t word = key << kPlaceBits | uint64_t{file} << kRowBits | (row - 1);
  table.entries[at].low_ = static_cast<uint32_t>(word);
  table.entries[at].high_ = static_cast<uint32_t>(word >> 32);
  table.entries[at].note_ = note;
  ++table.used;
  ++size_;
  if (steps > kLongestSearch && table.seed < kSeeds) rebuild(table, table.entries.size(), table.seed + 1);
  return nullptr;
}

const NumberSet::Entry* NumberSet::find(uint64_t key) const {
  const Table& table = tables_[key & (kTables - 1)];
  if (table.entries.empty()) return nullptr;
  for (size_t at = slot_of(table, key);; at = (at + 1) & (table.entries.size() - 1)) {
    const Entry& entry = table.entries[at];
    if (entry.word() == 0) return nullptr;
    if (entry.key() == key) return &entry;
  }
}

void NumberSet::prefetch(uint64_t key) const {
  const Table& table = tables_[key & (kTables - 1)];
  if (!table.entries.empty()) __builtin_prefetch(&table.entries[slot_of(table, key)]);
}

uint64_t hash_text(std::string_view text) {
  const char* at = text.data();
  size_t size = text.size();
  uint64_t hash = size * kGolden;
  for (; size >= 8; at += 8, size -= 8) {
    uint64_t word = 0;
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDULL;
    hash ^= hash >> 32;
  }
  uint64_t word = 0;
  if (text.size() >= 8) {
    if (size != 0) std::memcpy(&word, at + size - 8, 8);  // some bytes again
  } else {
    std::memcpy(&word, at, size);
  }
  hash = (hash ^ word) * 0xC4CEB9FE1A85EC53ULL;
  hash ^= hash >> 29;
  return hash == 0 ? 1 : hash;
}

}  // namespace portcheck::rules
