#include "rules/hash_set.h"

#include <algorithm>

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

void HashSet::add(uint64_t hash) {
  if (entries_.size() <= used_ * 2) rebuild(std::max(kFirstSize, entries_.size() * 2));
  size_t at = place_of(hash), steps = 0;
  for (; entries_[at] != 0 && entries_[at] != hash; at = (at + 1) & (entries_.size() - 1)) ++steps;
  used_ += entries_[at] == 0 ? 1U : 0U;
  entries_[at] = hash;
  if (steps <= kLongestSearch) return;
  factor_ = factor_ * 0xD6E8FEB86659FD93ULL | 1;
  rebuild(entries_.size());
}

}  // namespace portcheck::rules
