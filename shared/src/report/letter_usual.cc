#include "report/letter_json.h"

namespace portcheck::report {

void encode_letter(Encoder&, const LetterFacts&) {}
void encode_page(Encoder&, const Place&) {}

}  // namespace portcheck::report
