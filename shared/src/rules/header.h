// Finds the header among a sheet's first rows and maps its columns to fields. Used by sheet_judge.h only.
#pragma once

#include <vector>

#include "rules/context.h"

namespace portcheck::rules {

// A row kept while the header is not yet known; `row` is a view of `cells`.
struct KeptRow {
  sheet::Row row;
  std::vector<sheet::Cell> cells;
};

// How sure it is that this row is the header; 0: it is not. kCertainHeader: no further row needs to be looked
// at.
inline constexpr int kCertainHeader = 1000;
int header_score(const sheet::Row& row);

// Maps the columns from rows[header] (or from the content alone when `header` is rows.size()) and reports the
// HDR findings.
void map_columns(SheetContext& sheet, const std::vector<KeptRow>& rows, size_t header);

}  // namespace portcheck::rules
