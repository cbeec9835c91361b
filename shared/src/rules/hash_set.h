// How many different hashes there were: open addressing, 8 bytes an entry.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace portcheck::rules {

class HashSet {
 public:
  void add(uint64_t hash) {  // not 0
    waiting_[waiting_count_++] = hash;
    if (waiting_count_ == waiting_.size()) settle();
  }
  uint64_t size() {
    settle();
    return used_;
  }

 private:
  static constexpr size_t kFirstSize = 1024, kLarge = 1 << 17;  // entries
  static constexpr size_t kLongestSearch = 256;                 // a longer one was made on purpose

  size_t place_of(uint64_t hash) const {
    return static_cast<size_t>(hash * factor_ >> 32) & (entries_.size() - 1);
  }
  void rebuild(size_t size);
  void settle();  // places those that wait

  std::vector<uint64_t> entries_;  // 0: free; at most half of them are taken, but for those that waited
  uint64_t used_ = 0;
  uint64_t factor_ = 0x9E3779B97F4A7C15ULL;  // another one where hashes were chosen to collide

  // Placed many at a time, so that a processor waits for memory once for all of them.
  std::array<uint64_t, 32> waiting_;
  size_t waiting_count_ = 0;
  uint64_t touched_ = 0;  // of no meaning; makes that memory is looked at
};

}  // namespace portcheck::rules
