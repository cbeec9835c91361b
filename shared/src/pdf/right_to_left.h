// Hebrew and Arabic, whose letters a page shows from right to left.
#pragma once

#include <string>

namespace portcheck::pdf {

// A line as it is read, of a line as it is seen; others stay as they are.
std::string in_reading_order(std::string line);

}  // namespace portcheck::pdf
