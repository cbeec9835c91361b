// Text that has a box and no appearance: values of fields, notes typed upon the page.
#pragma once

#include <string_view>

#include "pdf/canvas.h"
#include "pdf/reading.h"

namespace portcheck::pdf {

struct TypedText {
  std::string_view text;
  Rect box;
  double size = 0;        // of its letters as shown; 0: as fits
  bool from_top = false;  // as fields of several lines have it; others stand in the middle
  bool hidden = false;
};
void type_text(Reading& reading, Canvas& canvas, const TypedText& typed);

}  // namespace portcheck::pdf
