// One sheet in memory, for work that needs its rows more than once or changes them: handing a sheet back,
// checking it again after an edit. Rows come from a RowSink and are given as such again.
#pragma once

#include <string_view>
#include <vector>

#include "sheet/arena.h"
#include "sheet/sheet.h"

namespace portcheck::sheet {

class Table {
 public:
  // Copies the row behind the last one. False past limits::kTableBytes; the table is then as before.
  bool append(const Row& row);

  // Brings rows that a file lists out of order into order: everything below relies on it. False when two have
  // the same number; which of them counts nobody can tell.
  bool sort_rows();

  // In the order they came. Valid until the table is changed.
  const std::vector<Row>& rows() const { return rows_; }

  // Index of the row with this number, or of the first one behind it.
  size_t find(uint32_t number) const;

  // Null where the cell is empty. `index` is one of rows().
  const Cell* cell(size_t index, uint32_t column) const;

  // Replaces what the cell says; it becomes a text cell, and an empty text empties it. Costs what the row has
  // cells, whatever the table's size. False past limits::kTableBytes.
  bool set(size_t index, uint32_t column, std::string_view text);

  // The same for a row that the sheet has not: it is put where its number belongs.
  size_t insert(uint32_t number);

  // Has every row up to `last` there, the new ones blank. Needs rows in order. False past
  // limits::kTableBytes.
  bool fill_gaps(uint32_t last);

  // Drops the rows for which `gone`, one flag for each, is not 0.
  void erase(const std::vector<uint8_t>& gone);

 private:
  bool room_for(size_t bytes);
  std::string_view keep(std::string_view text);
  Cell* take_cells(size_t count);

  std::vector<Row> rows_;
  Arena arena_;  // texts and cells
  size_t taken_ = 0;
};

// Fills a table from a reader.
class TableSink final : public RowSink {
 public:
  explicit TableSink(Table& table) : table_(table) {}
  bool row(const Row& row) override { return !(full_ = !table_.append(row)); }
  bool full() const { return full_; }  // the sheet did not fit: Status::too_large

 private:
  Table& table_;
  bool full_ = false;
};

}  // namespace portcheck::sheet
