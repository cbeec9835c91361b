// Reads a whole sheet into something a test can compare.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "sheet/workbook.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::sheet {

struct ReadCell {
  uint32_t row;
  uint32_t column;
  std::string text;
  CellKind kind = CellKind::text;
  bool formula = false;
};

struct ReadSheet {
  Problem problem;  // of opening or of reading
  ReadFacts facts;
  std::vector<SheetInfo> sheets;
  std::vector<ReadCell> cells;
  std::vector<uint32_t> rows;    // numbers of the rows given
  std::vector<uint32_t> widths;  // of these rows
  std::vector<uint32_t> hidden_rows;

  // "1:1=a 1:2=b 2:1=c"
  std::string text() const {
    std::string out;
    for (const ReadCell& cell : cells) {
      if (!out.empty()) out += ' ';
      out += std::to_string(cell.row) + ':' + std::to_string(cell.column) + '=' + cell.text;
    }
    return out;
  }
};

class Collector final : public RowSink {
 public:
  explicit Collector(ReadSheet& sheet, size_t most_rows = SIZE_MAX) : sheet_(sheet), most_rows_(most_rows) {}
  bool row(const Row& row) override {
    sheet_.rows.push_back(row.number);
    sheet_.widths.push_back(row.width);
    if (row.hidden) sheet_.hidden_rows.push_back(row.number);
    for (const Cell& cell : row.cells) {
      sheet_.cells.push_back({row.number, cell.column, std::string(cell.text), cell.kind, cell.formula});
    }
    return sheet_.rows.size() < most_rows_;
  }

 private:
  ReadSheet& sheet_;
  size_t most_rows_;
};

inline ReadSheet read_sheet(std::string_view bytes, document::FileType type, size_t index = 0) {
  const ::portcheck::testing::ExactBytes exact(bytes);
  ReadSheet sheet;
  Opened opened = open_workbook(exact.view(), type);
  sheet.problem = opened.problem;
  if (opened.workbook == nullptr) return sheet;
  sheet.sheets = opened.workbook->sheets();
  Collector collector(sheet);
  sheet.problem = opened.workbook->read(index, collector, sheet.facts);
  return sheet;
}

inline ReadSheet read_csv(std::string_view bytes) {
  return read_sheet(bytes, document::FileType::csv);
}

}  // namespace portcheck::sheet
