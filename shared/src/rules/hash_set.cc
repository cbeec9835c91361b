#include "rules/hash_set.h"

#include <algorithm>
#include <span>

#include "text/cold.h"

namespace portcheck::rules {

PORTCHECK_COLD void HashSet::rebuild(size_t size) {
  const std::vector<uint64_t> before = std::move(entries_);
  entries_.assign(size, 0);
  used_ = 0;
  for (const uint64_t hash : before) {
    size_t at = place_of(hash);
    if (hash == 0) continue;
    while (entries_[at] != 0) at = (at + 1) & (size - 1);
    entries_[at] = hash;
    ++used_;
  }
}

void HashSet::settle() {
  const size_t size = entries_.size();
  if (size <= used_ * 2) rebuild(size == 0 ? kFirstSize : size < kLarge ? size * 4 : size * 2);
  const std::span<const uint64_t> waiting(waiting_.data(), waiting_count_);
  waiting_count_ = 0;
  uint64_t touched = 0;
  for (const uint64_t hash : waiting) touched |= entries_[place_of(hash)];
  touched_ = touched;
  size_t longest = 0;
  for (const uint64_t hash : waiting) {
    size_t at = place_of(hash), steps = 0;
    for (; entries_[at] != 0 && entries_[at] != hash; at = (at + 1) & (entries_.size() - 1)) ++steps;
    used_ += entries_[at] == 0 ? 1U : 0U;
    entries_[at] = hash;
    longest = std::max(longest, steps);
  }
  if (longest <= kLongestSearch) return;
  factor_ = factor_ * 0xD6E8FEB86659FD93ULL | 1;
  rebuild(entries_.size());
}

}  // namespace portcheck::rules
