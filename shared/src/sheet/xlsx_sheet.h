// Streams the rows of one worksheet part.
#pragma once

#include <string_view>

#include "sheet/sheet.h"
#include "sheet/xlsx_package.h"
#include "sheet/xlsx_strings.h"
#include "sheet/xlsx_styles.h"

namespace portcheck::sheet {

// What the cells of every sheet refer to.
struct SheetContext {
  const SharedStrings& strings;
  const DateStyles& styles;
  bool dates_since_1904 = false;
};

// The part's text is decoded in place. `part` names it in problems. Adds to `facts`.
// `usual_shortcuts` is off in tests only: the answer must be the same without them.
Problem read_worksheet(PartStream& stream, std::string_view part, const SheetContext& context, RowSink& sink,
                       ReadFacts& facts, bool usual_shortcuts = true);

}  // namespace portcheck::sheet
