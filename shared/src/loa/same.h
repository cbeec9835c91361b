// Whether two spellings of a company, a person or an address mean the same one.
#pragma once

#include <string>
#include <string_view>

#include "portcheck/letter.h"

namespace portcheck::loa {

// Case, punctuation, "&" and "and", "Inc." and the like do not count; of "A dba B" each one will do.
bool same_company(std::string_view a, std::string_view b);

// Title, middle names and initials do not count.
bool same_person(std::string_view a, std::string_view b);

// St and Street, Suite and Ste and #, directions, ZIP+4: folded. What one of them lacks does not count.
bool same_address(const LetterAddress& a, const LetterAddress& b);

// An account number, whatever its dashes and blanks.
uint64_t account_print(std::string_view number);

}  // namespace portcheck::loa
