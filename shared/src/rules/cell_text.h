// What several families do with a cell's text.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "rules/context.h"
#include "text/cold.h"

namespace portcheck::rules {

// ROW-007 for `field`: `changed` has the text::Change bits; `fix` is what the cell should say, empty where
// unknown.
void add_invisible(RowContext& row, Field field, uint8_t changed, std::string_view fix);

// Whether the cell holds a web address, or a phone number that may exist.
bool holds_address(std::string_view cell);
bool holds_number(const sheet::Cell& cell);

// Not 0 where a cell may be a formula or what one leaves that fails, by its first two bytes: "+1 212…" is
// neither.
inline constexpr auto kSigns =
    [] {  // low bits: as the first byte; high bits: which of them as the second count
      std::array<uint8_t, 256> signs{};
      for (unsigned c = 0; c < signs.size(); ++c) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        signs[c] = static_cast<uint8_t>((letter ? 3U : 1U) << 4);
      }
      for (const char c : {'#', '='}) signs[static_cast<unsigned char>(c)] |= 1;
      for (const char c : {'+', '-', '@'}) signs[static_cast<unsigned char>(c)] |= 2;
      return signs;
    }();
PORTCHECK_HOT inline unsigned sign_of(std::string_view cell) {
  const auto at = [cell](size_t i) { return unsigned{kSigns[static_cast<unsigned char>(cell[i])]}; };
  return at(0) & at(cell.size() > 1 ? 1 : 0) >> 4;
}

// "tbd", "n/a", "none", "-", …: words that people put where they have nothing yet.
bool is_filler(std::string_view text);

}  // namespace portcheck::rules
