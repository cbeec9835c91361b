// Whom an X.509 certificate names, as it says itself: nothing is verified.
#pragma once

#include <string>
#include <string_view>

namespace portcheck::document {

// The common name of the subject, UTF-8; empty when it is not found. `base64` may have white space.
std::string signer_of(std::string_view base64);

}  // namespace portcheck::document
