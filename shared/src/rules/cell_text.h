// What several families do with a cell's text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rules/context.h"

namespace portcheck::rules {

// ROW-007 for `field`: `changed` has the text::Change bits; `fix` is what the cell should say, empty where
// unknown.
void add_invisible(RowContext& row, Field field, uint8_t changed, std::string fix);

// Whether the cell holds a web address, or a phone number that may exist.
bool holds_address(std::string_view cell);
bool holds_number(const sheet::Cell& cell);

// Whether a cell may be a formula or what one leaves that fails, by its first two bytes: "+1 212…" is neither.
inline bool has_sign(std::string_view cell) {
  const char first = cell[0], second = cell[cell.size() > 1 ? 1 : 0];
  const bool letter = ((second | 0x20) >= 'a') & ((second | 0x20) <= 'z');
  return (first == '#') | (first == '=') | ((((first >= '+') & (first <= '-')) | (first == '@')) & letter);
}

// "tbd", "n/a", "none", "-", …: words that people put where they have nothing yet.
bool is_filler(std::string_view text);

}  // namespace portcheck::rules
