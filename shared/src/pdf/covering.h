// Text that is there and cannot be seen: of the colour of what is under it, or under something.
#pragma once

#include <vector>

#include "pdf/canvas.h"

namespace portcheck::pdf {

std::vector<bool> find_covered(const Canvas& canvas);  // for each glyph

}  // namespace portcheck::pdf
