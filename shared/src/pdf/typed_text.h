// Text that has a box and no appearance: values of fields, notes typed upon the page.
#pragma once

#include <string_view>

#include "pdf/canvas.h"
#include "pdf/reading.h"

namespace portcheck::pdf {

// `size` of its letters as shown; 0: as fits.
void type_text(Reading& reading, Canvas& canvas, std::string_view text, const Rect& box, double size,
               bool hidden);

}  // namespace portcheck::pdf
