#include "rules/letters.h"

namespace portcheck::rules {

void judge_letters(RequestState&) {}

}  // namespace portcheck::rules
