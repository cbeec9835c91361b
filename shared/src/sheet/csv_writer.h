// Writes one table as CSV (RFC 4180) that Excel opens as it is meant: UTF-8 with a byte order mark, CRLF, and
// no text that it would run (formula_text.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "sheet/sheet.h"

namespace portcheck::sheet {

class CsvWriter {
 public:
  CsvWriter();

  // Every row is padded to `width` columns; cells beyond it are written too. `cells` ascend by column.
  void row(std::span<const Cell> cells, uint32_t width);

  std::string finish() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace portcheck::sheet
