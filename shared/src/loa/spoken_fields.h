// Values that a sentence names: "our account number is 8839-2211".
#pragma once

#include "loa/fields.h"

namespace portcheck::loa {

void add_spoken_fields(const Lines& lines, Fields& fields);

}  // namespace portcheck::loa
