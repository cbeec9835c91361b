#include "rules/hash_set.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace portcheck {
namespace {

TEST(HashSet, CountsEachOnce) {
  std::mt19937_64 random(7);
  rules::HashSet set;
  std::vector<uint64_t> hashes;
  for (size_t i = 0; i < 10'000; ++i) hashes.push_back(random() | 1);
  for (size_t turn = 0; turn < 3; ++turn) {
    for (const uint64_t hash : hashes) set.add(hash);
    EXPECT_EQ(set.size(), hashes.size());
  }
}

// Hashes that all want one place.
TEST(HashSet, StaysQuickWhereHashesCollide) {
  rules::HashSet set;
  for (uint64_t i = 1; i <= 20'000; ++i) set.add(i << 56 | i << 20);
  EXPECT_EQ(set.size(), 20'000U);
}

}  // namespace
}  // namespace portcheck
