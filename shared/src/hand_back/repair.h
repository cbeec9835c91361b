// Makes the certain repairs in a sheet and lists them.
#pragma once

#include <vector>

#include "hand_back/source.h"
#include "portcheck/hand_back.h"

namespace portcheck::hand_back {

// Changes source.table; rows that are left out are gone from it, the others keep their numbers. Fills
// `done.changes` (sorted by row, with now_row as if the table were written from row 1 on), change_count and
// notes.
Columns repair(const Request& request, Source& source, NumberStyle style, HandBack& done);

}  // namespace portcheck::hand_back
