#include "server/config/jsonc.h"

#include <charconv>
#include <cstdlib>

namespace portcheck::server {
namespace {

constexpr int kMaxDepth = 16;

class Parser {
 public:
  Parser(std::string_view text, JsonError& error) : text_(text), error_(error) {}

  JsonNode document() {
    JsonNode node = value(0);
    skip();
    if (!failed() && at_ < text_.size()) fail("unexpected text after the end");
    return node;
  }

 private:
  bool failed() const { return error_.line != 0; }

  void fail(std::string reason) {
    if (failed()) return;
    error_ = {.line = line_, .column = static_cast<int>(at_ - line_start_) + 1, .reason = std::move(reason)};
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void advance() {
    if (text_[at_] == '\n') {
      ++line_;
      line_start_ = at_ + 1;
    }
    ++at_;
  }

  bool starts(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  void skip() {
    while (at_ < text_.size() && !failed()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        advance();
      } else if (starts("//")) {
        while (at_ < text_.size() && text_[at_] != '\n') advance();
      } else if (starts("/*")) {
        const int line = line_;
        while (at_ < text_.size() && !starts("*/")) advance();
        if (at_ >= text_.size())
          return fail("the comment opened in line " + std::to_string(line) + " is not closed");
        at_ += 2;
      } else {
        return;
      }
    }
  }

  JsonNode value(int depth) {
    skip();
    JsonNode node;
    node.line = line_;
    if (failed()) return node;
    if (depth > kMaxDepth) {
      fail("nested too deeply");
    } else if (at_ >= text_.size()) {
      fail("the file ends where a value should be");
    } else if (peek() == '{') {
      node.value = object(depth);
    } else if (peek() == '[') {
      node.value = array(depth);
    } else if (peek() == '"') {
      node.value = string();
    } else if (peek() == '-' || (peek() >= '0' && peek() <= '9')) {
      number(node);
    } else {
      word(node);
    }
    return node;
  }

  JsonNode::Object object(int depth) {
    JsonNode::Object out;
    advance();
    for (;;) {
      skip();
      if (failed()) return out;
      if (peek() == '}') break;
      if (peek() != '"') {
        fail(at_ >= text_.size() ? "the file ends inside {…}" : "expected a key in double quotes");
        return out;
      }
      JsonNode::Member member;
      member.line = line_;
      member.key = string();
      for (const JsonNode::Member& other : out) {
        if (other.key == member.key) {
          fail("\"" + member.key + "\" is already set in line " + std::to_string(other.line));
        }
      }
      skip();
      if (!failed() && peek() != ':') fail("expected ':' after \"" + member.key + "\"");
      if (failed()) return out;
      advance();
      member.node = value(depth + 1);
      out.push_back(std::move(member));
      if (!comma_or('}')) return out;
    }
    advance();
    return out;
  }

  JsonNode::Array array(int depth) {
    JsonNode::Array out;
    advance();
    for (;;) {
      skip();
      if (failed()) return out;
      if (peek() == ']') break;
      out.push_back(value(depth + 1));
      if (!comma_or(']')) return out;
    }
    advance();
    return out;
  }

  bool comma_or(char closing) {
    skip();
    if (failed()) return false;
    if (peek() == ',') {
      advance();
      return true;
    }
    if (peek() == closing) return true;
    fail(std::string("expected ',' or '") + closing + "'");
    return false;
  }

  std::string string() {
    std::string out;
    advance();
    while (at_ < text_.size() && text_[at_] != '"') {
      const char c = text_[at_];
      if (c == '\n') {
        fail("the text is not closed in its line");
        return out;
      }
      if (static_cast<unsigned char>(c) < 0x20 && c != '\t') {
        fail("there is a control character in the text");
        return out;
      }
      if (c != '\\') {
        out += c;
        advance();
        continue;
      }
      advance();
      escape(out);
      if (failed()) return out;
    }
    if (at_ >= text_.size()) {
      fail("the text is not closed");
      return out;
    }
    advance();
    return out;
  }

  void escape(std::string& out) {
    const char c = peek();
    switch (c) {
      case '"':
      case '\\':
      case '/':
        out += c;
        break;
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case 'r':
        out += '\r';
        break;
      default:
        return fail("unknown escape; write the character itself, the file is UTF-8");
    }
    advance();
  }

  void number(JsonNode& node) {
    const size_t start = at_;
    while (at_ < text_.size() &&
           std::string_view("+-.eE0123456789").find(text_[at_]) != std::string_view::npos)
      ++at_;
    const std::string_view text = text_.substr(start, at_ - start);
    int64_t whole = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (code == std::errc{} && end == text.data() + text.size()) {
      node.value = whole;
      return;
    }
    const std::string copy(text);
    char* stop = nullptr;
    const double real = std::strtod(copy.c_str(), &stop);
    if (stop != copy.c_str() + copy.size()) return fail("\"" + copy + "\" is no number");
    node.value = real;
  }

  void word(JsonNode& node) {
    if (starts("true")) {
      node.value = true;
      at_ += 4;
    } else if (starts("false")) {
      node.value = false;
      at_ += 5;
    } else if (starts("null")) {
      at_ += 4;
    } else {
      fail("expected a value: a text in double quotes, a number, true, false, […] or {…}");
    }
  }

  std::string_view text_;
  JsonError& error_;
  size_t at_ = 0;
  size_t line_start_ = 0;
  int line_ = 1;
};

}  // namespace

JsonNode parse_jsonc(std::string_view text, JsonError& error) {
  error = {};
  return Parser(text, error).document();
}

std::string to_json(const JsonNode& node) {
  struct Visitor {
    static std::string quoted(const std::string& text) {
      std::string out = "\"";
      constexpr std::string_view kDigits = "0123456789abcdef";
      for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out += '\\';
        if (byte < 0x20) {
          out.append("\\u00").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
        } else {
          out += c;
        }
      }
      return out + "\"";
    }
    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return std::to_string(value); }
    std::string operator()(const std::string& value) const { return quoted(value); }
    std::string operator()(const JsonNode::Array& items) const {
      std::string out = "[";
      for (const JsonNode& item : items) out += (out.size() == 1 ? "" : ",") + to_json(item);
      return out + "]";
    }
    std::string operator()(const JsonNode::Object& members) const {
      std::string out = "{";
      for (const JsonNode::Member& one : members)
        out += (out.size() == 1 ? "" : ",") + quoted(one.key) + ":" + to_json(one.node);
      return out + "}";
    }
  };
  return std::visit(Visitor{}, node.value);
}

std::string describe(const JsonNode& node) {
  struct Visitor {
    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const {
      std::string out = std::to_string(value);
      while (out.back() == '0') out.pop_back();
      return out;
    }
    std::string operator()(const std::string& value) const { return "\"" + value + "\""; }
    std::string operator()(const JsonNode::Array&) const { return "a list"; }
    std::string operator()(const JsonNode::Object&) const { return "a group of settings"; }
  };
  return std::visit(Visitor{}, node.value);
}

}  // namespace portcheck::server
