// A ticket's category as people and desks write it.
#pragma once

#include <string>
#include <string_view>

namespace portcheck::server {

// Without case, spaces, hyphens, underscores and colons: "Porting Numbers" is "porting_numbers".
inline std::string folded_category(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '_' || c == '-' || c == ':') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

inline bool same_category(std::string_view a, std::string_view b) {
  return folded_category(a) == folded_category(b);
}

}  // namespace portcheck::server
