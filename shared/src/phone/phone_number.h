// Reads one cell as a North American phone number and says why when it is none. No rule, no table of area
// codes: what the number means is asked of numbering_plan.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::phone {

enum class ParseStatus : uint8_t {
  ok,           // ten digits; they may still be an impossible number
  empty,        // nothing but blanks
  text,         // words, no digits to speak of
  too_short,    // 1..9 digits
  too_long,     // 11 without a leading 1, or more
  typo,         // digits with a letter that looks like one: O, o, l, I, S, B
  lost_digits,  // "8.01E+09" as text
  several,      // two numbers
  range,        // "555-1000 to 1099"
  extension,    // ten digits and an extension; `digits` has the ten
  foreign,      // another country's number; `country_code` says which
  masked,       // "212-555-XXXX", "212-736-****"
};

struct PhoneNumber {
  ParseStatus status = ParseStatus::empty;
  uint64_t digits = 0;        // the ten digits, for ok and extension; for typo the likely ones, or 0
  uint32_t digit_count = 0;   // digits in the cell
  uint16_t country_code = 0;  // foreign
  bool vanity = false;        // letters of the keypad were converted
  bool mangled = false;       // ".0", apostrophe, full-precision scientific notation: repaired
  uint8_t changed = 0;        // text::Change bits of what was cleaned

  unsigned npa() const { return static_cast<unsigned>(digits / 10'000'000); }
  unsigned nxx() const { return static_cast<unsigned>(digits / 10'000 % 1000); }
  unsigned line() const { return static_cast<unsigned>(digits % 10'000); }
};

// `numeric` for cells that are numbers in the file: their ".0" and exponent are the file's spelling, not
// damage. `scratch` is working memory that the caller keeps between calls.
PhoneNumber parse_phone(std::string_view cell, bool numeric, std::string& scratch);

// Ten digits that were read already.
inline PhoneNumber ten_digits(uint64_t digits) {
  PhoneNumber number;
  number.status = ParseStatus::ok;
  number.digits = digits;
  number.digit_count = 10;
  return number;
}

std::string format_national(uint64_t digits);  // "(212) 736-0143"

}  // namespace portcheck::phone
