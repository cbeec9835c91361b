// From glyphs on a page to lines of text in reading order.
#pragma once

#include "pdf/canvas.h"
#include "pdf/reading.h"

namespace portcheck::pdf {

// Appends the canvas' text to the document's spans. Throws PastBound when there is too much.
void lay_out(Reading& reading, const Canvas& canvas);

}  // namespace portcheck::pdf
