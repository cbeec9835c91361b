// A document's facts as a letter's.
#pragma once

#include "portcheck/letter.h"

namespace portcheck::loa {

// Never fails; time and memory grow with the text, within limits.h. Hidden text takes no part. `providers`
// ("invoca|example"): lower-case names of the company to whom numbers are moved.
LetterFacts read_letter(const Document& document, std::string_view providers = {});

// Plain text, such as a ticket's description, as a letter of one page.
Document document_of_text(std::string_view text);

}  // namespace portcheck::loa
