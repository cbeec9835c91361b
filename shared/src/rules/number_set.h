// Numbers seen so far, each with the place where it was seen first: open addressing, 16 bytes an entry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace portcheck::rules {

class NumberSet {
 public:
  struct Entry {
    uint64_t key = 0;   // 0: free
    uint32_t row = 0;   // spreadsheet row
    uint32_t note = 0;  // the caller's: a hash of the row's campaign
  };

  NumberSet();

  // The entry of `key` (not 0, below 2^40); `inserted` says whether it is new. Valid until the next call.
  // `file` (below 256) of a new entry is kept beside the key: see file_of().
  Entry& insert(uint64_t key, uint32_t file, bool& inserted);
  const Entry* find(uint64_t key) const;

  static uint32_t file_of(const Entry& entry) { return static_cast<uint32_t>(entry.key >> 40); }
  uint64_t size() const { return size_; }

 private:
  static uint64_t key_of(const Entry& entry) { return entry.key & ((uint64_t{1} << 40) - 1); }
  size_t slot(uint64_t key) const;
  void grow();

  std::vector<Entry> table_;
  uint64_t size_ = 0;
  unsigned shift_;
};

// 64 bits of `text`, never 0. Not for hostile collisions: equal hashes only merge two campaigns in a count.
uint64_t hash_text(const char* text, size_t size);

}  // namespace portcheck::rules
