// What must not be shown: PINs, Social Security numbers, tax ids, and all but the end of account numbers.
#pragma once

#include "loa/fields.h"
#include "loa/lines.h"

namespace portcheck::loa {

// A PIN, a Social Security number or a tax id.
bool is_secret(Label label);

// Writes asterisks over them, in the lines and in the fields, before anything is quoted.
void hide_secrets(Lines& lines, Fields& fields);

// The same for a text by itself, such as that of a note on the page.
void hide_secrets(std::string& text);

}  // namespace portcheck::loa
