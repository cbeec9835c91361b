// Takes a sheet's rows as they are read, finds the header, and hands each data row to the rules. One pass,
// nothing kept but the first rows and the counts.
#pragma once

#include "portcheck/check.h"
#include "rules/header.h"
#include "sheet/arena.h"
#include "sheet/workbook.h"

namespace portcheck::rules {

// Whether no cell says anything: such rows are not judged.
bool is_blank(const sheet::Row& row);

// Sorts the row's cells by field. `shortened` is room for cells that are longer than what is judged, and
// lives as long as the row.
using ShortCells = std::array<sheet::Cell, kFieldCount>;  // by field
void place_cells(RowContext& row, ShortCells& shortened);

// Keeps a sheet's first rows until one is surely the header, or enough of them are there.
class HeaderSearch {
 public:
  // For rows that are not blank, while the search is not complete. False: it is now, and without this row.
  bool add(const sheet::Row& row);
  bool complete() const { return complete_; }
  // Maps the columns; returns the index of the first row below the header.
  size_t map(SheetContext& sheet) const;
  const std::vector<KeptRow>& rows() const { return kept_; }
  void clear() {
    kept_.clear();
    texts_.clear();
  }

 private:
  sheet::Arena texts_;  // of kept_
  std::vector<KeptRow> kept_;
  size_t bytes_ = 0;
  int best_score_ = 0;
  bool complete_ = false;
};

class SheetJudge final : public sheet::RowSink {
 public:
  explicit SheetJudge(SheetContext& sheet) : sheet_(sheet) {}

  bool flat_row(const sheet::FlatRow& row) override;  // usual rows below the header
  bool row(const sheet::Row& row) override;
  void finish();  // after the last row

 private:
  void decide();
  void judge(const sheet::Row& row);
  bool place_flat(RowContext& row, const sheet::FlatRow& flat);

  SheetContext& sheet_;
  HeaderSearch search_;
  ShortCells room_;
  uint32_t unnamed_ = 1;  // the first column without a name
  bool decided_ = false;
  bool unusual_ = false;  // the row was asked for its cells and is no usual one
};

// Looks at a sheet's first rows only: is there a header, is there anything at all?
class SheetPeek final : public sheet::RowSink {
 public:
  bool row(const sheet::Row& row) override;
  bool has_data() const { return rows_ != 0; }
  int score() const { return score_; }

 private:
  uint32_t rows_ = 0;
  size_t bytes_ = 0;
  int score_ = 0;
};

}  // namespace portcheck::rules
