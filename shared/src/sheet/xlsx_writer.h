// Writes a small clean workbook (ECMA-376 transitional): texts as text cells, a header row, column widths,
// notes and drop-down lists. What every program opens without a question; nothing of a source's formatting.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/zip_writer.h"
#include "sheet/sheet.h"

namespace portcheck::sheet {

struct ColumnLayout {
  uint32_t width = 0;     // characters; 0: the program's own
  std::string note = {};  // shown when the pointer is over the header; empty: none
};

struct SheetLayout {
  std::string name;  // made fit where it is none that programs take
  std::vector<ColumnLayout> columns;
  uint32_t header_row = 1;  // in bold, and it stays in sight with the rows above it; 0: none
  bool hidden = false;
};

// A drop-down list for cells of the sheet that was begun last.
struct Choices {
  uint32_t column, first_row, last_row;
  std::string_view sheet;  // where the list stands: its column A, without a header
  uint32_t count;
  std::string_view refusal_title = {}, refusal = {};  // at most 32 and 225 characters
};

class XlsxWriter {
 public:
  // The first one must not be hidden. Ends the sheet before.
  void begin_sheet(SheetLayout layout);
  // Behind the last row, its number does not count. Cells ascend by column; numbers and truth values stay
  // what they are, everything else is text. False when the sheet is full (Excel's bounds): the row is left
  // out.
  bool row(std::span<const Cell> cells);
  void choices(const Choices& list);

  // Texts that had to be cut to the 32,767 UTF-16 units of an Excel cell.
  uint32_t cut_cells() const { return cut_cells_; }

  // False when the workbook would be larger than limits::kInflatedBytes.
  bool finish(std::string& out);

 private:
  struct Listed {
    std::string name;
    bool hidden;
    bool notes;
  };

  void end_sheet();
  void cell(const Cell& cell, bool header);
  void text(std::string_view text);
  std::string fit_name(std::string_view name) const;

  archive::ZipWriter zip_;
  std::vector<Listed> sheets_;
  SheetLayout layout_;
  std::string xml_;                   // of the sheet that was begun
  std::string row_text_;              // rows_
  std::vector<std::string> letters_;  // of the columns so far
  std::string validations_;
  uint32_t validation_count_ = 0;
  uint32_t rows_ = 0;
  uint32_t cut_cells_ = 0;
  bool open_ = false;
  bool too_large_ = false;
};

}  // namespace portcheck::sheet
