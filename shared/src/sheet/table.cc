#include "sheet/table.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "portcheck/limits.h"
#include "text/stable_sort.h"

namespace portcheck::sheet {

bool Table::room_for(size_t bytes) {
  if (bytes > limits::kTableBytes - taken_) return false;
  taken_ += bytes;
  return true;
}

std::string_view Table::keep(std::string_view text) {
  if (text.empty()) return {};
  char* const copy = arena_.take(text.size());
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

Cell* Table::take_cells(size_t count) {
  constexpr size_t kAlign = alignof(Cell);
  auto at = reinterpret_cast<uintptr_t>(arena_.take(count * sizeof(Cell) + kAlign - 1));
  auto* cells = reinterpret_cast<Cell*>((at + kAlign - 1) / kAlign * kAlign);
  return std::uninitialized_default_construct_n(cells, count) - count;
}

bool Table::append(const Row& row) {
  size_t bytes = sizeof(Row) + (row.cells.size() + 1) * sizeof(Cell);
  for (const Cell& cell : row.cells) bytes += cell.text.size();
  if (!room_for(bytes)) return false;
  Row& kept = rows_.emplace_back(row);
  if (row.cells.empty()) {
    kept.cells = {};
    return true;
  }
  Cell* cells = take_cells(row.cells.size());
  kept.cells = {cells, row.cells.size()};
  for (const Cell& cell : row.cells) {
    *cells = cell;
    cells++->text = keep(cell.text);
  }
  return true;
}

bool Table::sort_rows() {
  auto by_number = [](const Row& a, const Row& b) { return a.number < b.number; };
  auto not_above = [](const Row& a, const Row& b) { return a.number >= b.number; };
  if (std::adjacent_find(rows_.begin(), rows_.end(), not_above) == rows_.end()) return true;
  text::stable_sort(rows_, by_number);
  return std::adjacent_find(rows_.begin(), rows_.end(), not_above) == rows_.end();
}

size_t Table::find(uint32_t number) const {
  auto before = [](const Row& row, uint32_t wanted) { return row.number < wanted; };
  return static_cast<size_t>(std::lower_bound(rows_.begin(), rows_.end(), number, before) - rows_.begin());
}

const Cell* Table::cell(size_t index, uint32_t column) const {
  for (const Cell& cell : rows_[index].cells) {
    if (cell.column == column) return &cell;
  }
  return nullptr;
}

bool Table::set(size_t index, uint32_t column, std::string_view text) {
  std::span<const Cell> old = rows_[index].cells;
  auto at = static_cast<size_t>(
      std::find_if(old.begin(), old.end(), [&](const Cell& cell) { return cell.column >= column; }) -
      old.begin());
  bool there = at < old.size() && old[at].column == column;
  if (!there && text.empty()) return true;
  size_t count = old.size() + (there ? 0 : 1) - (text.empty() ? 1 : 0);
  if (!room_for(text.size() + (there && !text.empty() ? 0 : (count + 1) * sizeof(Cell)))) return false;
  Cell made{keep(text), column, CellKind::text, false};
  if (there && !text.empty()) {
    const_cast<Cell&>(old[at]) = made;  // the cells are the table's own
    return true;
  }
  Cell* cells = take_cells(count);
  Cell* next = std::copy_n(old.begin(), at, cells);
  if (!text.empty()) *next++ = made;
  std::copy(old.begin() + static_cast<std::ptrdiff_t>(at + (there ? 1 : 0)), old.end(), next);
  rows_[index].cells = {cells, count};
  rows_[index].width = std::max(rows_[index].width, column);
  return true;
}

size_t Table::insert(uint32_t number) {
  size_t index = find(number);
  if (index == rows_.size() || rows_[index].number != number) {
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(index), Row{number, {}, 0, false});
  }
  return index;
}

bool Table::fill_gaps(uint32_t last) {
  if (last <= rows_.size()) return true;
  const size_t missing = last - rows_.size();
  if (!room_for(missing * sizeof(Row))) return false;
  size_t from = rows_.size();
  rows_.resize(last);
  for (size_t to = last; to-- > 0;) {
    const auto number = static_cast<uint32_t>(to + 1);
    if (from > to) break;
    rows_[to] = from > 0 && rows_[from - 1].number == number ? rows_[--from] : Row{number, {}, 0, false};
  }
  return true;
}

void Table::erase(const std::vector<uint8_t>& gone) {
  size_t kept = 0;
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (!gone[i]) rows_[kept++] = rows_[i];
  }
  rows_.resize(kept);
}

}  // namespace portcheck::sheet
