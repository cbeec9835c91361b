// Collects the cells of one row in any order and gives them as sheet.h promises.
#pragma once

#include <cstdint>
#include <vector>

#include "sheet/arena.h"
#include "sheet/hidden_columns.h"
#include "sheet/sheet.h"

namespace portcheck::sheet {

// Puts cells in the order of their columns; of several in one place the last one is kept.
void sort_cells(std::vector<Cell>& cells);

class RowBuilder {
 public:
  // Adds to `facts`: hidden rows and columns with data, cells that were cut.
  RowBuilder(RowSink& sink, ReadFacts& facts) : sink_(sink), facts_(facts) {}

  HiddenColumns& hidden_columns() { return hidden_columns_; }

  void start(uint32_t number, bool hidden);
  uint32_t number() const { return row_.number; }
  // Memory for the texts of the row's cells, until the next start().
  Arena& arena() { return arena_; }
  // Empty cells are left out, long ones are cut. False when the column, or the number of cells that repeat
  // each other's place, is past the bounds.
  bool add(Cell cell);
  // Gives the row unless it is empty; of several cells in one place the last one counts. False when the sink
  // wants no more.
  bool give();

 private:
  RowSink& sink_;
  ReadFacts& facts_;
  Arena arena_;
  std::vector<Cell> cells_;
  HiddenColumns hidden_columns_;
  Row row_;
  bool sorted_ = true;
};

}  // namespace portcheck::sheet
