// Which field a column's header means.
#pragma once

#include <string_view>

#include "portcheck/report.h"

namespace portcheck::rules {

struct NameMatch {
  Field field = Field::none;
  HeaderMatch match = HeaderMatch::none;
};

// `header` is trimmed and cleaned. `exact` as the template spells it; `folded` when only case, spaces and
// punctuation differ; `near` for common other names and typing mistakes.
NameMatch match_header(std::string_view header);

}  // namespace portcheck::rules
