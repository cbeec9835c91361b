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
constexpr size_t kLongestAddress = 140;

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

// What is named from there on: up to a comma before a small letter, the end of the sentence, or a word that
// goes on.
std::string_view named_at(const FlatText& flat, size_t from, size_t longest) {
  const std::string_view text = flat.original(from, from + longest);
  if (text.empty() || !text::is_alnum(text.front()) || text::lower(text.front()) == text.front()) {
    if (text.empty() || !text::is_digit(text.front())) return {};
  }
  size_t end = text.size();
  for (const std::string_view stop :
       {" located at ", " hereby ", " under ", " to ", " and our ", " with account "})
    end = std::min(end, text.find(stop));
  for (size_t i = 0; i < end; ++i) {
    const bool blank = i + 1 >= text.size() || text[i + 1] == ' ';
    const bool small = i + 2 < text.size() && text[i + 2] >= 'a' && text[i + 2] <= 'z';
    if (text[i] == ';' || text[i] == '(' || (text[i] == ',' && blank && small)) end = i;
    if (text[i] != '.' || !blank || small) continue;
    // "… from Acme, Inc." ends with its point.
    const std::string_view so_far = text.substr(0, i);
    const bool short_word = so_far.ends_with("Inc") || so_far.ends_with("Corp") || so_far.ends_with("Ltd") ||
                            so_far.ends_with("Co") || (i > 1 && so_far[i - 2] == '.');
    end = short_word ? i + 1 : i;
    break;
  }
  return text::trim(text.substr(0, end));
}

// "We, NAME, located at ADDRESS, hereby …", "… away from CARRIER."
void told_in_sentences(Reading& reading) {
  const FlatText& flat = reading.flat;
  LetterFacts& facts = reading.facts;
  const auto each = [&](std::initializer_list<std::string_view> signs, size_t longest, auto put) {
    for (const std::string_view sign : signs) {
      const size_t at = flat.text().find(sign);
      if (at == std::string_view::npos || (at != 0 && text::is_alnum(flat.text()[at - 1]))) continue;
      const size_t from = at + sign.size();
      const std::string_view name = named_at(flat, from, longest);
      if (!name.empty()) put(name, flat.seen(at, from + name.size()));
    }
  };
  each({"we, "}, kLongestName,
       [&](std::string_view name, Seen seen) { tell(facts.company, name, std::move(seen)); });
  each({"away from ", "from our current carrier ", "from our current provider ", "current carrier is ",
        "current provider is ", "currently served by ", "currently with ", "our current carrier, "},
       kLongestName, [&](std::string_view name, Seen seen) { tell(facts.carrier, name, std::move(seen)); });
  each({"located at ", "service address is ", "whose address is "}, kLongestAddress,
       [&](std::string_view name, Seen seen) {
         if (facts.service.presence != Presence::absent) return;
         LetterAddress address;
         parse_address(name, address);
         if (address.state.empty() || address.street.empty()) return;
         address.presence = Presence::given;
         address.seen = std::move(seen);
         facts.service = std::move(address);
       });
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
    if (whole.size() > kLongestAddress) continue;
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

// Whom a bill is for: a name, a street and a city, each on its line.
void addressee(Reading& reading) {
  LetterFacts& facts = reading.facts;
  if (!facts.looks_like_bill || facts.service.presence != Presence::absent ||
      facts.billing.presence != Presence::absent)
    return;
  const auto& lines = reading.lines.all;
  const auto first_of = [&](size_t at) { return lines[at].of(lines[at].pieces[0]); };
  for (size_t i = 2; i < lines.size(); ++i) {
    if (reading.fields.labelled[i] || reading.fields.labelled[i - 1] || lines[i - 2].page != lines[i].page)
      continue;
    if (first_of(i).size() > kLongestAddress) continue;
    LetterAddress address;
    parse_address(first_of(i), address);
    const std::string_view street = first_of(i - 1), name = first_of(i - 2);
    const bool block = !address.zip.empty() && !address.state.empty() && address.street.empty() &&
                       street.size() <= kLongestName &&
                       (text::is_digit(street.front()) || says_po_box(street));
    if (!block) continue;
    const bool carrier = facts.carrier.given() && text::contains_fold(name, facts.carrier.value);
    if (carrier) continue;
    parse_address(std::string(street) + ", " + std::string(first_of(i)), address);
    address.presence = Presence::given;
    address.seen = seen_at(lines[i], lines[i].pieces[0].from, lines[i].pieces[0].to);
    facts.billing = address;
    const bool plain = !reading.fields.labelled[i - 2] && name.size() <= kLongestName &&
                       std::none_of(name.begin(), name.end(), text::is_digit);
    if (plain)
      tell(facts.company, name,
           seen_at(lines[i - 2], lines[i - 2].pieces[0].from, lines[i - 2].pieces[0].to));
    return;
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
      const auto& signs = reading.signature_lines;
      if (std::find(signs.begin(), signs.end(), next) != signs.end()) continue;
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
  told_in_sentences(reading);
  company_in_sentence(reading);
  if (!reading.facts.looks_like_bill) head(reading);
  addressee(reading);
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
