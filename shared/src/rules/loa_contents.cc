// LOA-012, LOA-016 … LOA-021, LOA-024 and LOA-029 … LOA-031: what a letter must have filled in.
#include <algorithm>

#include "rules/letter_context.h"
#include "text/clean.h"

namespace portcheck::rules {
namespace {

const char* gap_reason(GapKind kind) {
  return kind == GapKind::draft ? "draft" : kind == GapKind::filler ? "filler" : "placeholder";
}

void left_in(const Letter& letter) {
  for (const GapKind kind : {GapKind::placeholder, GapKind::draft, GapKind::filler}) {
    const auto& gaps = letter.facts.gaps;
    const auto is_kind = [kind](const LetterGap& gap) { return gap.kind == kind; };
    const auto first = std::find_if(gaps.begin(), gaps.end(), is_kind);
    if (first == gaps.end()) continue;
    if (Finding* finding = letter.add(RuleId::LOA_012, first->seen)) {
      set_reason(*finding, gap_reason(kind));
      set_param(*finding, "count", static_cast<int64_t>(std::count_if(gaps.begin(), gaps.end(), is_kind)));
      set_seen(*finding, first->seen);
    }
  }
  const auto& fields = letter.facts.empty_fields;
  if (fields.empty()) return;
  if (Finding* finding = letter.add(RuleId::LOA_012, fields.front().seen)) {
    std::vector<std::string> names;
    for (const LetterField& field : fields) names.push_back(field.label);
    set_reason(*finding, "empty");
    set_param(*finding, "count", static_cast<int64_t>(fields.size()));
    set_param(*finding, "fields", std::move(names));
    set_seen(*finding, fields.front().seen);
  }
}

void ask_for(const Letter& letter, RuleId rule, const LetterText& text) {
  if (text.given()) return;
  if (Finding* finding = letter.add(rule, text.seen)) {
    set_reason(*finding, text.presence == Presence::blank ? "blank" : "none");
    if (text.seen) set_seen(*finding, text.seen);
  }
}

void address(const Letter& letter) {
  const LetterFacts& facts = letter.facts;
  const LetterAddress& service = facts.service;
  if (service.presence == Presence::absent) {
    if (facts.billing.given()) return;
    if (Finding* finding = letter.add(RuleId::LOA_018)) set_reason(*finding, "none");
    return;
  }
  if (!service.given()) return;  // LOA-012 has it
  if (service.po_box) {
    if (Finding* finding = letter.add(RuleId::LOA_019, service.seen)) set_seen(*finding, service.seen);
  }
  std::vector<std::string> missing;
  const bool house = std::any_of(service.street.begin(), service.street.end(), text::is_digit);
  if (service.street.empty()) {
    missing.push_back("street");
  } else if (!house && !service.po_box) {
    missing.push_back("house_number");
  }
  if (service.city.empty()) missing.push_back("city");
  if (service.state.empty()) missing.push_back("state");
  if (service.zip.empty()) missing.push_back("zip");
  if (missing.empty()) return;
  if (Finding* finding = letter.add(RuleId::LOA_018, service.seen)) {
    set_reason(*finding, "incomplete");
    set_param(*finding, "missing", std::move(missing));
    set_seen(*finding, service.seen);
  }
}

void resporg(const Letter& letter) {
  const LetterText& text = letter.facts.resporg;
  if (!text.given()) {
    if (letter.facts.carrier.given()) return;
    if (Finding* finding = letter.add(RuleId::LOA_024, text.seen)) {
      set_reason(*finding, "resporg");
      if (text.seen) set_seen(*finding, text.seen);
    }
    return;
  }
  // A name is as good as an id; what looks like an id must be one.
  const std::string_view id = text.value;
  const bool digits = std::any_of(id.begin(), id.end(), text::is_digit);
  const bool word = std::all_of(id.begin(), id.end(), text::is_alnum);
  if (!digits || id.find(' ') != std::string_view::npos) return;
  const bool right = word && id.size() == 5;
  if (right && !id.ends_with("99")) return;
  if (Finding* finding = letter.add(RuleId::LOA_024, text.seen)) {
    set_reason(*finding, right ? "not_portable" : "no_id");
    set_param(*finding, "id", id);
    set_seen(*finding, text.seen);
  }
}

void carrier(const Letter& letter) {
  if (letter.toll_free()) {
    resporg(letter);
    return;
  }
  if (letter.facts.carrier.given()) return;
  if (Finding* finding = letter.add(RuleId::LOA_024, letter.facts.carrier.seen)) {
    set_reason(*finding, "carrier");
    if (letter.facts.carrier.seen) set_seen(*finding, letter.facts.carrier.seen);
  }
}

void lengths(const Letter& letter) {
  constexpr size_t kCompany = 25, kSigner = 15;  // what carriers' forms take
  for (const bool company : {true, false}) {
    const LetterText& text = company ? letter.facts.company : letter.facts.signer;
    const size_t most = company ? kCompany : kSigner;
    if (!text.given() || text::count_characters(text.value) <= most) continue;
    if (Finding* finding = letter.add(RuleId::LOA_030, text.seen)) {
      set_reason(*finding, company ? "company" : "signer");
      set_param(*finding, "name", std::string_view(text.value));
      set_param(*finding, "limit", static_cast<int64_t>(most));
      set_seen(*finding, text.seen);
    }
  }
}

void several(const Letter& letter) {
  for (const bool account : {true, false}) {
    const auto& list = account ? letter.facts.accounts : letter.facts.billing_numbers;
    if (list.size() < 2) continue;
    if (Finding* finding = letter.add(RuleId::LOA_031, list[1].seen)) {
      std::vector<std::string> shown;
      for (const LetterAccount& one : list) shown.push_back(one.shown);
      set_reason(*finding, account ? "accounts" : "billing_numbers");
      set_param(*finding, "count", static_cast<int64_t>(list.size()));
      set_param(*finding, "list", std::move(shown));
      set_seen(*finding, list[1].seen);
    }
  }
}

}  // namespace

void letter_contents(const Letter& letter) {
  const LetterFacts& facts = letter.facts;
  left_in(letter);
  if (!letter.toll_free()) {
    ask_for(letter, RuleId::LOA_016, facts.btn);
    ask_for(letter, RuleId::LOA_017, facts.account);
    if (facts.pin == Presence::blank) {
      if (Finding* finding = letter.add(RuleId::LOA_029, facts.pin_seen)) set_seen(*finding, facts.pin_seen);
    }
  }
  address(letter);
  if (facts.company.presence == Presence::absent) letter.add(RuleId::LOA_020);
  if (facts.signer.presence == Presence::absent) letter.add(RuleId::LOA_021);
  carrier(letter);
  lengths(letter);
  several(letter);
}

}  // namespace portcheck::rules
