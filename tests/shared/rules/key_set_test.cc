#include "rules/key_set.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

namespace portcheck {
namespace {

struct Counted {
  uint64_t number;
  uint32_t turn;
  uint64_t key() const { return number; }
};

TEST(KeySet, KeepsTheFirstEntryOfEachKeyInOrder) {
  std::mt19937_64 random(11);
  rules::KeySet<Counted> set;
  std::unordered_map<uint64_t, uint32_t> first;
  for (uint32_t turn = 0; turn < 300'000; ++turn) {
    const uint64_t key = random() % 200'000 + 1;
    const auto [known, fresh] = first.insert({key, turn});
    const Counted* entry = set.insert({key, turn});
    ASSERT_EQ(entry == nullptr, fresh);
    ASSERT_EQ(set.find(key)->turn, known->second);
  }
  EXPECT_EQ(set.find(200'001), nullptr);
  EXPECT_EQ(set.size(), first.size());
  uint32_t last = 0, seen = 0;
  set.for_each([&](const Counted& entry) {
    EXPECT_TRUE(seen++ == 0 || entry.turn > last);
    last = entry.turn;
  });
  EXPECT_EQ(seen, first.size());
}

// Keys that all want one place: without another factor this takes minutes.
TEST(KeySet, StaysQuickWhereKeysCollide) {
  constexpr uint64_t kFactor = 0x9E3779B97F4A7C15ULL;
  uint64_t inverse = kFactor;
  for (int i = 0; i < 5; ++i) inverse *= 2 - kFactor * inverse;
  rules::KeySet<Counted> set;
  for (uint32_t i = 0; i < 300'000; ++i) EXPECT_EQ(set.insert({uint64_t{i + 1} * inverse, i}), nullptr);
  EXPECT_EQ(set.size(), 300'000U);
}

}  // namespace
}  // namespace portcheck
