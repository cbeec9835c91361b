// One cell of a worksheet as the file spells it, before its value is looked up.
#pragma once

#include <cstdint>
#include <string_view>

#include "sheet/xml.h"

namespace portcheck::sheet {

enum class CellType : uint8_t { number, shared, inline_string, formula_string, boolean, error, iso_date };

struct RawCell {
  std::string_view value;  // decoded; for shared strings empty where `shared_index` is set
  uint32_t column = 0;     // 0: no reference given
  uint32_t style = 0;
  uint32_t shared_index = 0;
  CellType type = CellType::number;
  bool formula = false;
  bool has_value = false;
};

enum class CellResult : uint8_t {
  ok,
  xml,        // the tokenizer will say what is wrong
  reference,  // not a cell reference within Excel's bounds
};

// Reads to the end of the <c> whose start was given last.
CellResult read_cell(XmlReader& xml, RawCell& cell);

}  // namespace portcheck::sheet
