// A reader's problem in English, as a finding says it: "a.txt: its checksum".
#pragma once

#include <string>

#include "portcheck/texts.h"

namespace portcheck::testing {

template <class Problem>
std::string what_of(const Problem& problem) {
  const std::string words(texts().word("defect", to_string(problem.what)));
  return problem.part.empty() ? words : problem.part + ": " + words;
}

}  // namespace portcheck::testing
