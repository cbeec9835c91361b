#include "sheet/row_builder.h"

#include "portcheck/limits.h"
#include "text/stable_sort.h"
#include "text/utf8.h"

namespace portcheck::sheet {

void sort_cells(std::vector<Cell>& cells) {
  text::stable_sort(cells, [](const Cell& a, const Cell& b) { return a.column < b.column; });
  size_t kept = 0;
  for (const Cell& cell : cells) {
    if (kept != 0 && cells[kept - 1].column == cell.column) --kept;
    cells[kept++] = cell;
  }
  cells.resize(kept);
}

void RowBuilder::start(uint32_t number, bool hidden) {
  cells_.clear();
  arena_.clear();
  sorted_ = true;
  row_ = {number, {}, 0, hidden};
}

bool RowBuilder::add(Cell cell) {
  if (cell.column > limits::kColumns || cells_.size() > 2 * limits::kColumns) return false;
  if (cell.text.empty()) return true;
  if (cell.text.size() > limits::kCellBytes) {
    cell.text = text::cut_at_character(cell.text, limits::kCellBytes);
    if (facts_.cut_cells++ == 0) facts_.first_cut_row = row_.number;
  }
  sorted_ = sorted_ && (cells_.empty() || cells_.back().column < cell.column);
  cells_.push_back(cell);
  return true;
}

bool RowBuilder::give() {
  if (cells_.empty()) return true;
  if (!sorted_) sort_cells(cells_);
  hidden_columns_.count(cells_, facts_.hidden_columns);
  if (row_.hidden) ++facts_.hidden_rows;
  row_.cells = cells_;
  row_.width = cells_.back().column;
  return sink_.row(row_);
}

}  // namespace portcheck::sheet
