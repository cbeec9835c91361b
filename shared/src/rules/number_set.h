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
  // Packed: a million of them take 25 MB, and two for the filter.
  class Entry {
   public:
    uint64_t key() const { return word() >> kPlaceBits; }
    uint32_t file() const { return low_ >> kRowBits & ((1U << kFileBits) - 1); }
    uint32_t row() const { return (low_ & ((1U << kRowBits) - 1)) + 1; }
    uint32_t note() const { return note_; }

   private:
    friend class NumberSet;
    uint64_t word() const { return uint64_t{high_} << 32 | low_; }
    void set(uint64_t key, uint32_t file, uint32_t row, uint32_t note) {
      low_ = static_cast<uint32_t>(key << kPlaceBits) | file << kRowBits | (row - 1);
      high_ = static_cast<uint32_t>(key >> (32 - kPlaceBits));
      note_ = note;
    }
    uint32_t low_ = 0;
    uint32_t high_ = 0;
    uint32_t note_ = 0;
  };

  // `key` is not 0 and below 2^34 (ten digits); `file` and `row` are within limits.h; `note` is the caller's.
  // Null when the key is new and was added, else the entry it has had. Valid until the next call.
  const Entry* insert(uint64_t key, uint32_t file, uint32_t row, uint32_t note) {
    if (filter_.empty() || !mark(key)) return insert_doubtful(key, file, row, note);
    waiting_[waiting_count_++].set(key, file, row, note);
    ++size_;
    if (waiting_count_ == waiting_.size()) settle();
    return nullptr;
  }
  const Entry* find(uint64_t key);
  // Lets a processor fetch what insert() will look at while there is other work to do.
  void expect(uint64_t key) const {
    if (!filter_.empty()) __builtin_prefetch(&filter_[mark_of(key).word]);
  }
  uint64_t size() const { return size_; }

  template <class Call>  // call(key), in no order
  void for_each(Call call) {
    if (waiting_count_ != 0) settle();
    for (const Table& table : tables_) {
      for (const Entry& entry : table.entries) {
        if (entry.word() != 0) call(entry.key());
      }
    }
  }

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
  const Entry* insert_doubtful(uint64_t key, uint32_t file, uint32_t row, uint32_t note);
  Table& table_of(uint64_t key) { return tables_[key & (kTables - 1)]; }
  const Entry* lookup(uint64_t key);  // in the tables, without a look at the filter
  void place(const Entry& entry);     // one that is in no table
  void settle();                      // places those that wait
  void widen_filter();

  // Three of a word's bits stand for a key.
  struct Mark {
    size_t word;
    uint64_t bits;
  };
  Mark mark_of(uint64_t key) const {
    const uint64_t hash = key * 0x9E3779B97F4A7C15ULL;
    const auto bit = [hash](unsigned shift) { return uint64_t{1} << (hash >> shift & 63); };
    return {static_cast<size_t>(hash >> 32) & (filter_.size() - 1), bit(26) | bit(20) | bit(14)};
  }
  // False when the bits were all there already.
  bool mark(uint64_t key) {
    const Mark mark = mark_of(key);
    const uint64_t before = filter_[mark.word];
    filter_[mark.word] = before | mark.bits;
    return (before & mark.bits) != mark.bits;
  }

  std::array<Table, kTables> tables_;
  uint64_t size_ = 0;

  // Some bits for each key that others may share: tells most new keys without a look at the tables, which
  // do not fit into a processor's cache. Those wait, and get their places many at a time, so that a processor
  // waits for memory once for all of them.
  std::vector<uint64_t> filter_;
  std::array<Entry, 32> waiting_;
  size_t waiting_count_ = 0;
  uint32_t touched_ = 0;  // of no meaning; makes that memory is looked at
};

// 64 bits of `text`, never 0. Not for hostile collisions: equal hashes only merge two campaigns in a count.
uint64_t hash_text(std::string_view text);

}  // namespace portcheck::rules
