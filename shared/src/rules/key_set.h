// Keys that have been seen, each with an entry. Entries stand in the order in which they came; a table says
// which one is where. All that is looked at for a new key is one byte of its hash in each of sixteen places
// at once: those bytes fit into a processor's cache where entries do not, and waiting for memory is most of
// what a set of numbers costs.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "portcheck/limits.h"
#include "text/cold.h"
#include "text/vector16.h"

namespace portcheck::rules {

// `Entry` is trivial and has `uint64_t key() const`.
template <class Entry>
class KeySet {
 public:
  // Null when the entry's key is new and was added, else the entry that has it. Entries stay where they are.
  const Entry* insert(const Entry& entry) {
    const Found found = seek(entry.key());
    if (found.known) return found.known;
    if (next_ == end_) begin_block();
    *next_++ = entry;
    take(found.place, found.tag, ++size_);
    if (size_ > marks_.size() / 8 * 7 || found.groups > kLongestSearch) make_room();
    return nullptr;
  }
  const Entry* find(uint64_t key) const { return seek(key).known; }
  // Lets a processor fetch what insert() or find() will look at while there is other work to do.
  void expect(uint64_t key) const { __builtin_prefetch(&marks_[group_of(key * factor_)]); }
  uint64_t size() const { return size_; }

  template <class Call>  // call(entry), in the order in which they came
  void for_each(Call call) const {
    for (uint32_t index = 1; index <= size_; ++index) call(entry(index));
  }

 private:
  static constexpr size_t kGroup = 16, kFirstPlaces = 64, kManyPlaces = size_t{1} << 16, kBlock = 1024;
  static constexpr size_t kLongestSearch = 16;  // groups; a longer one was made on purpose
  static constexpr unsigned kFactors = 32;
  static_assert(uint64_t{limits::kRows} * limits::kFiles <= uint64_t{1} << 31);

  struct Found {
    const Entry* known;  // or null, and then
    size_t place;        // a free one
    uint8_t tag;
    size_t groups;
  };

  static uint8_t tag_of(uint64_t hash) {
    const auto tag = static_cast<uint8_t>(hash >> 56);
    return tag == 0 ? 1 : tag;
  }
  size_t group_of(uint64_t hash) const { return static_cast<size_t>(hash >> 24) & mask_; }
  const Entry& entry(uint32_t index) const { return blocks_[(index - 1) / kBlock][(index - 1) % kBlock]; }

  Found seek(uint64_t key) const {
    const uint64_t hash = key * factor_;
    const uint8_t tag = tag_of(hash);
    size_t group = group_of(hash);
    for (size_t groups = 1;; ++groups, group = (group + kGroup) & mask_) {
      const text::Vector16 marks = text::load16(&marks_[group]);
      for (uint32_t same = text::high_bits(marks == text::spread(tag)); same != 0; same &= same - 1) {
        const Entry& known = entry(indexes_[group + static_cast<size_t>(std::countr_zero(same))]);
        if (known.key() == key) return {&known, 0, 0, 0};
      }
      if (const uint32_t free = text::high_bits(marks == text::Vector16{}); free != 0)
        return {nullptr, group + static_cast<size_t>(std::countr_zero(free)), tag, groups};
    }
  }

  void take(size_t place, uint8_t tag, uint32_t index) {
    marks_[place] = static_cast<char>(tag);
    indexes_[place] = index;
  }

  void begin_block() {
    blocks_.emplace_back(new Entry[kBlock]);
    next_ = blocks_.back().get();
    end_ = next_ + kBlock;
  }

  PORTCHECK_COLD void make_room() {
    size_t size = marks_.size();
    if (size_ > size / 8 * 7) {
      size *= size < kManyPlaces ? 4 : 2;
    } else if (factors_++ < kFactors) {
      factor_ = factor_ * 0xD6E8FEB86659FD93ULL | 1;
    } else {
      return;
    }
    marks_.assign(size, 0);
    indexes_ = {};  // so that both are never there at once
    indexes_.resize(size);
    mask_ = size - kGroup;
    uint32_t index = 0;
    for_each([&](const Entry& entry) {
      const Found found = seek(entry.key());
      take(found.place, found.tag, ++index);
    });
  }

  std::vector<char> marks_ = std::vector<char>(kFirstPlaces);  // 0: free; at most seven of eight are taken
  std::vector<uint32_t> indexes_ = std::vector<uint32_t>(kFirstPlaces);  // of entries, from 1
  size_t mask_ = kFirstPlaces - kGroup;
  uint64_t factor_ = 0x9E3779B97F4A7C15ULL;  // another one where keys were chosen to collide
  unsigned factors_ = 0;
  uint32_t size_ = 0;
  std::vector<std::unique_ptr<Entry[]>> blocks_;
  Entry* next_ = nullptr;  // in the last block
  Entry* end_ = nullptr;
};

}  // namespace portcheck::rules
