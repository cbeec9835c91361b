#include "server/engine/redact.h"

#include <algorithm>
#include <string_view>

namespace portcheck::server {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

void hide_ssn(std::string& text) {
  constexpr std::string_view kShape = "000-00-0000";
  const auto longer = [&](size_t at) { return at < text.size() && (is_digit(text[at]) || text[at] == '-'); };
  const auto fits = [](char shape, char c) { return shape == '-' ? c == '-' : is_digit(c); };
  for (size_t dash = text.find('-'); dash != std::string::npos; dash = text.find('-', dash + 1)) {
    constexpr size_t kFirstDash = 3;
    const size_t at = dash - kFirstDash, end = at + kShape.size();
    if (dash < kFirstDash || end > text.size() || longer(end) || (at != 0 && longer(at - 1))) continue;
    if (!std::equal(kShape.begin(), kShape.end(), text.begin() + static_cast<std::ptrdiff_t>(at), fits))
      continue;
    for (size_t i = at; i < end; ++i) text[i] = text[i] == '-' ? '-' : '*';
  }
}

}  // namespace portcheck::server
