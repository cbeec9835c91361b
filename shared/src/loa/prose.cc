#include "loa/prose.h"

#include <algorithm>

#include "loa/addresses.h"
#include "loa/below.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::loa {
namespace {

constexpr size_t kLongestName = 60;

void tell(LetterText& out, std::string_view value, Seen seen) {
  if (out.presence != Presence::absent || value.empty()) return;
  out.presence = Presence::given;
  out.value = text::cut_at_character(value, limits::kShownValueBytes);
  out.seen = std::move(seen);
}

// "Jane Doe": two to five words, each with a capital, no digits.
bool is_name(std::string_view text) {
  size_t words = 0;
  bool start = true;
  for (const char c : text) {
    if (text::is_digit(c) || c == ':' || c == '_' || c == '@') return false;
    if (start && c != ' ') {
      if (c >= 'a' && c <= 'z') return false;
      ++words;
    }
    start = c == ' ';
  }
  return words >= 2 && words <= 5 && text.size() <= kLongestName;
}

// "NAME hereby authorizes …", "on behalf of NAME, …".
void company_in_sentence(Reading& reading) {
  const std::string_view text = reading.flat.text();
  for (const std::string_view sign : {" hereby authoriz", " authorizes ", " hereby appoints"}) {
    const size_t at = text.find(sign);
    if (at == std::string_view::npos || at == 0) continue;
    size_t from = at;
    while (from > 0 && at - from < kLongestName && text[from - 1] != '.' && text[from - 1] != ',') --from;
    // Its beginning may be the end of the line above.
    const Seen seen = reading.flat.seen(at - 1, at);
    std::string_view name = text::trim(reading.flat.original(from, at));
    if (name.empty() || name.size() > kLongestName) continue;
    const bool person =
        text::contains_any_word(name, "i|we|undersigned|customer|you|company|the|letter|this");
    if (!person && is_name(name)) tell(reading.facts.company, name, seen);
  }
  constexpr std::string_view kBehalf = "on behalf of ";
  if (const size_t at = text.find(kBehalf); at != std::string_view::npos) {
    const size_t from = at + kBehalf.size();
    std::string_view name = reading.flat.original(from, from + kLongestName);
    name = name.substr(0, std::min(name.find(','), name.find('.')));
    for (const std::string_view stop : {" to ", " and ", " hereby ", " for "})
      name = name.substr(0, name.find(stop));
    if (is_name(name)) tell(reading.facts.company, name, reading.flat.seen(at, from + name.size()));
  }
}

bool is_company(std::string_view text) {
  return text.size() <= kLongestName && text.find(':') == std::string_view::npos &&
         text::contains_any_word(text, "inc|llc|l.l.c|corp|corporation|incorporated|ltd|llp|pllc|company|co");
}

// The writer's name and address over the letter; the reader's may follow it.
void head(Reading& reading) {
  constexpr size_t kLines = 10;
  const auto& lines = reading.lines.all;
  LetterFacts& facts = reading.facts;
  for (size_t i = 0; i < std::min(kLines, lines.size()); ++i) {
    const Line& line = lines[i];
    if (reading.fields.labelled[i] || line.pieces.empty()) break;
    const std::string_view text = line.of(line.pieces[0]);
    const bool reader = facts.gaining.given() && text::contains_fold(text, facts.gaining.value);
    if (reader) break;
    if (is_company(text) && facts.company.presence == Presence::absent) {
      tell(facts.company, text, seen_at(line, line.pieces[0].from, line.pieces[0].to));
      continue;
    }
    if (facts.service.presence != Presence::absent) continue;
    std::string_view whole = text.substr(0, text.find('|'));
    LetterAddress address;
    parse_address(whole, address);
    if (address.zip.empty() || address.state.empty()) continue;
    if (address.street.empty() && i != 0 && !reading.fields.labelled[i - 1]) {
      const Line& above = lines[i - 1];
      const std::string_view street = above.of(above.pieces[0]);
      if (street.size() > kLongestName || (!text::is_digit(street.front()) && !says_po_box(street))) continue;
      parse_address(std::string(street) + ", " + std::string(text::trim(whole)), address);
    }
    address.presence = Presence::given;
    address.seen = seen_at(line, line.pieces[0].from, line.pieces[0].to);
    facts.service = address;
  }
}

// "Sincerely," and below it the name, then the title.
void valediction(Reading& reading) {
  constexpr size_t kLines = 4;
  const auto& lines = reading.lines.all;
  LetterFacts& facts = reading.facts;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!is_valediction(lines[i].text)) continue;
    for (size_t next = i + 1; next < std::min(i + 1 + kLines, lines.size()); ++next) {
      const Line& line = lines[next];
      if (reading.fields.labelled[next]) break;
      std::string_view text = line.of(line.pieces[0]);
      if (text.starts_with("/s/")) continue;
      const size_t comma = text.find(',');
      const std::string_view name = text.substr(0, comma);
      if (!is_name(name)) continue;
      if (facts.signer.presence != Presence::absent) return;
      tell(facts.signer, name, seen_at(line, line.pieces[0].from, line.pieces[0].to));
      if (comma != std::string_view::npos) {
        tell(facts.title, text::trim(text.substr(comma + 1)), facts.signer.seen);
      } else if (next + 1 < lines.size() && !reading.fields.labelled[next + 1]) {
        const Line& below = lines[next + 1];
        const std::string_view title = below.of(below.pieces[0]);
        const bool digits = std::any_of(title.begin(), title.end(), text::is_digit);
        if (title.size() <= kLongestName && !digits && !is_company(title))
          tell(facts.title, title, seen_at(below, below.pieces[0].from, below.pieces[0].to));
      }
      return;
    }
  }
}

}  // namespace

bool is_valediction(std::string_view line) {
  for (const std::string_view word : {"sincerely", "regards", "best regards", "kind regards", "respectfully",
                                      "yours truly", "thank you", "very truly yours", "yours sincerely"}) {
    if (text::starts_with_fold(line, word) && line.size() <= word.size() + 12) return true;
  }
  return false;
}

void read_prose(Reading& reading) {
  company_in_sentence(reading);
  head(reading);
  valediction(reading);
  for (const LetterNumbers& one : reading.facts.numbers) {
    if (one.role == NumberRole::billing && reading.facts.btn.presence == Presence::absent) {
      reading.facts.btn.presence = Presence::given;
      reading.facts.btn.value = one.seen.quote;
      reading.facts.btn.seen = one.seen;
    }
  }
}

}  // namespace portcheck::loa
