// Who writes, for whom, and from and to which carrier.
#include <algorithm>

#include "loa/facts.h"
#include "loa/numbers.h"
#include "loa/same.h"
#include "phone/phone_number.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::loa {
namespace {

constexpr size_t kDifferent = 8;  // account numbers and billing numbers of one letter that are told

void put(LetterText& out, const Entry& entry) {
  const bool better = out.presence == Presence::absent ||
                      (out.presence == Presence::blank && entry.presence == Presence::given);
  if (!better) return;
  out.presence = entry.presence;
  out.value = text::cut_at_character(entry.value, limits::kShownValueBytes);
  out.seen = entry.seen;
}

// "Jane Doe, Owner" where both are asked for.
void split_title(LetterFacts& facts, const Entry& entry) {
  if (!text::contains_any_word(entry.words, "title") || facts.title.given()) return;
  const size_t comma = std::min(facts.signer.value.find(','), facts.signer.value.find('/'));
  if (comma == std::string::npos) return;
  facts.title.presence = Presence::given;
  facts.title.value = text::trim(std::string_view(facts.signer.value).substr(comma + 1));
  facts.title.seen = entry.seen;
  facts.signer.value = text::trim(std::string_view(facts.signer.value).substr(0, comma));
}

// "Name" is the signer's in or near the signature block.
bool near_signature(const Reading& reading, const Entry& entry) {
  constexpr uint32_t kNear = 5;
  if (entry.section == Label::signature) return true;
  return entry.line != Entry::kNowhere && lines_to_signature(reading, entry.line) <= kNear;
}

void names(Reading& reading) {
  LetterFacts& facts = reading.facts;
  const Entry *first = nullptr, *last = nullptr;
  for (const Entry& entry : reading.fields.entries) {
    if (entry.label == Label::first_name && !first) first = &entry;
    if (entry.label == Label::last_name && !last) last = &entry;
    if (entry.label == Label::signer) {
      const bool was = facts.signer.given();
      put(facts.signer, entry);
      if (!was && facts.signer.given()) split_title(facts, entry);
    }
  }
  for (const Entry& entry : reading.fields.entries) {
    if (entry.label != Label::name) continue;
    const bool signer = near_signature(reading, entry) ? !facts.signer.given() : facts.company.given();
    put(signer ? facts.signer : facts.company, entry);
  }
  if (facts.signer.presence != Presence::absent || !first || !last) return;
  put(facts.signer, *last);
  if (!first->value.empty() && !last->value.empty()) facts.signer.value = first->value + " " + last->value;
}

bool is_resporg(std::string_view word) {
  const bool digit = std::any_of(word.begin(), word.end(), text::is_digit);
  return word.size() == 5 && digit && std::all_of(word.begin(), word.end(), text::is_alnum);
}

// "Port to RespOrg QIT02" in a sentence.
void spoken_resporg(Reading& reading) {
  const std::string_view text = reading.flat.text();
  for (const std::string_view sign : {"resporg", "resp org", "responsible organization"}) {
    for (size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
      size_t from = at + sign.size();
      for (const std::string_view word : {" id", ":", " ", "(", "#"}) {
        if (text.substr(from, word.size()) == word) from += word.size();
      }
      size_t end = from;
      while (end < text.size() && text::is_alnum(text[end])) ++end;
      if (!is_resporg(text.substr(from, end - from))) continue;
      const std::string_view before = text.substr(at > 24 ? at - 24 : 0, at > 24 ? 24 : at);
      const bool gaining = text::contains_any_word(before, "to|new|gaining") &&
                           !text::contains_any_word(before, "current|present|losing|old|from");
      LetterText& out = gaining ? reading.facts.new_resporg : reading.facts.resporg;
      if (out.given()) continue;
      out.presence = Presence::given;
      out.value = reading.flat.original(from, end);
      out.seen = reading.flat.seen(from, end);
    }
  }
}

// "I authorize NAME to …".
void spoken_carrier(Reading& reading) {
  const std::string_view text = reading.flat.text();
  constexpr size_t kLongest = 60;
  for (const std::string_view sign : {"authorize ", "authorizes ", "authorise ", "appoint ", "appoints ",
                                      "designates ", "designate ", "authorizing "}) {
    for (size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
      const size_t from = at + sign.size();
      const std::string_view name = reading.flat.original(from, from + kLongest);
      size_t end = name.size();
      for (const std::string_view stop :
           {" to ", " as ", ",", " (", " or ", " and its ", ";", " for ", " its "})
        end = std::min(end, name.find(stop));
      if (end >= name.size() || end < 2 || name[0] < 'A' || name[0] > 'Z') continue;
      LetterText& out = reading.facts.gaining;
      if (out.given()) return;
      out.presence = Presence::given;
      out.value = name.substr(0, end);
      out.seen = reading.flat.seen(from, from + end);
      return;
    }
  }
}

void accounts(Reading& reading) {
  LetterFacts& facts = reading.facts;
  for (const Entry& entry : reading.fields.entries) {
    if (entry.presence != Presence::given) continue;
    if (entry.label == Label::account && entry.print != account_print("")) {
      const bool known = std::any_of(facts.accounts.begin(), facts.accounts.end(),
                                     [&](const LetterAccount& one) { return one.print == entry.print; });
      if (known || facts.accounts.size() == kDifferent) continue;
      std::string shown = "…";
      for (const char c : entry.value) {
        if (text::is_alnum(c)) shown += c;
      }
      facts.accounts.push_back({std::move(shown), entry.print, entry.seen});
    } else if (entry.label == Label::btn) {
      NumberFinder finder;
      for (const NumberHit& hit : finder.line(entry.value, false)) {
        const bool known = std::any_of(facts.billing_numbers.begin(), facts.billing_numbers.end(),
                                       [&](const LetterAccount& one) { return one.print == hit.first; });
        if (!known && facts.billing_numbers.size() < kDifferent)
          facts.billing_numbers.push_back({phone::format_national(hit.first), hit.first, entry.seen});
      }
    }
  }
  if (!facts.accounts.empty()) facts.account.value = facts.accounts.front().shown;
}

}  // namespace

void read_parties(Reading& reading) {
  LetterFacts& facts = reading.facts;
  for (const Entry& entry : reading.fields.entries) {
    switch (entry.label) {
      case Label::company:
        put(facts.company, entry);
        break;
      case Label::title:
        put(facts.title, entry);
        break;
      case Label::carrier:
        put(facts.carrier, entry);
        break;
      case Label::gaining:
        put(facts.gaining, entry);
        break;
      case Label::resporg:
        put(facts.resporg, entry);
        break;
      case Label::new_resporg:
        put(facts.new_resporg, entry);
        break;
      case Label::btn:
        put(facts.btn, entry);
        break;
      case Label::account:
        put(facts.account, entry);
        break;
      case Label::numbers:
        put(facts.phones, entry);
        break;
      case Label::pin:
        if (facts.pin != Presence::given) {
          facts.pin = entry.presence;
          facts.pin_seen = entry.seen;
        }
        break;
      case Label::ssn:
      case Label::tax_id:
        if (facts.ssn != Presence::given) facts.ssn = entry.presence;
        break;
      default:
        break;
    }
  }
  accounts(reading);
  names(reading);
  spoken_resporg(reading);
  spoken_carrier(reading);
}

}  // namespace portcheck::loa
