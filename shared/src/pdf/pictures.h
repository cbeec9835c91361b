// Pictures and drawn strokes of a page.
#pragma once

#include "pdf/canvas.h"
#include "pdf/reading.h"

namespace portcheck::pdf {

void add_picture(Reading& reading, Canvas& canvas, const Object& image, const Rect& box, bool opaque);
void add_inline_picture(Reading& reading, Canvas& canvas, const Rect& box, double width, double height,
                        double bits, bool opaque);
// A stroke that looks written by hand; strokes beside each other become one Mark.
void add_drawing(Reading& reading, const Canvas& canvas, const Rect& box);

}  // namespace portcheck::pdf
