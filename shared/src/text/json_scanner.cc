#include "text/json_scanner.h"

#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::text {

void JsonScanner::skip_space() {
  while (at_ < document_.size() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
    ++at_;
}

bool JsonScanner::take(char c) {
  skip_space();
  if (peek() != c) return false;
  ++at_;
  return true;
}

bool JsonScanner::word(std::string_view text) {
  if (document_.substr(at_, text.size()) != text) return fail("expected a value");
  at_ += text.size();
  return true;
}

bool JsonScanner::integer(int64_t& out) {
  bool negative = peek() == '-';
  if (negative) ++at_;
  if (!is_digit(peek())) return fail("expected a value");
  if (peek() == '0' && at_ + 1 < document_.size() && is_digit(document_[at_ + 1]))
    return fail("a number starts with 0");
  uint64_t sum = 0;
  constexpr uint64_t kLargest = INT64_MAX;
  for (; is_digit(peek()); ++at_) {
    auto digit = static_cast<uint64_t>(peek() - '0');
    if (sum > (kLargest - digit) / 10) return fail("the number is too large");
    sum = sum * 10 + digit;
  }
  if (peek() == '.' || lower(peek()) == 'e') return fail("expected a whole number");
  out = negative ? -static_cast<int64_t>(sum) : static_cast<int64_t>(sum);
  return true;
}

bool JsonScanner::string(std::string& out) {
  ++at_;
  while (at_ < document_.size()) {
    char c = document_[at_];
    if (c == '"') {
      ++at_;
      return true;
    }
    if (static_cast<unsigned char>(c) < 0x20) return fail("a control character in a string");
    ++at_;
    if (c != '\\') {
      out += c;
    } else if (!escape(out)) {
      return false;
    }
  }
  return fail("a string is not closed");
}

bool JsonScanner::escape(std::string& out) {
  constexpr std::string_view kFrom = "\"\\/bfnrt", kTo = "\"\\/\b\f\n\r\t";
  char c = peek();
  size_t simple = c ? kFrom.find(c) : std::string_view::npos;
  ++at_;
  if (simple != std::string_view::npos) {
    out += kTo[simple];
    return true;
  }
  char32_t unit = 0;
  if (c != 'u' || !hex4(unit)) return fail("an unknown escape in a string");
  if (unit >= 0xD800 && unit < 0xDC00 && document_.substr(at_, 2) == "\\u") {
    size_t before = at_;
    at_ += 2;
    char32_t low = 0;
    if (!hex4(low)) return fail("an unknown escape in a string");
    if (low >= 0xDC00 && low < 0xE000) {
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    } else {
      at_ = before;
    }
  }
  append_utf8(out, unit);
  return true;
}

bool JsonScanner::hex4(char32_t& out) {
  out = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    char c = lower(peek());
    if (is_digit(c)) {
      out = out * 16 + static_cast<char32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      out = out * 16 + static_cast<char32_t>(c - 'a' + 10);
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace portcheck::text
