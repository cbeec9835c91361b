#include "text/json_reader.h"

#include <bit>

#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::text {
namespace {

constexpr size_t kMembers = 256;  // per object, so that looking for repeated names stays cheap

class Parser {
 public:
  explicit Parser(std::string_view document) : document_(document) {}

  std::optional<JsonError> run(JsonValue& out) {
    size_t valid = valid_utf8_prefix(document_);
    if (valid != document_.size()) return JsonError{valid, "not UTF-8"};
    if (value(out, 0)) {
      skip_space();
      if (at_ == document_.size()) return std::nullopt;
      fail("something follows the end of the document");
    }
    return JsonError{at_, reason_};
  }

 private:
  bool fail(std::string_view reason) {
    if (reason_.empty()) reason_ = reason;
    return false;
  }
  char peek() const { return at_ < document_.size() ? document_[at_] : '\0'; }
  void skip_space() {
    while (at_ < document_.size() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
      ++at_;
  }
  bool take(char c) {
    skip_space();
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view text) {
    if (document_.substr(at_, text.size()) != text) return fail("expected a value");
    at_ += text.size();
    return true;
  }

  bool value(JsonValue& out, int depth) {
    if (depth > limits::kJsonDepth) return fail("nested too deeply");
    out = JsonValue();
    skip_space();
    switch (peek()) {
      case '{':
        return object(out, depth);
      case '[':
        return array(out, depth);
      case '"':
        out.type = JsonValue::Type::string;
        return string(out.string);
      case 't':
        out.boolean = true;
        out.type = JsonValue::Type::boolean;
        return word("true");
      case 'f':
        out.type = JsonValue::Type::boolean;
        return word("false");
      case 'n':
        return word("null");
      default:
        out.type = JsonValue::Type::integer;
        return integer(out.integer);
    }
  }

  bool object(JsonValue& out, int depth) {
    out.type = JsonValue::Type::object;
    ++at_;
    if (take('}')) return true;
    do {
      skip_space();
      std::string name;
      if (peek() != '"') return fail("expected a member name in quotes");
      if (!string(name)) return false;
      if (!take(':')) return fail("expected a colon");
      JsonValue member;
      if (!value(member, depth + 1)) return false;
      if (out.members.size() == kMembers) return fail("an object has too many members");
      set(out, std::move(name), std::move(member));
    } while (take(','));
    return take('}') || fail("expected a comma or a closing brace");
  }

  static void set(JsonValue& object, std::string name, JsonValue member) {
    for (auto& [existing, value] : object.members) {
      if (existing == name) {
        value = std::move(member);
        return;
      }
    }
    object.members.push_back({std::move(name), std::move(member)});
  }

  bool array(JsonValue& out, int depth) {
    out.type = JsonValue::Type::array;
    ++at_;
    if (take(']')) return true;
    do {
      if (!value(out.items.emplace_back(), depth + 1)) return false;
    } while (take(','));
    return take(']') || fail("expected a comma or a closing bracket");
  }

  bool integer(int64_t& out) {
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

  bool string(std::string& out) {
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

  bool escape(std::string& out) {
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

  bool hex4(char32_t& out) {
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

  std::string_view document_;
  std::string_view reason_;
  size_t at_ = 0;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const auto& [existing, value] : members) {
    if (existing == name) return &value;
  }
  return nullptr;
}

std::optional<JsonError> parse_json(std::string_view document, JsonValue& out) {
  return Parser(document).run(out);
}

}  // namespace portcheck::text
