// A draft of a reply to the customer, in their language: what to send again, no evidence and no numbers.
// Nobody sends it but the agent.
#pragma once

#include <string>
#include <string_view>

#include "portcheck/report.h"

namespace portcheck::server {

// "en", "es" or "fr": of `locale` ("es-MX", "fr_CA") where it says one, otherwise guessed from what the
// customer wrote, otherwise "en".
std::string reply_language(std::string_view locale, std::string_view written);

// Empty when there is nothing to ask for and nothing to say.
std::string draft_reply(const Report& report, std::string_view language);

}  // namespace portcheck::server
