// One cell of an OpenDocument table: its typed value, or the text of its paragraphs.
#pragma once

#include <cstdint>
#include <string>

#include "sheet/arena.h"
#include "sheet/sheet.h"
#include "sheet/xml.h"

namespace portcheck::sheet {

// table:number-…-repeated; 1 when missing or nonsense, and large when it is longer than numbers are.
uint32_t repeat_count(std::string_view raw);

class OdsCellReader {
 public:
  // Texts that cannot stay where they stood in the file are put into `arena`, and their size is added to
  // `grown`.
  OdsCellReader(XmlReader& xml, Arena& arena, uint64_t& grown) : xml_(xml), arena_(arena), grown_(grown) {}

  // Reads to the end of the cell whose start was given last. The column stays 0. Text is empty for empty
  // cells and may be longer than limits::kCellBytes. False where next() reports a problem.
  bool read(Cell& cell, uint32_t& repeat);

 private:
  bool read_paragraphs();
  bool read_paragraph();
  void append_text();
  void put(char c, uint32_t count);
  std::string_view take_text();

  XmlReader& xml_;
  Arena& arena_;
  uint64_t& grown_;
  XmlText text_;       // in place
  std::string spill_;  // once runs of spaces outgrow their markup
  bool spilled_ = false;
};

}  // namespace portcheck::sheet
