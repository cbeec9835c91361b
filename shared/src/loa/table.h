// Heads of columns, and which column a span below them stands in.
#pragma once

#include <string>
#include <vector>

#include "loa/labels.h"
#include "loa/lines.h"

namespace portcheck::loa {

struct Column {
  Label label;
  std::string words;
  Box box;
};

class Columns {
 public:
  // Whether the line is a row of heads; `hits` are its labels, span by span. The lines below are its rows
  // then.
  bool begin(const Lines& lines, size_t line, const std::vector<std::vector<LabelHit>>& hits);
  void end() { columns_.clear(); }
  bool active(const Lines& lines, size_t line) const {
    return !columns_.empty() && lines.all[line].page == page_;
  }
  const Column* of(const Line& line, size_t piece) const;  // null: none

 private:
  std::vector<Column> columns_;
  uint32_t page_ = 0;
};

}  // namespace portcheck::loa
