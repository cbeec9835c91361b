// qpdf parses every object of an object stream, and as often as its header names it. What it would cost is
// counted before.
#pragma once

#include <string_view>

#include "pdf/budget.h"

namespace portcheck::pdf {

uint64_t count_tokens(std::string_view bytes);

// Nothing happens when `data` is no object stream. Throws PastBound when its objects overlap or are too many.
void guard_object_stream(std::string_view data, Budget& budget);

// The bytes up to "endstream" when they look like an object stream that is not compressed, else nothing.
std::string_view stored_stream(std::string_view rest);

}  // namespace portcheck::pdf
