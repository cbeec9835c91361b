// What several families do with a cell's text.
#pragma once

#include <cstdint>
#include <string>

#include "rules/context.h"

namespace portcheck::rules {

// ROW-007 for `field`: `changed` has the text::Change bits; `fix` is what the cell should say, empty where
// unknown.
void add_invisible(RowContext& row, Field field, uint8_t changed, std::string_view fix);

// Whether the cell holds a web address, or a phone number that may exist.
bool holds_address(std::string_view cell);
bool holds_number(const sheet::Cell& cell);

// Whether a text that begins so may be a formula or what one leaves that fails.
constexpr bool is_sign(char c) {
  return c == '#' || (c >= '+' && c <= '-') || c == '=' || c == '@';
}

// "tbd", "n/a", "none", "-", …: words that people put where they have nothing yet.
bool is_filler(std::string_view text);

}  // namespace portcheck::rules
