// Takes out of a sheet what nobody sees: done before it is judged, so that a sheet is judged the same after
// it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "portcheck/rule_ids.h"
#include "sheet/table.h"

namespace portcheck::hand_back {

struct CleanedCell {
  uint32_t row, column;
  std::string_view before;     // lives as long as the table
  std::optional<RuleId> rule;  // none for a cell of nothing but blanks
};

// Invisible characters of every text cell, and cells of nothing but blanks. By row and column.
std::vector<CleanedCell> clean_cells(sheet::Table& table);

}  // namespace portcheck::hand_back
