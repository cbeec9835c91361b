// What a person sees in a cell: invisible characters gone, look-alike digits and spaces made plain, ends
// trimmed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::text {

// Which kinds of characters were removed or replaced; bits of Cleaned::changed.
enum Change : uint8_t {
  kUnicodeSpace = 1,  // no-break and other spaces -> ' '
  kInvisible = 2,     // zero-width, bidi marks, soft hyphen, BOM -> nothing
  kControl = 4,       // C0/C1 controls but tab, line feed, carriage return -> nothing
  kForeignDigit = 8,  // full-width, Arabic-Indic … digits -> '0'..'9'
  kFullWidth = 16,  // full-width punctuation and letters -> ASCII; typographic dashes and quotes -> '-', '\''
};

struct Cleaned {
  std::string_view text;  // trimmed; views the input, or `scratch` where something changed
  uint8_t changed = 0;
};

// `text` must be well-formed UTF-8. `fold_shapes` also turns foreign digits, full-width forms and dashes into
// ASCII: right for numbers and addresses, wrong for descriptions.
Cleaned clean(std::string_view text, std::string& scratch, bool fold_shapes);

std::string_view trim(std::string_view text);  // ASCII white space

// Of ASCII only, whatever the locale:
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}
constexpr bool is_alnum(char c) {
  return is_digit(c) || is_letter(c);
}
bool equal_fold(std::string_view a, std::string_view b);  // ASCII case-insensitive
bool starts_with_fold(std::string_view text, std::string_view prefix);
bool contains_fold(std::string_view text, std::string_view word);

// Lower-case letters and digits only: "Campaign_url " -> "campaignurl". Non-ASCII characters stay as they
// are.
std::string fold_name(std::string_view text);

// Levenshtein distance, or limit + 1 as soon as it is known to be larger. Bytes, not characters.
unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit);

size_t count_characters(std::string_view text);

}  // namespace portcheck::text
