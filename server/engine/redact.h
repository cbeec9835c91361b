// What no note may repeat, wherever in a customer's file it stood.
#pragma once

#include <string>

namespace portcheck::server {

// Writes asterisks over Social Security numbers, 123-45-6789: nobody ports those, and everybody who may read
// the ticket reads the note. Letters are covered by the engine itself, with PINs and tax ids.
void hide_ssn(std::string& text);

}  // namespace portcheck::server
