#include "text/stable_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace portcheck::text {
namespace {

struct Item {
  int key = 0;
  std::string came;
};

TEST(StableSort, AgreesWithTheStandardOneAtEverySize) {
  uint32_t state = 1;
  for (size_t size = 0; size < 200; ++size) {
    std::vector<Item> mine;
    for (size_t i = 0; i < size; ++i) {
      state = state * 1664525 + 1013904223;
      mine.push_back({static_cast<int>(state >> 28), std::to_string(i)});
    }
    auto standard = mine;
    const auto less = [](const Item& a, const Item& b) { return a.key < b.key; };
    std::stable_sort(standard.begin(), standard.end(), less);
    stable_sort(mine, less);
    for (size_t i = 0; i < size; ++i) {
      ASSERT_EQ(mine[i].key, standard[i].key) << size;
      ASSERT_EQ(mine[i].came, standard[i].came) << "equal elements changed their order at size " << size;
    }
  }
}

}  // namespace
}  // namespace portcheck::text
