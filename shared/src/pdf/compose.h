// Letters and their accents, which some files paint one over the other.
#pragma once

namespace portcheck::pdf {

// The combining mark that `accent` is, also when it stands alone ("´"); 0: it is none.
char32_t mark_of(char32_t accent);

// The one character that both are together; 0: there is none.
char32_t compose(char32_t letter, char32_t mark);

}  // namespace portcheck::pdf
