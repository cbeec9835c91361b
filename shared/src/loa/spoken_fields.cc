#include "loa/spoken_fields.h"

#include <algorithm>

#include "portcheck/limits.h"
#include "text/clean.h"

namespace portcheck::loa {
namespace {

struct Phrase {
  Label label;
  std::string_view words;
};
constexpr Phrase kPhrases[] = {
    {Label::account, "account number"}, {Label::account, "account no."},
    {Label::account, "acct number"},    {Label::account, "account #"},
    {Label::account, "acct #"},         {Label::btn, "billing telephone number"},
    {Label::btn, "billing number"},     {Label::btn, "btn"},
};

// Behind "is", "of", a colon, or "with Old Bell is"; the end of the blanks.
size_t value_at(std::string_view text, size_t at) {
  constexpr size_t kLongestName = 60;
  for (const std::string_view whose : {" with ", " at ", " of "}) {
    if (!text.substr(at).starts_with(whose)) continue;
    const size_t is = text.substr(0, at + kLongestName).find(" is ", at);
    const size_t stop = text.substr(0, at + kLongestName).find_first_of(";:", at);
    if (is != std::string_view::npos && is < stop) at = is;
  }
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view filler : {" ", ":", "#", "is ", "was ", "(btn)"}) {
      if (!text::equal_fold(text.substr(at, filler.size()), filler)) continue;
      at += filler.size();
      more = true;
    }
  }
  return at;
}

size_t value_end(std::string_view text, size_t from, Label label) {
  size_t end = from, digits = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    const bool part = label == Label::btn ? text::is_digit(c) || c == '(' || c == ')' || c == '-' || c == ' '
                                          : text::is_alnum(c) || c == '-';
    const bool blank = c == ' ' && end + 1 < text.size() && text::is_digit(text[end + 1]);
    if (!part && !blank && !(c == '.' && end + 1 < text.size() && text::is_digit(text[end + 1]))) break;
    digits += text::is_digit(c);
  }
  while (end > from && (text[end - 1] == ' ' || text[end - 1] == '-')) --end;
  return digits >= 4 ? end : from;
}

// The lines as one text, since sentences go on in the next.
struct Joined {
  std::string text;
  std::vector<size_t> starts;

  explicit Joined(const Lines& lines) {
    for (const Line& line : lines.all) {
      starts.push_back(text.size());
      text += line.text;
      text += ' ';
    }
  }
  size_t line_of(size_t at) const {
    return static_cast<size_t>(std::upper_bound(starts.begin(), starts.end(), at) - starts.begin()) - 1;
  }
};

}  // namespace

void add_spoken_fields(const Lines& lines, Fields& fields) {
  const Joined joined(lines);
  const std::string_view text = joined.text;
  std::vector<Entry> found;
  for (size_t at = 0; at < text.size(); ++at) {
    const char first = text::lower(text[at]);
    if ((first != 'a' && first != 'b') || (at != 0 && text::is_alnum(text[at - 1]))) continue;
    for (const Phrase& phrase : kPhrases) {
      if (!text::starts_with_fold(text.substr(at), phrase.words)) continue;
      const size_t from = value_at(text, at + phrase.words.size());
      if (from >= text.size()) continue;
      const size_t label_line = joined.line_of(at), line = joined.line_of(from);
      const size_t begin = joined.starts[line], end = begin + lines.all[line].text.size();
      const size_t to = value_end(text.substr(0, end), from, phrase.label);
      const bool far = lines.all[line].page != lines.all[label_line].page || line > label_line + 2;
      if (to <= from || far || fields.owner(line, from - begin) != Label::none ||
          fields.entries.size() + found.size() >= limits::kLetterFields)
        continue;
      const size_t label_begin = joined.starts[label_line];
      Entry entry;
      entry.label = phrase.label;
      entry.presence = Presence::given;
      entry.words = phrase.words;
      entry.line = static_cast<uint32_t>(label_line);
      entry.from = static_cast<uint32_t>(at - label_begin);
      entry.to = static_cast<uint32_t>(
          std::min(at + phrase.words.size() - label_begin, lines.all[label_line].text.size()));
      entry.value_line = static_cast<uint32_t>(line);
      entry.value_from = static_cast<uint32_t>(from - begin);
      entry.value_to = static_cast<uint32_t>(to - begin);
      found.push_back(std::move(entry));
      at = to - 1;
      break;
    }
  }
  for (Entry& entry : found) {
    fields.claims.push_back({entry.value_line, entry.value_from, entry.value_to, entry.label});
    fields.entries.push_back(std::move(entry));
  }
  std::sort(fields.claims.begin(), fields.claims.end(), [](const Claim& a, const Claim& b) {
    return a.line != b.line ? a.line < b.line : a.from < b.from;
  });
}

}  // namespace portcheck::loa
