// Which columns of a sheet are hidden, and how many of those have data.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "portcheck/limits.h"
#include "sheet/sheet.h"

namespace portcheck::sheet {

class HiddenColumns {
 public:
  // 1-based, both included; what lies beyond limits::kColumns is left out. Columns that are hidden already
  // cost nothing: a file may hide all of them a million times.
  void hide(uint32_t first, uint32_t last) {
    if (first == 0 || first > limits::kColumns) return;
    while (next_.size() <= limits::kColumns + 1) next_.push_back(static_cast<uint32_t>(next_.size()));
    any_ = true;
    state_.resize(limits::kColumns + 1);
    last = std::min(last, limits::kColumns);
    for (uint32_t column = shown_from(first); column <= last; column = shown_from(column)) {
      state_[column] = kHidden;
      next_[column] = column + 1;
    }
  }
  // Counts each hidden column once, when its first cell comes. Requires columns up to limits::kColumns.
  void count(std::span<const Cell> cells, uint32_t& with_data) {
    if (!any_) return;
    for (const Cell& cell : cells) {
      if (state_[cell.column] != kHidden) continue;
      state_[cell.column] = kCounted;
      ++with_data;
    }
  }

 private:
  enum : uint8_t { kShown, kHidden, kCounted };

  // The first column from `column` on that is not hidden.
  uint32_t shown_from(uint32_t column) {
    while (next_[column] != column) column = next_[column] = next_[next_[column]];
    return column;
  }

  std::vector<uint8_t> state_;
  std::vector<uint32_t> next_;  // itself for shown columns, else one behind that may be shown
  bool any_ = false;
};

}  // namespace portcheck::sheet
