// Finds the header among a sheet's first rows and maps its columns to fields. Used by sheet_judge.h only.
#pragma once

#include <string>
#include <vector>

#include "rules/context.h"

namespace portcheck::rules {

// A row kept while the header is not yet known.
struct KeptCell {
  std::string text;
  uint32_t column;
  sheet::CellKind kind;
};
struct KeptRow {
  uint32_t number;
  uint32_t width;
  bool hidden;
  std::vector<KeptCell> cells;
};

// How sure it is that this row is the header; 0: it is not. kCertainHeader: no further row needs to be looked
// at.
inline constexpr int kCertainHeader = 1000;
int header_score(const KeptRow& row);

// Maps the columns from rows[header] (or from the content alone when `header` is rows.size()) and reports the
// HDR findings.
void map_columns(SheetContext& sheet, const std::vector<KeptRow>& rows, size_t header);

}  // namespace portcheck::rules
