// Which columns of a sheet are hidden, and how many of those have data.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "portcheck/limits.h"
#include "sheet/sheet.h"

namespace portcheck::sheet {

class HiddenColumns {
 public:
  // 1-based, both included; what lies beyond limits::kColumns is left out.
  void hide(uint32_t first, uint32_t last) {
    if (first == 0) return;
    any_ = true;
    state_.resize(limits::kColumns + 1);
    for (uint32_t column = first; column <= std::min(last, limits::kColumns); ++column)
      state_[column] = kHidden;
  }
  // Counts each hidden column once, when its first cell comes. Requires columns up to limits::kColumns.
  void count(const std::vector<Cell>& cells, uint32_t& with_data) {
    if (!any_) return;
    for (const Cell& cell : cells) {
      if (state_[cell.column] != kHidden) continue;
      state_[cell.column] = kCounted;
      ++with_data;
    }
  }

 private:
  enum : uint8_t { kShown, kHidden, kCounted };
  std::vector<uint8_t> state_;
  bool any_ = false;
};

}  // namespace portcheck::sheet
