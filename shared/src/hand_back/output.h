// Writes rows of a table as a workbook or as CSV, whichever was asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portcheck/hand_back.h"
#include "sheet/csv_writer.h"
#include "sheet/table.h"
#include "sheet/xlsx_writer.h"

namespace portcheck::hand_back {

// Column widths that show what is in most cells, for the first columns of `rows`.
std::vector<sheet::ColumnLayout> fitting_columns(const std::vector<sheet::Row>& rows);

class Output {
 public:
  explicit Output(SheetFormat format) : format_(format) {}

  // As CSV there is one sheet only: a second one is left out with all its rows.
  void begin_sheet(sheet::SheetLayout layout);
  void row(const std::vector<sheet::Cell>& cells) { row(std::span<const sheet::Cell>(cells)); }
  void row(std::span<const sheet::Cell> cells);

  sheet::XlsxWriter& workbook() { return xlsx_; }

  // Says in `done` when a cell had to be cut, and refuses what would be too large for any program: false
  // then.
  bool finish(std::string& bytes, HandBack& done);

 private:
  SheetFormat format_;
  sheet::XlsxWriter xlsx_;
  sheet::CsvWriter csv_;
  uint32_t sheets_ = 0;
  uint32_t width_ = 0;
};

// The second sheet of a workbook.
void write_changes(Output& out, const HandBack& done);

// "numbers" of "Q4/numbers.final.xlsx" is not this: "numbers.final". Never empty, no sign that a file system
// refuses.
std::string base_name(std::string_view file_name);

std::string_view extension(SheetFormat format);

}  // namespace portcheck::hand_back
