// Labels that a narrow column breaks over two lines, and the values beside them.
#pragma once

#include "loa/lines.h"

namespace portcheck::loa {

// "Existing" over "Carrier:" becomes one span, and so does what stands to the right of both.
void join_wrapped(Lines& lines);

}  // namespace portcheck::loa
