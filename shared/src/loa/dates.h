// Dates in running text, with every plausible reading.
#pragma once

#include <string_view>
#include <vector>

#include "portcheck/date.h"

namespace portcheck::loa {

struct DateHit {
  size_t from = 0, to = 0;
  std::vector<Date> readings;  // one or two; the American one first
};

// "March 3, 2026", "3rd day of March 2026", "3-Mar-26", "3/4/26", "03-04-2026", "2026-03-04", "3.4.2026";
// with `bare`, where a date is expected, "20260304" too. Linear in the text's length.
std::vector<DateHit> find_dates(std::string_view text, bool bare = false);

}  // namespace portcheck::loa
