#include "loa/flat_text.h"

#include <algorithm>

#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::loa {

FlatText::FlatText(const Lines& lines) : lines_(lines) {
  for (const Line& line : lines.all) {
    starts_.push_back(original_.size());
    for (const char c : line.text) original_ += c == kBetween ? ' ' : c;
    // "In-" at a line's end goes on below.
    const size_t size = original_.size();
    const bool broken = size > 1 && original_[size - 1] == '-' && text::is_letter(original_[size - 2]);
    if (broken) {
      original_.pop_back();
    } else {
      original_ += ' ';
    }
  }
  for (const char c : original_) text_ += text::lower(c);
}

size_t FlatText::line_of(size_t at) const {
  return static_cast<size_t>(std::upper_bound(starts_.begin(), starts_.end(), at) - starts_.begin()) - 1;
}

size_t FlatText::position(std::string_view phrase) const {
  for (size_t at = text_.find(phrase); at != std::string::npos; at = text_.find(phrase, at + 1)) {
    if (at == 0 || !text::is_alnum(text_[at - 1]) || !text::is_alnum(phrase.front())) return at;
  }
  return std::string::npos;
}

Seen FlatText::find(std::string_view phrases) const {
  size_t best = std::string::npos, length = 0;
  while (!phrases.empty()) {
    const std::string_view phrase = phrases.substr(0, phrases.find('|'));
    phrases.remove_prefix(std::min(phrase.size() + 1, phrases.size()));
    const size_t at = position(phrase);
    if (at < best) {
      best = at;
      length = phrase.size();
    }
  }
  return best == std::string::npos ? Seen() : seen(best, best + length);
}

size_t FlatText::count(std::string_view phrases) const {
  size_t found = 0;
  while (!phrases.empty()) {
    const std::string_view phrase = phrases.substr(0, phrases.find('|'));
    phrases.remove_prefix(std::min(phrase.size() + 1, phrases.size()));
    found += position(phrase) != std::string::npos;
  }
  return found;
}

Seen FlatText::seen(size_t from, size_t to) const {
  const size_t at = line_of(from);
  const Line& line = lines_.all[at];
  const size_t begin = std::min(from - starts_[at], line.text.size() - 1);
  return seen_at(line, begin, std::clamp(to - starts_[at], begin + 1, line.text.size()));
}

std::string_view FlatText::original(size_t from, size_t to) const {
  const std::string_view head = text::cut_at_character(original_, to);
  while (from < head.size() && (static_cast<unsigned char>(head[from]) & 0xC0) == 0x80) ++from;
  return head.substr(std::min(from, head.size()));
}

}  // namespace portcheck::loa
