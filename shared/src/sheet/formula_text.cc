#include "sheet/formula_text.h"

#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

bool is_plain_number(std::string_view text) {
  text.remove_prefix(1);  // the sign
  size_t digits = 0, points = 0;
  for (char c : text) {
    digits += text::is_digit(c);
    points += c == '.';
  }
  return digits != 0 && points <= 1 && digits + points == text.size();
}

bool is_blank(char32_t c) {
  return c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x3000 || c == 0xFEFF;
}

}  // namespace

bool looks_like_formula(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    const char32_t c = text::decode_one(text, at);
    if (is_blank(c)) continue;
    switch (c) {
      case '+':
      case '-':
        return from != 0 || !is_plain_number(text);
      case '=':
      case '@':
      case '\t':
      case '\r':
      case '\n':
      case 0xFF1D:  // full-width =
      case 0xFF0B:  // +
      case 0xFF0D:  // -
      case 0xFF20:  // @
      case 0x2212:  // minus
        return true;
      default:
        return false;
    }
  }
  return false;
}

bool needs_shield(std::string_view text) {
  while (text.starts_with('\'')) text.remove_prefix(1);
  return looks_like_formula(text) || text::starts_with_fold(text, "sep=");
}

std::string_view without_shield(std::string_view text) {
  return text.starts_with('\'') && needs_shield(text) ? text.substr(1) : text;
}

}  // namespace portcheck::sheet
