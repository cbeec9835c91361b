#include "pdf/object_guard.h"

#include <algorithm>
#include <vector>

#include "portcheck/limits.h"
#include "text/clean.h"

namespace portcheck::pdf {
namespace {

constexpr uint64_t kNested =
    16;  // how often a token may be parsed again as part of another object, on average

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

bool take_number(std::string_view data, size_t& at, uint32_t& value) {
  while (at < data.size() && is_space(data[at])) ++at;
  const size_t begin = at;
  value = 0;
  while (at < data.size() && text::is_digit(data[at]) && at - begin < 9) {
    value = value * 10 + static_cast<uint32_t>(data[at++] - '0');
  }
  return at > begin && (at == data.size() || !text::is_digit(data[at]));
}

}  // namespace

uint64_t count_tokens(std::string_view bytes) {
  uint64_t tokens = 0;
  bool apart = true;
  for (const char c : bytes) {
    const bool delimiter = c == '[' || c == '(' || c == '<' || c == '/' || c == '{';
    const bool space = is_space(c);
    if (delimiter || (apart && !space)) ++tokens;
    apart = space || c == ']' || c == '>' || c == ')';
  }
  return tokens;
}

std::string_view stored_stream(std::string_view rest) {
  size_t at = 0;
  uint32_t value = 0;
  if (!take_number(rest, at, value) || !take_number(rest, at, value)) return {};
  return rest.substr(0, rest.find("endstream"));
}

void guard_object_stream(std::string_view data, Budget& budget) {
  std::vector<uint32_t> offsets;
  size_t at = 0;
  for (;;) {
    uint32_t number = 0, offset = 0;
    if (!take_number(data, at, number) || !take_number(data, at, offset)) break;
    if (offsets.size() >= limits::kPdfTokens) throw PastBound{Cost::tokens};
    offsets.push_back(offset);
  }
  if (offsets.empty()) return;
  std::sort(offsets.begin(), offsets.end());
  for (size_t i = 1; i < offsets.size(); ++i) {
    if (offsets[i] == offsets[i - 1]) throw PastBound{Cost::tokens};
  }
  const uint64_t tokens = count_tokens(data);
  uint64_t depth = 0, weight = 0;
  for (const char c : data) {
    if (c == '[' || c == '<') depth = std::min<uint64_t>(depth + 1, 600);
    if ((c == ']' || c == '>') && depth > 0) --depth;
    if (c == ' ' || c == '/' || c == '[' || c == '<') weight += depth;
  }
  if (weight > (tokens + 10'000) * kNested) throw PastBound{Cost::tokens};
  budget.spend(Cost::tokens, tokens);
}

}  // namespace portcheck::pdf
