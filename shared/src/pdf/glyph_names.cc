#include "pdf/glyph_names.h"

#include <algorithm>
#include <charconv>

#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::pdf {
namespace {

std::string_view name_in(std::string_view entry) {
  return entry.substr(0, entry.find(' '));
}

char32_t hexadecimal(std::string_view digits) {
  uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
  return error == std::errc() && stop == end ? value : 0;
}

bool is_numbered(std::string_view name) {
  return name.size() >= 2 && name[0] == 'a' && text::is_digit(name[1]);
}

bool is_scalar(char32_t c) {
  return c >= 0x20 && c < 0x110000 && !(c >= 0xD800 && c < 0xE000);
}

}  // namespace

char32_t GlyphNames::find(std::string_view name) {
  if (names_.empty()) {
    std::string_view rest = kGlyphNames;
    while (!rest.empty()) {
      const size_t code = rest.find(' ') + 1, end = rest.find(' ', code);
      names_.push_back(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
  }
  const auto at =
      std::lower_bound(names_.begin(), names_.end(), name,
                       [](std::string_view entry, std::string_view n) { return name_in(entry) < n; });
  if (at == names_.end() || name_in(*at) != name) return 0;
  return hexadecimal(at->substr(name.size() + 1));
}

bool GlyphNames::append_part(std::string_view part, std::string& out) {
  if (const char32_t known = find(part); known != 0) {
    text::append_utf8(out, known);
    return true;
  }
  if (part.size() >= 7 && part.substr(0, 3) == "uni" && part.size() % 4 == 3) {
    for (size_t at = 3; at < part.size(); at += 4) {
      const char32_t scalar = hexadecimal(part.substr(at, 4));
      if (!is_scalar(scalar)) return false;
      text::append_utf8(out, scalar);
    }
    return true;
  }
  if (part.size() >= 5 && part.size() <= 7 && part[0] == 'u') {
    if (const char32_t scalar = hexadecimal(part.substr(1)); is_scalar(scalar)) {
      text::append_utf8(out, scalar);
      return true;
    }
  }
  for (const std::string_view ending : {"small", "oldstyle", "superior", "inferior"}) {
    if (part.size() > ending.size() && part.substr(part.size() - ending.size()) == ending) {
      std::string base(part.substr(0, part.size() - ending.size()));
      char32_t scalar = find(base);
      if (scalar == 0) {
        base[0] = text::lower(base[0]);
        scalar = find(base);
      }
      if (scalar != 0) {
        text::append_utf8(out, scalar);
        return true;
      }
    }
  }
  return false;
}

bool GlyphNames::append(std::string_view name, std::string& out, bool dingbats) {
  const size_t before = out.size();
  if (const size_t dot = name.find('.'); dot != std::string_view::npos) name = name.substr(0, dot);
  if (name.empty() || (!dingbats && is_numbered(name))) return false;
  if (append_part(name, out)) return true;
  while (!name.empty()) {
    const size_t end = std::min(name.find('_'), name.size());
    if (!append_part(name.substr(0, end), out)) {
      out.resize(before);
      return false;
    }
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out.size() > before;
}

}  // namespace portcheck::pdf
