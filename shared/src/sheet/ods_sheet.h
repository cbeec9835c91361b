// Streams the rows of one table of an OpenDocument spreadsheet.
#pragma once

#include <cstddef>
#include <string_view>

#include "sheet/sheet.h"

namespace portcheck::sheet {

// Where a table stands in content.xml: from before its start tag to behind its end tag.
struct OdsTable {
  size_t begin = 0;
  size_t end = 0;
  bool decoded = false;  // it was read; that cannot be done twice
};

// `content` is the part's text, which is decoded in place within the table. `part` names it in problems. Adds
// to `facts`. Repeated rows and cells are given as often as they are repeated, within limits::kRepeatedBytes.
Problem read_ods_table(char* content, const OdsTable& table, std::string_view part, RowSink& sink,
                       ReadFacts& facts);

}  // namespace portcheck::sheet
