// Texts that a spreadsheet program would run as a formula instead of showing them, and the apostrophe that
// keeps them texts in a CSV. In a workbook a cell says itself that it is text; nothing is added there.
#pragma once

#include <string_view>

namespace portcheck::sheet {

// "=…", "+…", "-…", "@…" (also full-width, and behind blanks), a tab, a carriage return or a line feed at the
// start. Plain numbers such as -12.50 or +12127360143 are none: to a program they are only themselves.
bool looks_like_formula(std::string_view text);

// Whether a CSV must write `text` with an apostrophe before it: a formula, "sep=", or one of them that
// already has apostrophes, so that shielded() can tell ours from the customer's.
bool needs_shield(std::string_view text);

// `text` of a CSV cell without the apostrophe that needs_shield() asked for; as it is where there is none.
std::string_view without_shield(std::string_view text);

}  // namespace portcheck::sheet
