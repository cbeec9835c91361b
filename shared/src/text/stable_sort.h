// std::stable_sort's promise in a fraction of its code: each instance of the standard one costs the browser 1
// KB to download.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace portcheck::text {

// Equal elements keep their order. Moves every element about log2(size) times; needs room for as many again.
template <class T, class Less>
void stable_sort(std::vector<T>& items, Less less) {
  std::vector<T> merged(items.size());
  for (size_t width = 1; width < items.size(); width *= 2) {
    for (size_t begin = 0; begin < items.size(); begin += 2 * width) {
      const size_t middle = begin + width < items.size() ? begin + width : items.size();
      const size_t end = middle + width < items.size() ? middle + width : items.size();
      size_t left = begin;
      size_t right = middle;
      for (size_t out = begin; out < end; ++out) {
        const bool take_right = right < end && (left == middle || less(items[right], items[left]));
        merged[out] = std::move(items[take_right ? right++ : left++]);
      }
    }
    items.swap(merged);
  }
}

}  // namespace portcheck::text
