// LOA-015, LOA-022, LOA-023, LOA-025 and LOA-037: what kind of paper it is, by its words.
#include <algorithm>

#include "rules/letter_context.h"
#include "text/clean.h"

namespace portcheck::rules {
namespace {

// False: no letter of authorization at all, and nothing else is to be said of it.
bool is_letter(const Letter& letter) {
  const LetterFacts& facts = letter.facts;
  const bool to_port = std::any_of(facts.numbers.begin(), facts.numbers.end(),
                                   [](const LetterNumbers& one) { return one.role == NumberRole::to_port; });
  const bool other = !facts.wording.authorizes && !facts.signature_field && !to_port;
  if (!facts.looks_like_bill && !other) return true;
  const Seen& seen = facts.wording.bill;
  if (Finding* finding = letter.add(RuleId::LOA_025, seen)) {
    set_reason(*finding, seen ? "bill" : "other");
    if (seen) set_seen(*finding, seen);
  }
  return false;
}

void attached(const Letter& letter) {
  const Seen& seen = letter.facts.wording.see_attached;
  if (!seen) return;
  const bool listed = std::any_of(letter.facts.numbers.begin(), letter.facts.numbers.end(),
                                  [](const LetterNumbers& one) { return one.role == NumberRole::to_port; });
  if (Finding* finding = letter.add(RuleId::LOA_015, seen)) {
    set_reason(*finding, listed ? "some" : "none");
    set_seen(*finding, seen);
  }
}

void provider(const Letter& letter) {
  const LetterFacts& facts = letter.facts;
  if (facts.provider) return;
  const LetterText& other = facts.gaining;
  if (Finding* finding = letter.add(RuleId::LOA_022, other.seen)) {
    set_reason(*finding, other.given() ? "other" : "none");
    if (!other.given()) return;
    set_param(*finding, "name", std::string_view(other.value));
    set_seen(*finding, other.seen);
  }
}

void kind(const Letter& letter) {
  const LetterWording& wording = letter.facts.wording;
  const Kind asked = letter.state.report.request.kind;
  const bool toll_free = wording.toll_free && !wording.local, local = wording.local && !wording.toll_free;
  const Seen* seen = asked == Kind::local && toll_free   ? &wording.toll_free
                     : asked == Kind::toll_free && local ? &wording.local
                                                         : nullptr;
  if (!seen) return;
  if (Finding* finding = letter.add(RuleId::LOA_023, *seen)) {
    set_reason(*finding, toll_free ? "toll_free_letter" : "local_letter");
    set_seen(*finding, *seen);
  }
}

void authorization(const Letter& letter) {
  const LetterWording& wording = letter.facts.wording;
  if (!wording.authorizes) {
    if (Finding* finding = letter.add(RuleId::LOA_037, Severity::warning)) set_reason(*finding, "none");
    return;
  }
  std::vector<std::string> missing;
  if (!wording.agent) missing.push_back("agent");
  if (!wording.change) missing.push_back("change");
  if (!wording.one_carrier) missing.push_back("one_carrier");
  if (!wording.fee) missing.push_back("fee");
  if (missing.empty()) return;
  if (Finding* finding = letter.add(RuleId::LOA_037, wording.authorizes)) {
    set_reason(*finding, "part");
    set_param(*finding, "missing", std::move(missing));
    set_seen(*finding, wording.authorizes);
  }
}

}  // namespace

bool letter_wording(const Letter& letter) {
  if (!is_letter(letter)) return false;
  attached(letter);
  provider(letter);
  kind(letter);
  authorization(letter);
  return true;
}

}  // namespace portcheck::rules
