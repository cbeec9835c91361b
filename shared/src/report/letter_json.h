// The report's members about letters, which the browser's first module never has: letter_all.cc writes them,
// in letter_usual.cc nothing does.
#pragma once

#include "portcheck/finding.h"
#include "portcheck/letter.h"
#include "report/json_encoder.h"

namespace portcheck::report {

void encode_letter(Encoder& json, const LetterFacts& letter);
void encode_page(Encoder& json, const Place& place);

}  // namespace portcheck::report
