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

// Behind "is", "of", a colon; the end of the blanks.
size_t value_at(std::string_view text, size_t at) {
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
    if (!part && !(c == '.' && end + 1 < text.size() && text::is_digit(text[end + 1]))) break;
    digits += text::is_digit(c);
  }
  while (end > from && (text[end - 1] == ' ' || text[end - 1] == '-')) --end;
  return digits >= 4 ? end : from;
}

}  // namespace

void add_spoken_fields(const Lines& lines, Fields& fields) {
  std::vector<Entry> found;
  for (size_t i = 0; i < lines.all.size(); ++i) {
    const std::string_view text = lines.all[i].text;
    if (std::none_of(text.begin(), text.end(), text::is_digit)) continue;
    for (size_t at = 0; at < text.size(); ++at) {
      const char first = text::lower(text[at]);
      if ((first != 'a' && first != 'b') || (at != 0 && text::is_alnum(text[at - 1]))) continue;
      for (const Phrase& phrase : kPhrases) {
        if (!text::starts_with_fold(text.substr(at), phrase.words)) continue;
        const size_t from = value_at(text, at + phrase.words.size());
        const size_t to = value_end(text, from, phrase.label);
        if (to == from || fields.owner(i, from) != Label::none ||
            fields.entries.size() + found.size() >= limits::kLetterFields)
          continue;
        Entry entry;
        entry.label = phrase.label;
        entry.presence = Presence::given;
        entry.words = phrase.words;
        entry.line = entry.value_line = static_cast<uint32_t>(i);
        entry.from = static_cast<uint32_t>(at);
        entry.to = static_cast<uint32_t>(at + phrase.words.size());
        entry.value_from = static_cast<uint32_t>(from);
        entry.value_to = static_cast<uint32_t>(to);
        found.push_back(std::move(entry));
        at = to - 1;
        break;
      }
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
