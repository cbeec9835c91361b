#include "phone/phone_number.h"

#include "text/clean.h"
#include "text/word_list.h"

namespace portcheck::phone {
namespace {

using text::is_digit;
using text::is_letter;
using text::lower;

constexpr uint64_t kTenDigits = 10'000'000'000;
constexpr uint64_t kLeast = 1'000'000'000;
constexpr size_t kLongestSpelling = 256;  // longer cells are prose, and not worth a closer look

bool is_separator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/' || c == '\t' || c == '\n' ||
         c == '\r';
}

struct Decimal {
  uint64_t integer = 0;
  int significant = 0;  // digits of the mantissa
  bool exponent = false;
  bool fraction = false;  // a decimal point was there
};

// "8005551212.0", "8.005551212E9": a decimal number that is a whole number.
bool parse_decimal(std::string_view cell, Decimal& out) {
  uint64_t mantissa = 0;
  int after_point = 0, exponent = 0;
  size_t i = 0;
  bool point = false, any = false;
  for (; i < cell.size(); ++i) {
    if (cell[i] == '.' && !point) {
      point = true;
    } else if (is_digit(cell[i])) {
      if (mantissa > UINT64_MAX / 100) return false;
      mantissa = mantissa * 10 + static_cast<uint64_t>(cell[i] - '0');
      any = true;
      after_point += point;
      ++out.significant;
    } else {
      break;
    }
  }
  if (!any) return false;
  if (i < cell.size() && lower(cell[i]) == 'e') {
    out.exponent = true;
    ++i;
    bool negative = i < cell.size() && cell[i] == '-';
    if (i < cell.size() && (cell[i] == '+' || cell[i] == '-')) ++i;
    if (i == cell.size()) return false;
    for (; i < cell.size() && is_digit(cell[i]); ++i)
      exponent = exponent > 100 ? exponent : exponent * 10 + (cell[i] - '0');
    if (negative) exponent = -exponent;
  }
  if (i != cell.size()) return false;
  out.fraction = point;
  int shift = exponent - after_point;
  if (shift > 18) return false;
  for (; shift > 0; --shift) {
    if (mantissa > UINT64_MAX / 100) return false;
    mantissa *= 10;
  }
  for (; shift < 0; ++shift) {
    if (mantissa % 10 != 0) return false;
    mantissa /= 10;
  }
  out.integer = mantissa;
  return true;
}

bool ten_digits(uint64_t value, uint64_t& digits) {
  if (value / kTenDigits == 1) value -= kTenDigits;
  if (value < kLeast || value >= kTenDigits) return false;
  digits = value;
  return true;
}

uint32_t count_digits(std::string_view cell) {
  uint32_t count = 0;
  for (char c : cell) count += is_digit(c);
  return count;
}

char keypad(char letter) {
  constexpr std::string_view kKeys = "22233344455566677778889999";
  return kKeys[static_cast<size_t>(lower(letter) - 'a')];
}

char digit_like(char c) {
  switch (c) {
    case 'O':
    case 'o':
    case 'Q':
      return '0';
    case 'l':
    case 'I':
    case 'i':
    case '|':
      return '1';
    case 'S':
      return '5';
    case 'B':
      return '8';
    default:
      return 0;
  }
}

// The ITU's country code at the start of `digits`; 0 when there are too few.
uint16_t calling_code(std::string_view digits) {
  constexpr std::string_view kTwo =
      " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
      "81 82 84 86 90 "
      "91 92 93 94 95 98 ";
  if (digits.size() < 3) return 0;
  size_t length = 3;
  if (digits[0] == '1' || digits[0] == '7') {
    length = 1;
  } else {
    char wanted[] = {' ', digits[0], digits[1], ' '};
    if (kTwo.find(std::string_view(wanted, 4)) != std::string_view::npos) length = 2;
  }
  uint16_t code = 0;
  for (size_t i = 0; i < length; ++i) code = static_cast<uint16_t>(code * 10 + (digits[i] - '0'));
  return code;
}

// One look at the cell's make-up, for the cases that are not plain.
struct Shape {
  uint32_t digits = 0, letters = 0, masks = 0, hashes = 0;
  size_t first_letter = std::string_view::npos;
  size_t digits_before_letter = 0;
  bool plus = false;  // before the first digit
};

Shape shape_of(std::string_view cell) {
  Shape shape;
  for (size_t i = 0; i < cell.size(); ++i) {
    char c = cell[i];
    if (is_digit(c)) {
      ++shape.digits;
    } else if (is_letter(c) || static_cast<unsigned char>(c) >= 0x80) {
      if (shape.letters++ == 0) {
        shape.first_letter = i;
        shape.digits_before_letter = shape.digits;
      }
      shape.masks += lower(c) == 'x';
    } else if (c == '*' || c == '?') {
      ++shape.masks;
    } else if (c == '#') {
      ++shape.hashes;
    } else if (c == '+' && shape.digits == 0) {
      shape.plus = true;
    }
  }
  return shape;
}

// "x123", "ext. 5", "#12", ";ext=5" behind ten digits, or eleven with the 1.
bool split_extension(std::string_view cell, std::string_view& main) {
  size_t cut = std::string_view::npos;
  for (size_t i = 1; i < cell.size(); ++i) {
    char c = lower(cell[i]);
    if (c == 'x' || c == 'e' || c == '#' || c == ';') {
      cut = i;
      break;
    }
    if (is_letter(c)) return false;
  }
  if (cut == std::string_view::npos) return false;
  std::string_view rest = cell.substr(cut);
  size_t i = rest[0] == ';' ? 1 : 0;
  while (i < rest.size() && rest[i] == ' ') ++i;
  if (i < rest.size() && rest[i] == '#') {
    ++i;
  } else {
    for (const char* words = "extension|extn|ext|ex|x"; words != nullptr;) {
      const std::string_view word = text::next_word(words);
      if (text::starts_with_fold(rest.substr(i), word)) {
        i += word.size();
        break;
      }
    }
  }
  if (i == 0) return false;
  uint32_t digits = 0;
  for (; i < rest.size(); ++i) {
    if (is_digit(rest[i])) {
      ++digits;
    } else if (rest[i] != ' ' && rest[i] != '.' && rest[i] != ':' && rest[i] != '=') {
      return false;
    }
  }
  main = text::trim(cell.substr(0, cut));
  return digits >= 1 && digits <= 7;
}

// Ten digits, then "-1099", "to 1099", "thru 736-1099": the tail has fewer digits than a number.
bool is_range(std::string_view cell) {
  for (const char* words = " to | thru | through |..| - | until "; words != nullptr;) {
    const std::string_view word = text::next_word(words);
    for (size_t at = 0; at + word.size() <= cell.size(); ++at) {
      if (!text::equal_fold(cell.substr(at, word.size()), word)) continue;
      uint32_t before = count_digits(cell.substr(0, at)), after = count_digits(cell.substr(at + word.size()));
      if (before >= 7 && after >= 2 && before + after > 11) return true;
    }
  }
  uint32_t digits = count_digits(cell);
  size_t dash = cell.rfind('-');
  if (digits != 14 && digits != 15) return false;
  return dash != std::string_view::npos && count_digits(cell.substr(dash + 1)) == 4 &&
         count_digits(cell.substr(0, dash)) == digits - 4;
}

// A cell made of two or more whole numbers, whatever stands between them.
bool is_several(std::string_view cell, const Shape& shape) {
  if (shape.digits < 17 || shape.letters > 6) return false;
  return shape.digits % 10 == 0 || shape.digits % 11 == 0 || shape.digits == 17 || shape.digits == 21 ||
         cell.find_first_of(",;/&|\n") != std::string_view::npos;
}

// Letters of the keypad: at least three of them behind an area code, together making ten digits.
bool parse_vanity(std::string_view cell, PhoneNumber& out) {
  uint64_t value = 0;
  uint32_t count = 0, letters = 0;
  bool one = false;
  for (char c : cell) {
    char digit = is_digit(c) ? c : is_letter(c) ? keypad(c) : '\0';
    if (digit == 0) {
      if (is_separator(c) || c == '+') continue;
      return false;
    }
    letters += is_letter(c);
    if (is_letter(c) && count < 3) return false;
    if (count == 0 && digit == '1' && !one) {
      one = true;
      continue;
    }
    if (++count <= 10)
      value = value * 10 + static_cast<uint64_t>(digit - '0');  // further letters are not dialled
  }
  if (letters < 3 || count < 10 || (count > 10 && letters < count - 10)) return false;
  out.digits = value;
  return true;
}

bool parse_typo(std::string_view cell, const Shape& shape, uint64_t& digits) {
  if (shape.letters > 3 || shape.digits < 7) return false;
  uint64_t value = 0;
  uint32_t count = 0;
  for (char c : cell) {
    char digit = is_digit(c) ? c : digit_like(c);
    if (digit) {
      if (++count > 11) return false;
      value = value * 10 + static_cast<uint64_t>(digit - '0');
    } else if (is_letter(c)) {
      return false;
    }
  }
  if (!ten_digits(value, digits) || (count != 10 && count != 11)) digits = 0;
  return count == 10 || count == 11;
}

std::string_view strip_prefix(std::string_view cell, std::string_view prefix) {
  return text::starts_with_fold(cell, prefix) ? text::trim(cell.substr(prefix.size())) : cell;
}

bool parse_foreign(std::string_view cell, const Shape& shape, PhoneNumber& out) {
  std::string digits;
  for (char c : cell) {
    if (is_digit(c)) digits += c;
  }
  std::string_view view = digits;
  bool international = shape.plus;
  if (!international && view.starts_with("011") && view.size() >= 12) {
    international = true;
    view.remove_prefix(3);
  } else if (!international && view.starts_with("00") && view.size() >= 11) {
    international = true;
    view.remove_prefix(2);
  }
  // "(443) 705-766120" begins with an area code, "44 20 7946 0958" does not.
  size_t first = cell.find_first_of("0123456789");
  bool apart = view.size() == cell.size() || (first + 2 < cell.size() && !is_digit(cell[first + 2]));
  bool british = !international && view.size() == 12 && view.starts_with("44") && apart;
  if ((!international && !british) || shape.letters != 0 || view.size() < 7 || view.size() > 15) return false;
  uint16_t code = calling_code(view);
  if (code == 0 || code == 1) return false;
  out.country_code = code;
  return true;
}

// Ten digits with the usual separators in any grouping, and an optional +1 or 1.
bool parse_grouped(std::string_view cell, PhoneNumber& out) {
  uint64_t value = 0;
  uint32_t count = 0;
  for (size_t i = 0; i < cell.size(); ++i) {
    char c = cell[i];
    if (is_digit(c)) {
      if (++count > 11) return false;
      value = value * 10 + static_cast<uint64_t>(c - '0');
    } else if (c == '+') {
      if (count != 0 || i + 1 >= cell.size() || cell[i + 1] != '1') return false;
    } else if (!is_separator(c) || c == '/' || c == '\n') {
      return false;
    }
  }
  if (count == 11 && value / kTenDigits == 1) {
    value -= kTenDigits;
  } else if (count != 10 || cell[0] == '+') {
    return false;
  }
  // "8005551212.0" has eleven digits and "800555121.0" ten: the dot before one last digit is a decimal point.
  if (cell[cell.size() - 2] == '.') return false;
  out.status = ParseStatus::ok;
  out.digits = value;
  out.digit_count = count;
  return true;
}

}  // namespace

