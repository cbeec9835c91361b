// Numbers seen so far, each with the place where it was seen first.
#pragma once

#include "rules/key_set.h"

namespace portcheck::rules {

class NumberSet {
 public:
  // Packed: a million of them take 12 MB, and 8 for their places.
  class Entry {
   public:
    uint64_t key() const { return (uint64_t{high_} << 32 | low_) >> kPlaceBits; }
    uint32_t file() const { return low_ >> kRowBits & ((1U << kFileBits) - 1); }
    uint32_t row() const { return (low_ & ((1U << kRowBits) - 1)) + 1; }
    uint32_t note() const { return note_; }

   private:
    friend class NumberSet;
    uint32_t low_;
    uint32_t high_;
    uint32_t note_;
  };

  // `key` is not 0 and below 2^34 (ten digits); `file` and `row` are within limits.h; `note` is the caller's.
  // Null when the key is new and was added, else the entry it has had.
  const Entry* insert(uint64_t key, uint32_t file, uint32_t row, uint32_t note) {
    Entry entry;
    entry.low_ = static_cast<uint32_t>(key << kPlaceBits) | file << kRowBits | (row - 1);
    entry.high_ = static_cast<uint32_t>(key >> (32 - kPlaceBits));
    entry.note_ = note;
    return entries_.insert(entry);
  }
  const Entry* find(uint64_t key) const { return entries_.find(key); }
  void expect(uint64_t key) const { entries_.expect(key); }
  uint64_t size() const { return entries_.size(); }

  template <class Call>  // call(key), in the order in which they came
  void for_each(Call call) const {
    entries_.for_each([&call](const Entry& entry) { call(entry.key()); });
  }

 private:
  static constexpr unsigned kRowBits = 20, kFileBits = 6, kPlaceBits = kRowBits + kFileBits;
  static_assert(limits::kRows <= 1U << kRowBits && limits::kFiles <= 1U << kFileBits);

  KeySet<Entry> entries_;
};

}  // namespace portcheck::rules
