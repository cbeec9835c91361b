// The words of a finding, for the renderings in this folder.
#pragma once

#include <string>

#include "portcheck/finding.h"

namespace portcheck {

// "A17", "row 17", "column C", "page 2", or empty.
std::string place_text(const Place& place);

// message() at the end of `out`.
void append_message(std::string& out, const Finding& finding);

// 1234567 -> "1,234,567".
std::string grouped(uint64_t value);

}  // namespace portcheck