PhoneNumber parse_phone(std::string_view cell, bool numeric, std::string& scratch) {
  PhoneNumber out;
  if (parse_grouped(cell, out)) return out;

  text::Cleaned cleaned = text::clean(cell, scratch, true);
  out.changed = cleaned.changed;
  std::string_view text = cleaned.text;
  if (text.empty()) return out;
  bool formula_like = text.front() == '=';
  if (formula_like) text = text::trim(text.substr(1));
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  bool apostrophe = !text.empty() && text.front() == '\'';
  if (apostrophe) text = text::trim(text.substr(1));
  text = strip_prefix(text, "tel:");
  if (formula_like || apostrophe) out.mangled = true;
  if (parse_grouped(text, out)) return out;

  Shape shape = shape_of(text);
  out.digit_count = shape.digits;
  if (text.size() > kLongestSpelling) {
    out.status = shape.digits >= 17 ? ParseStatus::several : ParseStatus::text;
    return out;
  }
  Decimal decimal;
  if (parse_decimal(text, decimal) && (decimal.exponent || decimal.fraction)) {
    uint64_t digits = 0;
    bool whole = ten_digits(decimal.integer, digits);
    bool exact = numeric || !decimal.exponent || decimal.significant >= 10;
    if (whole && exact) {
      out.status = ParseStatus::ok;
      out.digits = digits;
      out.digit_count = decimal.integer >= kTenDigits ? 11 : 10;
      out.mangled = out.mangled || !numeric;
      return out;
    }
    if (decimal.exponent && decimal.integer >= kLeast) {
      out.status = ParseStatus::lost_digits;
      out.digit_count = static_cast<uint32_t>(decimal.significant);
      return out;
    }
    if (decimal.fraction && decimal.integer != 0) {  // "800555121.0": one digit less than it looks
      uint32_t count = 0;
      for (uint64_t rest = decimal.integer; rest != 0; rest /= 10) ++count;
      out.digit_count = count;
    }
  }
  std::string_view main;
  PhoneNumber head;
  if (split_extension(text, main) && parse_grouped(main, head)) {
    out.status = ParseStatus::extension;
    out.digits = head.digits;
    return out;
  }
  if (parse_foreign(text, shape, out)) {
    out.status = ParseStatus::foreign;
    return out;
  }
  if (shape.masks + shape.hashes >= 2 && shape.digits >= 3 && shape.letters <= 7 &&
      shape.digits + shape.masks + shape.hashes >= 10 && shape.digits + shape.masks + shape.hashes <= 11) {
    out.status = ParseStatus::masked;
    return out;
  }
  if (is_range(text)) {
    out.status = ParseStatus::range;
    return out;
  }
  if (is_several(text, shape)) {
    out.status = ParseStatus::several;
    return out;
  }
  if (shape.letters != 0) {
    if (parse_typo(text, shape, out.digits)) {
      out.status = ParseStatus::typo;
      return out;
    }
    if (parse_vanity(text, out)) {
      out.status = ParseStatus::ok;
      out.vanity = true;
      return out;
    }
    out.digits = 0;
    if (shape.digits < 7) {
      out.status = ParseStatus::text;
      return out;
    }
  }
  out.status = shape.digits == 0      ? ParseStatus::text
               : out.digit_count < 10 ? ParseStatus::too_short
                                      : ParseStatus::too_long;
  if (out.digit_count == 10 && shape.letters != 0) out.status = ParseStatus::text;
  if (shape.plus && out.digit_count == 10) {  // "+1 212 736 014"
    out.status = ParseStatus::too_short;
    out.digit_count = 9;
  } else if (out.digit_count == 10 && shape.letters == 0) {  // ten digits among odd signs: "212*736*0143"
    uint64_t value = 0;
    for (char c : text) {
      if (is_digit(c)) value = value * 10 + static_cast<uint64_t>(c - '0');
    }
    out.status = ParseStatus::ok;
    out.digits = value;
    out.mangled = true;
  }
  return out;
}

std::string format_national(uint64_t digits) {
  char text[] = "(000) 000-0000";
  constexpr int kPlaces[] = {13, 12, 11, 10, 8, 7, 6, 3, 2, 1};
  for (int place : kPlaces) {
    text[place] = static_cast<char>('0' + digits % 10);
    digits /= 10;
  }
  return text;
}

}  // namespace portcheck::phone
