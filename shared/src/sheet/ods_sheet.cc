#include "sheet/ods_sheet.h"

#include <utility>

#include "sheet/hidden_columns.h"
#include "sheet/ods_cell.h"
#include "sheet/xlsx_package.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

// Rows and columns that are repeated to the end of the sheet, and beyond, are counted no further than one
// past it.
uint32_t advance(uint32_t place, uint32_t count, uint32_t last) {
  return count > last - place ? last + 1 : place + count;
}

class OdsTableReader {
 public:
  OdsTableReader(char* content, const OdsTable& table, std::string_view part, RowSink& sink, ReadFacts& facts)
      : xml_(content + table.begin, table.end - table.begin),
        offset_(table.begin),
        part_(part),
        sink_(sink),
        facts_(facts),
        cell_reader_(xml_, arena_) {}

  Problem read() {
    uint32_t depth = 0;
    for (;;) {
      const XmlToken token = xml_.next();
      if (token == XmlToken::text) continue;
      if (token == XmlToken::end) {
        if (--depth == 0) return {};
      } else if (token != XmlToken::start) {
        return broken_xml();
      } else if (depth == 0 ||
                 is_one_of(xml_.name(), {"table-rows", "table-row-group", "table-header-rows",
                                         "table-columns", "table-column-group", "table-header-columns"})) {
        ++depth;
      } else if (xml_.name() == "table-row") {
        if (!read_row()) return std::move(problem_);
      } else {
        if (xml_.name() == "table-column") read_column();
        if (!xml_.skip_element()) return broken_xml();
      }
    }
  }

 private:
  Problem broken_xml() {
    Problem found = xml_problem(xml_.next(), part_, offset_ + xml_.position());
    found.row = row_.number;
    return found;
  }
  bool fail(Problem problem) {
    problem_ = std::move(problem);
    return false;
  }
  bool too_large(Defect what) { return fail({Status::too_large, what, row_.number, std::string(part_)}); }

  void read_repeat_and_visibility(std::string_view repeat_name, uint32_t& repeat, bool& hidden) {
    repeat = 1;
    hidden = false;
    XmlAttribute attribute;
    while (xml_.next_attribute(attribute)) {
      if (attribute.name == repeat_name) repeat = repeat_count(attribute.raw);
      if (attribute.name == "visibility") hidden = is_one_of(attribute.raw, {"collapse", "filter"});
    }
  }

  void read_column() {
    uint32_t repeat = 0;
    bool hidden = false;
    read_repeat_and_visibility("number-columns-repeated", repeat, hidden);
    const uint32_t first = next_column_;
    if (first > limits::kColumns) return;
    next_column_ = advance(first, repeat, limits::kColumns);
    if (hidden) hidden_columns_.hide(first, next_column_ - 1);
  }

  // False when nothing more is to be read: problem_ says why, if there is a reason.
  bool read_row() {
    uint32_t repeat = 0;
    read_repeat_and_visibility("number-rows-repeated", repeat, row_.hidden);
    row_.number = next_row_;
    if (next_row_ <= limits::kRows) next_row_ = advance(next_row_, repeat, limits::kRows);
    cells_.clear();
    arena_.clear();
    uint32_t column = 1;
    for (XmlToken token = xml_.next(); token != XmlToken::end; token = xml_.next()) {
      if (token == XmlToken::text) continue;
      if (token != XmlToken::start) return fail(broken_xml());
      const bool is_cell = is_one_of(xml_.name(), {"table-cell", "covered-table-cell"});
      if (!is_cell && !xml_.skip_element()) return fail(broken_xml());
      if (is_cell && !read_cell(column)) return false;
    }
    return cells_.empty() || give_rows(repeat);
  }

  bool read_cell(uint32_t& column) {
    Cell cell;
    uint32_t repeat = 0;
    if (!cell_reader_.read(cell, repeat)) return fail(broken_xml());
    const uint32_t first = column;
    if (first <= limits::kColumns) column = advance(first, repeat, limits::kColumns);
    if (cell.text.empty()) return true;
    if (repeat > limits::kColumns || first + repeat - 1 > limits::kColumns) return too_large(Defect::columns);
    if (cell.text.size() > limits::kCellBytes) {
      cell.text = text::cut_at_character(cell.text, limits::kCellBytes);
      if (facts_.cut_cells++ == 0) facts_.first_cut_row = row_.number;
    }
    grown_ += (repeat - 1) * uint64_t{cell.text.size() + 1};
    if (grown_ > limits::kRepeatedBytes) return too_large(Defect::repeats);
    for (cell.column = first; cell.column != first + repeat; ++cell.column) cells_.push_back(cell);
    return true;
  }

  bool give_rows(uint32_t repeat) {
    if (repeat > limits::kRows || row_.number + repeat - 1 > limits::kRows) return too_large(Defect::rows);
    uint64_t size = 0;
    for (const Cell& cell : cells_) size += cell.text.size() + 1;
    grown_ += (repeat - 1) * size;
    if (grown_ > limits::kRepeatedBytes) return too_large(Defect::repeats);
    hidden_columns_.count(cells_, facts_.hidden_columns);
    row_.cells = cells_;
    row_.width = cells_.back().column;
    for (; repeat != 0; --repeat, ++row_.number) {
      if (row_.hidden) ++facts_.hidden_rows;
      if (!sink_.row(row_)) return false;
    }
    return true;
  }

  XmlReader xml_;
  size_t offset_;
  std::string_view part_;
  RowSink& sink_;
  ReadFacts& facts_;
  Arena arena_;
  uint64_t grown_ = 0;  // by repeat counts, in bytes
  OdsCellReader cell_reader_;
  std::vector<Cell> cells_;
  HiddenColumns hidden_columns_;
  Row row_;
  Problem problem_;
  uint32_t next_row_ = 1;
  uint32_t next_column_ = 1;
};

}  // namespace

Problem read_ods_table(char* content, const OdsTable& table, std::string_view part, RowSink& sink,
                       ReadFacts& facts) {
  return OdsTableReader(content, table, part, sink, facts).read();
}

}  // namespace portcheck::sheet
