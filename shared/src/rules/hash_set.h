// How many different hashes there were: open addressing, 8 bytes an entry.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace portcheck::rules {

class HashSet {
 public:
  void add(uint64_t hash);  // not 0
  uint64_t size() const { return used_; }

 private:
  static constexpr size_t kFirstSize = 1024;     // entries
  static constexpr size_t kLongestSearch = 256;  // a longer one was made on purpose

  size_t place_of(uint64_t hash) const {
    return static_cast<size_t>(hash * factor_ >> 32) & (entries_.size() - 1);
  }
  void rebuild(size_t size);

  std::vector<uint64_t> entries_;  // 0: free; at most half of them are taken
  uint64_t used_ = 0;
  uint64_t factor_ = 0x9E3779B97F4A7C15ULL;  // another one where hashes were chosen to collide
};

}  // namespace portcheck::rules
