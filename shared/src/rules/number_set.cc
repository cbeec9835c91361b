#include "rules/number_set.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "text/literal.h"

namespace portcheck::rules {
namespace {

using text::load_word;

constexpr size_t kFirstSize = 64, kLarge = 1 << 14;                     // entries of a table
constexpr size_t kFirstFilter = 64, kLastFilter = 1 << 18, kWiden = 4;  // words of 64 bits
constexpr size_t kBitsOfKey = 12;  // at least: one in a hundred new keys is looked for in vain
constexpr uint32_t kSeeds = 32;
constexpr uint64_t kGolden = 0x9E3779B97F4A7C15ULL;
constexpr uint64_t kOther = 0xD6E8FEB86659FD93ULL;

}  // namespace

void NumberSet::rebuild(Table& table, size_t size, uint32_t seed) {
  Table built;
  built.entries.resize(size);
  built.mask = static_cast<uint32_t>(size - 1);
  built.limit = static_cast<uint32_t>(size * 6 / 10);
  built.used = table.used;
  built.seed = seed;
  built.factor = (kGolden ^ seed * kOther) | 1;
  for (const Entry& entry : table.entries) {
    const uint64_t word = entry.word();
    if (word == 0) continue;
    size_t at = built.slot_of(word >> kPlaceBits);
    while (built.entries[at].word() != 0) at = (at + 1) & built.mask;
    built.entries[at] = entry;
  }
  table = std::move(built);
}

void NumberSet::grow(Table& table) {
  const size_t size = table.entries.size();
  rebuild(table, size == 0 ? kFirstSize : size < kLarge ? size * 4 : size * 2, table.seed);
}

void NumberSet::reseed(Table& table) {
  if (table.seed < kSeeds) rebuild(table, table.entries.size(), table.seed + 1);
}

const NumberSet::Entry* NumberSet::insert_doubtful(uint64_t key, uint32_t file, uint32_t row, uint32_t note) {
  if (waiting_count_ != 0) settle();
  if (const Entry* known = lookup(key)) return known;
  Entry entry;
  entry.set(key, file, row, note);
  place(entry);
  ++size_;
  if (!filter_.empty()) mark(key);
  widen_filter();
  return nullptr;
}

const NumberSet::Entry* NumberSet::lookup(uint64_t key) {
  const Table& table = table_of(key);
  if (table.entries.empty()) return nullptr;
  for (size_t at = table.slot_of(key);; at = (at + 1) & table.mask) {
    const Entry& entry = table.entries[at];
    const uint64_t word = entry.word();
    if (word == 0) return nullptr;
    if (word >> kPlaceBits == key) return &entry;
  }
}

void NumberSet::place(const Entry& entry) {
  Table& table = table_of(entry.key());
  if (table.used >= table.limit) grow(table);
  size_t at = table.slot_of(entry.key());
  size_t steps = 0;
  for (; table.entries[at].word() != 0; at = (at + 1) & table.mask) ++steps;
  table.entries[at] = entry;
  ++table.used;
  if (steps > kLongestSearch) reseed(table);
}

void NumberSet::settle() {
  const std::span<Entry> waiting(waiting_.data(), waiting_count_);
  waiting_count_ = 0;
  uint32_t touched = 0;
  for (const Entry& entry : waiting) {
    const Table& table = table_of(entry.key());
    if (table.limit != 0) touched |= table.entries[table.slot_of(entry.key())].low_;
  }
  touched_ = touched;
  for (const Entry& entry : waiting) place(entry);
  widen_filter();
}

void NumberSet::widen_filter() {
  if (size_ <= filter_.size() * 64 / kBitsOfKey || filter_.size() == kLastFilter) return;
  filter_.assign(std::max(kFirstFilter, filter_.size() * kWiden), 0);
  for (const Table& table : tables_) {
    for (const Entry& entry : table.entries) {
      if (entry.word() != 0) mark(entry.key());
    }
  }
}

const NumberSet::Entry* NumberSet::find(uint64_t key) {
  if (waiting_count_ != 0) settle();
  if (filter_.empty()) return nullptr;
  const Mark mark = mark_of(key);
  return (filter_[mark.word] & mark.bits) == mark.bits ? lookup(key) : nullptr;
}

namespace {

// Two chains, so that a processor works on both at once.
struct Mixer {
  uint64_t even, odd;
  void add(const char* at) {
    constexpr uint64_t kFactor = 0xFF51AFD7ED558CCDULL;
    even = (even ^ load_word(at)) * kFactor;
    odd = (odd ^ load_word(at + 8)) * kFactor;
    even ^= even >> 32;
    odd ^= odd >> 32;
  }
};

}  // namespace

// The last words overlap, and up to 64 bytes the number of steps does not depend on the text's length: that
// is not known long enough before.
uint64_t hash_text(std::string_view text) {
  const char* const at = text.data();
  const size_t size = text.size();
  Mixer mixer{size * kGolden, kOther};
  if (size >= 16) {
    const size_t last = size - 16;
    for (size_t i = 0; i < 64; i += 16) mixer.add(at + std::min(i, last));
    for (size_t i = 64; i < size; i += 16) mixer.add(at + std::min(i, last));
  } else {
    mixer.even ^= text::first_word(text);
    mixer.odd ^= text::last_word(text);
  }
  uint64_t hash = (mixer.even ^ (mixer.odd << 32 | mixer.odd >> 32)) * 0xC4CEB9FE1A85EC53ULL;
  hash ^= hash >> 29;
  return hash == 0 ? 1 : hash;
}

}  // namespace portcheck::rules
