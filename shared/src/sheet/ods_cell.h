// One cell of an OpenDocument table: its typed value, or the text of its paragraphs.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "sheet/arena.h"
#include "sheet/sheet.h"
#include "sheet/xml.h"

namespace portcheck::sheet {

// table:number-…-repeated; 1 when missing or nonsense, and large when it is longer than numbers are.
uint32_t repeat_count(std::string_view raw);

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names);

class OdsCellReader {
 public:
  OdsCellReader(XmlReader& xml, Arena& arena) : xml_(xml), arena_(arena) {}

  // Reads to the end of the cell whose start was given last. The column stays 0. Text is empty for empty
  // cells and may be longer than limits::kCellBytes. It is put together where the cell stood, so that a run
  // of spaces that is longer than all the markup before it is cut. False where next() reports a problem.
  bool read(Cell& cell, uint32_t& repeat);

 private:
  bool read_paragraphs(char* cell_begin);
  bool read_paragraph(char* cell_begin);
  void put(char c, size_t count, char* cell_begin);

  XmlReader& xml_;
  Arena& arena_;  // for dates
  XmlText text_;
};

}  // namespace portcheck::sheet
