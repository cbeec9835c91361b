#include "portcheck/texts.h"

#include <string>

#include "text/decimal.h"
#include "text/utf8.h"

namespace portcheck {
namespace {

// What stands before `end`, which is taken too; all of `rest` when it is not there.
std::string_view take(std::string_view& rest, char end) {
  const size_t at = rest.find(end);
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
  return taken;
}

// Takes the first field where it is this one.
bool take_field(std::string_view& line, std::string_view field) {
  if (line.size() <= field.size() || line[field.size()] != '\t' || !line.starts_with(field)) return false;
  line.remove_prefix(field.size() + 1);
  return true;
}

// "portcheck.texts/1 en 108 43"; what is left of it is the number of words.
bool is_header(std::string_view& line) {
  if (take(line, ' ') != "portcheck.texts/1" || take(line, ' ').empty()) return false;
  return take(line, ' ') == text::decimal(kRuleCount);
}

// Id, title and at least one pair of reason and sentence.
bool is_rule(std::string_view line, RuleId rule) {
  if (take(line, '\t') != to_string(rule)) return false;
  size_t tabs = 0;
  for (const char c : line) tabs += c == '\t';
  return tabs != 0 && tabs % 2 == 0;
}

// List, code and word.
bool is_word(std::string_view line) {
  return !take(line, '\t').empty() && !take(line, '\t').empty() && !line.empty();
}

}  // namespace

std::optional<Texts> Texts::read(std::string_view block) {
  if (!block.ends_with('\n') || !text::is_valid_utf8(block)) return {};
  Texts texts;
  texts.block_ = block;
  std::string_view rest = block;
  std::string_view words = take(rest, '\n');
  if (!is_header(words)) return {};
  for (size_t i = 0; i < kRuleCount; ++i) {
    texts.lines_[i] = static_cast<uint32_t>(block.size() - rest.size());
    if (!is_rule(take(rest, '\n'), static_cast<RuleId>(i))) return {};
  }
  texts.words_ = rest;
  uint64_t count = 0;
  std::string_view list;
  for (; !rest.empty(); ++count) {
    const size_t at = block.size() - rest.size();
    std::string_view line = take(rest, '\n');
    if (!is_word(line)) return {};
    if (const std::string_view its = take(line, '\t'); its != list) {
      if (texts.list_count_ == kLists) return {};
      texts.lists_[texts.list_count_++] = static_cast<uint32_t>(at);
      list = its;
    }
  }
  if (words != text::decimal(count)) return {};
  return texts;
}

// The rule's line behind its id.
std::string_view Texts::fields(RuleId rule) const {
  const auto at = static_cast<size_t>(rule);
  const size_t end = at + 1 < kRuleCount ? lines_[at + 1] : block_.size() - words_.size();
  std::string_view line = block_.substr(lines_[at], end - 1 - lines_[at]);
  line.remove_prefix(to_string(rule).size() + 1);
  return line;
}

std::string_view Texts::title(RuleId rule) const {
  if (empty()) return to_string(rule);
  std::string_view rest = fields(rule);
  return take(rest, '\t');
}

std::string_view Texts::sentence(RuleId rule, std::string_view reason) const {
  if (empty()) return to_string(rule);
  std::string_view rest = fields(rule), first;
  take(rest, '\t');
  while (!rest.empty()) {
    const std::string_view variant = take(rest, '\t'), text = take(rest, '\t');
    if (variant == reason) return text;
    if (first.empty()) first = text;
  }
  return first;
}

std::string_view Texts::word(std::string_view list, std::string_view code) const {
  for (size_t i = 0; i < list_count_; ++i) {
    std::string_view rest = block_.substr(lists_[i]);
    while (take_field(rest, list)) {
      std::string_view line = take(rest, '\n');
      if (take_field(line, code)) return line;
    }
  }
  return code;
}

}  // namespace portcheck
