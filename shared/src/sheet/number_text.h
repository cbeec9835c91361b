// The decimal spelling of a binary number, for formats that store numbers in binary.
#pragma once

#include <cstddef>

namespace portcheck::sheet {

inline constexpr size_t kNumberBytes = 32;

// The shortest digits that give `value` back, the nearest of these, as a workbook in XML spells them:
// "8005551212", "-0.5", "1.5E+25". Plain digits from 0.00001 and below 1E+21. Uses integers only, so that
// every machine writes the same. Writes at most kNumberBytes and returns the length; 0 when `value` is
// infinite or no number.
size_t format_number(double value, char* out);

}  // namespace portcheck::sheet
