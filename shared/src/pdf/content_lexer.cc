#include "pdf/content_lexer.h"

#include <algorithm>

#include "portcheck/limits.h"
#include "text/clean.h"

namespace portcheck::pdf {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

bool is_delimiter(char c) {
  return std::string_view("()<>[]{}/%").find(c) != std::string_view::npos;
}

bool is_regular(char c) {
  return !is_space(c) && !is_delimiter(c);
}

int hex_value(char c) {
  if (text::is_digit(c)) return c - '0';
  const char low = text::lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool begins_number(char c) {
  return text::is_digit(c) || c == '.' || c == '-' || c == '+';
}

}  // namespace

Operand& ContentLexer::add(Operand::Kind kind) {
  Operand* operand = &spare_;
  if (operands_.size() < limits::kPdfOperands) operand = &operands_.emplace_back();
  operand->kind = kind;
  operand->text.clear();
  return *operand;
}

bool ContentLexer::next() {
  operands_.clear();
  while (at_ < content_.size()) {
    const char c = content_[at_];
    if (is_space(c)) {
      ++at_;
    } else if (c == '%') {
      while (at_ < content_.size() && content_[at_] != '\n' && content_[at_] != '\r') ++at_;
    } else if (begins_number(c)) {
      read_number();
    } else if (c == '/') {
      read_name();
    } else if (c == '(') {
      read_string();
    } else if (c == '[' || c == ']') {
      ++at_;
      add(c == '[' ? Operand::Kind::array_begin : Operand::Kind::array_end);
    } else if (c == '<' || c == '>') {
      if (at(at_ + 1) == c) {
        at_ += 2;
        add(c == '<' ? Operand::Kind::dict_begin : Operand::Kind::dict_end);
      } else if (c == '<') {
        read_hex();
      } else {
        ++at_;
      }
    } else if (is_delimiter(c)) {
      ++at_;
    } else {
      const size_t begin = at_;
      while (at_ < content_.size() && is_regular(content_[at_])) ++at_;
      word_ = content_.substr(begin, at_ - begin);
      if (word_ != "true" && word_ != "false" && word_ != "null") return true;
      add(Operand::Kind::other);
    }
  }
  return false;
}

void ContentLexer::read_number() {
  const size_t begin = at_;
  bool negative = false;
  double value = 0, scale = 1;
  bool fraction = false;
  for (; at_ < content_.size(); ++at_) {
    const char c = content_[at_];
    if (text::is_digit(c)) {
      if (fraction) {
        scale /= 10;
        value += scale * (c - '0');
      } else {
        value = value * 10 + (c - '0');
      }
    } else if (c == '.' && !fraction) {
      fraction = true;
    } else if (c == '-' && at_ == begin) {
      negative = true;
    } else if ((c == '-' || c == '+') && at_ - begin < 2) {
      continue;
    } else {
      break;
    }
  }
  while (at_ < content_.size() &&
         (content_[at_] == '-' || content_[at_] == '.' || text::is_digit(content_[at_])))
    ++at_;
  add(Operand::Kind::number).number = std::min(value, 1e9) * (negative ? -1 : 1);
}

void ContentLexer::read_name() {
  ++at_;
  std::string& name = add(Operand::Kind::name).text;
  for (; at_ < content_.size() && is_regular(content_[at_]); ++at_) {
    const int high = hex_value(at(at_ + 1)), low = hex_value(at(at_ + 2));
    if (content_[at_] == '#' && high >= 0 && low >= 0) {
      name.push_back(static_cast<char>(high * 16 + low));
      at_ += 2;
    } else {
      name.push_back(content_[at_]);
    }
  }
}

void ContentLexer::read_hex() {
  ++at_;
  std::string& bytes = add(Operand::Kind::string).text;
  int high = -1;
  for (; at_ < content_.size() && content_[at_] != '>'; ++at_) {
    const int value = hex_value(content_[at_]);
    if (value < 0) continue;
    if (high >= 0) bytes.push_back(static_cast<char>(high * 16 + value));
    high = high >= 0 ? -1 : value;
  }
  if (high >= 0) bytes.push_back(static_cast<char>(high * 16));
  ++at_;
}

void ContentLexer::read_string() {
  ++at_;
  std::string& bytes = add(Operand::Kind::string).text;
  for (int depth = 1; at_ < content_.size(); ++at_) {
    char c = content_[at_];
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) break;
    if (c == '\\' && at_ + 1 < content_.size()) {
      c = content_[++at_];
      if (c >= '0' && c <= '7') {
        int value = 0;
        size_t digits = 0;
        while (digits < 3 && at(at_ + digits) >= '0' && at(at_ + digits) <= '7') {
          value = value * 8 + (content_[at_ + digits++] - '0');
        }
        at_ += digits - 1;
        c = static_cast<char>(value);
      } else if (c == '\r' || c == '\n') {
        if (c == '\r' && at(at_ + 1) == '\n') ++at_;
        continue;
      } else if (const size_t known = std::string_view("nrtbf").find(c); known != std::string_view::npos) {
        c = "\n\r\t\b\f"[known];
      }
    }
    bytes.push_back(c);
  }
  ++at_;
}

void ContentLexer::skip_inline_image(size_t size) {
  if (at_ < content_.size() && is_space(content_[at_])) ++at_;
  if (size != 0) at_ = std::min(content_.size(), at_ + size);
  for (;;) {
    const size_t end = content_.find("EI", at_);
    if (end == std::string_view::npos) {
      at_ = content_.size();
      return;
    }
    at_ = end + 2;
    const bool apart = (end == 0 || is_space(content_[end - 1]) || size != 0) && !is_regular(at(at_));
    const std::string_view behind = content_.substr(at_, 16);
    const bool text_follows = std::all_of(behind.begin(), behind.end(), [](char c) {
      return (c >= ' ' && c < 0x7F) || (is_space(c) && c != '\0');
    });
    if (apart && text_follows) return;
  }
}

}  // namespace portcheck::pdf
