#include "rules/findings.h"

#include <algorithm>

#include "phone/phone_number.h"
#include "text/cold.h"
#include "text/stable_sort.h"
#include "text/utf8.h"

namespace portcheck::rules {
namespace {

constexpr unsigned kRules = 1 << 8;

// Ascending as findings are ordered: by file, row or page, column, rule.
uint64_t order_of(const Finding& finding) {
  static_assert(limits::kFiles < 1 << 8 && limits::kRows < 1 << 24 && limits::kColumns < 1 << 16);
  static_assert(kRuleCount <= kRules);
  const Place& place = finding.place;
  return static_cast<uint64_t>(place.file + 1) << 48 | uint64_t{place.row | place.page} << 24 |
         uint64_t{place.column} << 8 | static_cast<uint64_t>(finding.rule);
}

constexpr size_t kUsualDetails = 96;  // bytes, more than most findings have

}  // namespace

bool earlier(const Finding& a, const Finding& b) {
  return order_of(a) < order_of(b);
}

Finding* Findings::add(RuleId rule, Severity severity, const Spot& spot) {
  ++by_severity_[static_cast<size_t>(severity)];
  const uint64_t count = ++by_rule_[static_cast<size_t>(rule)];
  return count > share_[is_error(rule)] ? nullptr : keep(rule, severity, spot);
}

PORTCHECK_COLD Finding* Findings::keep(RuleId rule, Severity severity, const Spot& spot) {
  if (kept_.size() >= next_look_) lower_shares();
  Finding& finding = kept_.emplace_back();
  finding.rule = rule;
  finding.severity = severity;
  finding.place.file = spot.file;
  finding.place.in_sheet = !spot.sheet.empty();
  finding.place.row = spot.row;
  finding.place.column = spot.column;
  finding.details.expect(kUsualDetails);
  return &finding;
}

// How many of those so far are kept with such a share.
uint64_t Findings::kept_of(bool errors, uint64_t share) const {
  uint64_t kept = 0;
  for (size_t rule = 0; rule < kRuleCount; ++rule)
    kept += is_error(static_cast<RuleId>(rule)) == errors ? std::min(by_rule_[rule], share) : 0;
  return kept;
}

// To the largest ones with which each part stays within its room. They only shrink: what is past today's is
// past the last one, too.
void Findings::lower_shares() {
  const uint64_t for_errors = max_ - std::min<uint64_t>(kept_of(false, max_), max_ / 4);
  for (const bool errors : {true, false}) {
    const uint64_t room = errors ? for_errors : max_ - std::min(kept_of(true, max_), for_errors);
    uint64_t low = 0, high = max_;
    while (low < high) {
      const uint64_t share = (low + high + 1) / 2;
      if (kept_of(errors, share) <= room) {
        low = share;
      } else {
        high = share - 1;
      }
    }
    share_[errors] = low;
  }
  next_look_ = kept_.size() + max_ / 16 + 1;
}

// As earlier() says, and without those past the share of their rule. Sorts places in the list instead
// of findings. They come in the order of rows, or nearly: the few that come much too late are sorted apart.
void Findings::arrange() {
  struct Key {
    uint64_t order;
    size_t at;
  };
  constexpr size_t kNear = 16;
  const auto before = [](const Key& a, const Key& b) { return a.order < b.order; };
  const size_t count = kept_.size();
  std::vector<Key> keys(count);  // sorted from the beginning, late ones from the end
  size_t sorted = 0, unsorted = count;
  for (size_t i = 0; i < count; ++i) {
    const Key key{order_of(kept_[i]), i};
    size_t at = sorted;
    while (at > 0 && sorted - at < kNear && before(key, keys[at - 1])) --at;
    if (at > 0 && before(key, keys[at - 1])) {
      keys[--unsorted] = key;
      continue;
    }
    for (size_t last = sorted++; last > at; --last) keys[last] = keys[last - 1];
    keys[at] = key;
  }
  std::vector<Key> late(count - sorted);
  for (size_t i = 0; i < late.size(); ++i) late[i] = keys[count - 1 - i];
  text::stable_sort(late, before);
  std::array<uint64_t, kRules> seen{};
  std::vector<Finding> arranged;
  arranged.reserve(count);
  for (size_t i = 0, j = 0; i + j < count;) {
    const bool is_late = j < late.size() && (i == sorted || before(late[j], keys[i]));
    const Key& key = is_late ? late[j++] : keys[i++];
    const size_t rule = key.order % kRules;
    if (++seen[rule] <= share_[is_error(static_cast<RuleId>(rule))])
      arranged.push_back(std::move(kept_[key.at]));
  }
  kept_ = std::move(arranged);
}

void Findings::finish(Report& report) {
  if (max_ != 0) lower_shares();
  arrange();
  report.by_rule = by_rule_;
  report.by_severity = by_severity_;
  uint64_t total = by_severity_[0] + by_severity_[1] + by_severity_[2];
  report.truncated = kept_.size() < total;
  report.findings = std::move(kept_);
  report.verdict = by_severity_[0] != 0   ? Verdict::blocked
                   : by_severity_[1] != 0 ? Verdict::needs_attention
                                          : Verdict::ready;
}

void set_value(Finding& finding, std::string_view text) {
  finding.details.set_value(text::cut_at_character(text, limits::kShownValueBytes));
}

void set_param(Finding& finding, const char* name, int64_t value) {
  finding.details.add(name, value);
}

void set_param(Finding& finding, const char* name, std::string_view value) {
  finding.details.add(name, text::cut_at_character(value, limits::kShownValueBytes));
}

void set_param(Finding& finding, const char* name, const char* value) {
  set_param(finding, name, std::string_view(value));
}

void set_param(Finding& finding, const char* name, const std::vector<std::string>& values) {
  finding.details.add(name, values);
}

void set_number(Finding& finding, const char* name, uint64_t digits) {
  set_param(finding, name, phone::format_national(digits));
}

void set_reason(Finding& finding, const char* reason) {
  set_param(finding, "reason", reason);
}

void set_fix(Finding& finding, std::string_view value, bool certain) {
  finding.details.set_fix({value, certain});
}

}  // namespace portcheck::rules
