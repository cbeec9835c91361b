// Streams the rows of one sheet of an old Excel workbook.
#pragma once

#include <string_view>
#include <vector>

#include "sheet/sheet.h"
#include "sheet/xls_strings.h"

namespace portcheck::sheet {

// What the cells of every sheet refer to.
struct XlsContext {
  XlsText text;
  XlsStrings strings;
  std::vector<bool> date_styles;  // by the number of the cell's format (XF): whether it shows a date
  bool dates_since_1904 = false;
  bool excel2 = false;  // formulas are shaped like the other cells of Excel 2
};

// `records` begins with the sheet's BOF record and ends with its EOF record or behind it. Adds to `facts`.
Problem read_xls_sheet(std::string_view records, const XlsContext& context, RowSink& sink, ReadFacts& facts);

}  // namespace portcheck::sheet
