// What the customer declares, in our own words, so that it has everything that 47 CFR 64.1130 (d) and (e)
// want of a letter of agency: the numbers, the decision to change, the agent, one carrier for each service,
// the charge.
#pragma once

#include <string>
#include <vector>

#include "portcheck/letter_form.h"

namespace portcheck::letter {

struct Wording {
  std::string title, subtitle;
  std::vector<std::string> declarations;  // paragraphs, UTF-8
};

Wording wording_of(Kind kind, const std::string& new_provider);

}  // namespace portcheck::letter
