// The machine's calendar day, which the engine cannot know.
#pragma once

#include <optional>
#include <string>

#include "portcheck/date.h"

namespace portcheck::cli {

// `text` is the flag --today; empty: the machine's date. Nothing where it is no day.
std::optional<Date> today_from(const std::string& text);

}  // namespace portcheck::cli
