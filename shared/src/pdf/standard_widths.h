// The widths of the fourteen fonts that a file need not bring with it, and of fonts that stand in for others.
#pragma once

#include <cstdint>
#include <string_view>

namespace portcheck::pdf {

inline constexpr unsigned kMeasured = 225;
extern const char16_t kMeasuredCharacters[kMeasured];
extern const uint16_t kHelvetica[kMeasured], kHelveticaBold[kMeasured], kTimesRoman[kMeasured],
    kTimesBold[kMeasured], kTimesItalic[kMeasured], kTimesBoldItalic[kMeasured];
extern const uint16_t kSymbolWidths[224], kZapfDingbatsWidths[224];  // by code, from 0x20

enum class StandardFont : uint8_t {
  none,
  helvetica,
  helvetica_bold,
  times,
  times_bold,
  times_italic,
  times_bold_italic,
  courier,
  symbol,
  zapf
};

// Of "Helvetica-Oblique", "Arial,Bold", "ABCDEF+TimesNewRomanPS-BoldMT" and the like.
StandardFont standard_font(std::string_view name);

// Thousandths; 0: that font has no such character.
unsigned standard_width(StandardFont font, unsigned code, char32_t character);

}  // namespace portcheck::pdf
