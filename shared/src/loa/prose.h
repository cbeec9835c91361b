// What a letter without a form says of its writer: in its head, its first sentence and under its last one.
#pragma once

#include "loa/facts.h"

namespace portcheck::loa {

void read_prose(Reading& reading);  // only what no field has told

bool is_valediction(std::string_view line);  // "Sincerely,"

}  // namespace portcheck::loa
