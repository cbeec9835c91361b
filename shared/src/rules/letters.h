// What a letter says, judged. The browser's first module leaves it out (letters_usual.cc): there only a
// letter's kind and size are looked at.
#pragma once

#include "rules/context.h"

namespace portcheck::rules {

// Before the rules of the ticket: a letter may name what they ask for, or turn out to be a bill.
void judge_letters(RequestState& state);

}  // namespace portcheck::rules
