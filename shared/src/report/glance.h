// What an agent looks for first, as short sentences: whether letter and sheet name the same numbers, what is
// due when, how much of the allotment is used.
#pragma once

#include <string>
#include <vector>

#include "portcheck/report.h"

namespace portcheck {

std::vector<std::string> glance(const Report& report);

}  // namespace portcheck
