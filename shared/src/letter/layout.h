// Where everything stands on the letter's pages. Texts are checked by then: encode() knows their characters.
#pragma once

#include <string>

#include "letter/signature_picture.h"
#include "portcheck/letter_form.h"

namespace portcheck::letter {

// `picture` has no pixels where there is none.
MadeLetter lay_out(const LetterForm& form, const Picture& picture);

}  // namespace portcheck::letter
