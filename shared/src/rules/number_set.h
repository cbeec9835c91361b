// Numbers seen so far, each with the place where it was seen first: open addressing, 12 bytes an entry.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "portcheck/limits.h"

namespace portcheck::rules {

class NumberSet {
 public:
  // Packed: a million of them take 25 MB.
  class Entry {
   public:
    uint64_t key() const { return word() >> kPlaceBits; }
    uint32_t file() const { return low_ >> kRowBits & ((1U << kFileBits) - 1); }
    uint32_t row() const { return (low_ & ((1U << kRowBits) - 1)) + 1; }
    uint32_t note() const { return note_; }

   private:
    friend class NumberSet;
    uint64_t word() const { return uint64_t{high_} << 32 | low_; }
    uint32_t low_ = 0;
    uint32_t high_ = 0;
    uint32_t note_ = 0;
  };

  // With `note_in_key`, keys with different notes are different.
  explicit NumberSet(bool note_in_key = false) : note_in_key_(note_in_key) {}

  // `key` is not 0 and below 2^34 (ten digits); `file` and `row` are within limits.h; `note` is the caller's.
  // Null when the key is new and was added, else the entry it has had. Valid until the next call.
  Entry* insert(uint64_t key, uint32_t file, uint32_t row, uint32_t note) {
    Table& table = tables_[key & (kTables - 1)];
    if (table.used >= table.limit) grow(table);
    Entry* const entries = table.entries.data();
    size_t at = table.slot_of(key);
    size_t steps = 0;
    for (uint64_t word = entries[at].word(); word != 0; word = entries[at].word(), ++steps) {
      if (word >> kPlaceBits == key && (!note_in_key_ || entries[at].note_ == note)) return &entries[at];
      at = (at + 1) & table.mask;
    }
    entries[at].low_ = static_cast<uint32_t>(file << kRowBits | (row - 1)) | static_cast<uint32_t>(key << kPlaceBits);
    entries[at].high_ = static_cast<uint32_t>(key << kPlaceBits >> 32);
    entries[at].note_ = note;
    ++table.used;
    ++size_;
    if (steps > kLongestSearch) reseed(table);
    return nullptr;
  }
  const Entry* find(uint64_t key) const;
  void prefetch(uint64_t key) const {  // it will be inserted, or looked for, soon
    const Table& table = tables_[key & (kTables - 1)];
    const Entry* const entry = table.entries.data() + table.slot_of(key);
#ifdef __wasm__  // has no such instruction, but nobody waits for a value that nobody uses
    if (table.limit != 0) touched_ ^= entry->low_;
#else
    __builtin_prefetch(entry);
#endif
  }

  uint64_t size() const { return size_; }

 private:
  static constexpr unsigned kRowBits = 20, kFileBits = 6, kPlaceBits = kRowBits + kFileBits;
  static_assert(limits::kRows <= 1U << kRowBits && limits::kFiles <= 1U << kFileBits);

  // At most six tenths full: a longer search was made on purpose.
  static constexpr size_t kLongestSearch = 256;

  // Several tables, so that growing never needs twice the memory at once.
  struct Table {
    std::vector<Entry> entries;
    uint32_t used = 0, limit = 0, mask = 0;
    uint32_t seed = 0;  // another one where keys were chosen to collide
    uint64_t factor = 0;
    size_t slot_of(uint64_t key) const { return static_cast<size_t>(key * factor >> 32) & mask; }
  };
  static constexpr size_t kTables = 16;

  static void rebuild(Table& table, size_t size, uint32_t seed);
  static void grow(Table& table);
  static void reseed(Table& table);

  std::array<Table, kTables> tables_;
#ifdef __wasm__
  mutable uint32_t touched_ = 0;
#endif
  uint64_t size_ = 0;
  bool note_in_key_;
};

// 64 bits of `text`, never 0. Not for hostile collisions: equal hashes only merge two campaigns in a count.
uint64_t hash_text(std::string_view text);

}  // namespace portcheck::rules
