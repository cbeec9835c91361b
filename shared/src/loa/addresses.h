// Postal addresses of the United States and Canada: their parts, and whether two are the same.
#pragma once

#include <string>
#include <string_view>

#include "portcheck/letter.h"

namespace portcheck::loa {

// Of one line, parts divided by commas or not. Fills text and the parts; presence and place are the caller's.
void parse_address(std::string_view text, LetterAddress& out);

bool says_po_box(std::string_view text);

// The two-letter code of a state, territory or province, written either way; empty where it is none.
std::string_view state_code(std::string_view text);

// "62701", "62701-1234", "K1A 0B1".
bool is_zip(std::string_view text);

}  // namespace portcheck::loa
