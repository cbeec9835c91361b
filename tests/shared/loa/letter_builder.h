// Letters as plain text: each line is one of the page's, three blanks begin another span, \f another page.
#pragma once

#include <string_view>

#include "portcheck/document.h"

namespace portcheck::testing {

inline constexpr int32_t kCharacter = 60, kLineHeight = 120;  // tenths of a point

inline Document letter_of(std::string_view layout, bool places = true) {
  Document document;
  document.pages = 1;
  document.sizes.push_back({6120, 7920});
  int32_t row = 0;
  for (size_t at = 0; at < layout.size();) {
    size_t end = layout.find_first_of("\n\f", at);
    if (end == std::string_view::npos) end = layout.size();
    const std::string_view line = layout.substr(at, end - at);
    for (size_t from = line.find_first_not_of(' '); from != std::string_view::npos;) {
      size_t to = line.find("   ", from);
      if (to == std::string_view::npos) to = line.size();
      Span span;
      span.page = document.pages;
      span.line = static_cast<uint32_t>(row);
      span.text = line.substr(from, to - from);
      if (places)
        span.box = {static_cast<int32_t>(from) * kCharacter, row * kLineHeight,
                    static_cast<int32_t>(to) * kCharacter, row * kLineHeight + kLineHeight * 5 / 6};
      if (!span.text.empty()) document.spans.push_back(span);
      from = line.find_first_not_of(' ', to);
    }
    ++row;
    if (end < layout.size() && layout[end] == '\f') {
      ++document.pages;
      document.sizes.push_back({6120, 7920});
      row = 0;
    }
    at = end + 1;
  }
  return document;
}

}  // namespace portcheck::testing
