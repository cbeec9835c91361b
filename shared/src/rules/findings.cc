#include "rules/findings.h"

#include <algorithm>

#include "phone/phone_number.h"
#include "text/cold.h"
#include "text/stable_sort.h"
#include "text/utf8.h"

namespace portcheck::rules {
namespace {

uint64_t place_key(const Place& place) {
  static_assert(limits::kFiles < 1 << 8 && limits::kRows < 1 << 24 && limits::kColumns < 1 << 24);
  // A file has rows or pages.
  return static_cast<uint64_t>(place.file + 1) << 48 | uint64_t{place.row | place.page} << 24 | place.column;
}

}  // namespace

bool earlier(const Finding& a, const Finding& b) {
  const uint64_t first = place_key(a.place), second = place_key(b.place);
  return first != second ? first < second : a.rule < b.rule;
}

Finding* Findings::add(RuleId rule, Severity severity, const Spot& spot) {
  ++by_severity_[static_cast<size_t>(severity)];
  const uint64_t count = ++by_rule_[static_cast<size_t>(rule)];
  return count > share_ ? nullptr : keep(rule, severity, spot);
}

PORTCHECK_COLD Finding* Findings::keep(RuleId rule, Severity severity, const Spot& spot) {
  if (kept_.size() >= next_look_) lower_share();
  kept_.push_back({});
  Finding& finding = kept_.back();
  finding.rule = rule;
  finding.severity = severity;
  finding.place.file = spot.file;
  finding.place.sheet = spot.sheet;
  finding.place.row = spot.row;
  finding.place.column = spot.column;
  return &finding;
}

// The largest share with which all rules together stay within the maximum, by what each has so far.
uint64_t Findings::fair_share() const {
  uint64_t low = 0, high = max_;
  while (low < high) {
    uint64_t share = (low + high + 1) / 2, sum = 0;
    for (uint64_t count : by_rule_) sum += std::min(count, share);
    if (sum <= max_) {
      low = share;
    } else {
      high = share - 1;
    }
  }
  return low;
}

// Shares only shrink: what is past today's is past the last one, too.
void Findings::lower_share() {
  share_ = std::max<uint64_t>(fair_share(), 1);
  next_look_ = kept_.size() + max_ / 16 + 1;
}

// As earlier() says, and without those past the first `share` of each rule. Sorts places in the list instead
// of findings: these are large, and mostly in order already.
void Findings::arrange(uint64_t share) {
  struct Key {
    uint64_t place;
    uint32_t rule, at;
  };
  std::vector<Key> keys;
  keys.reserve(kept_.size());
  for (const Finding& finding : kept_) {
    keys.push_back(
        {place_key(finding.place), static_cast<uint32_t>(finding.rule), static_cast<uint32_t>(keys.size())});
  }
  const auto before = [](const Key& a, const Key& b) {
    return a.place != b.place ? a.place < b.place : a.rule < b.rule;
  };
  if (!std::is_sorted(keys.begin(), keys.end(), before)) {
    text::stable_sort(keys, before);
  } else if (share == UINT64_MAX) {
    return;
  }
  std::array<uint64_t, kRuleCount> seen{};
  std::vector<Finding> arranged;
  arranged.reserve(kept_.size());
  for (const Key& key : keys) {
    if (++seen[key.rule] <= share) arranged.push_back(std::move(kept_[key.at]));
  }
  kept_ = std::move(arranged);
}

void Findings::finish(Report& report) {
  const bool trims = max_ != 0 && (kept_.size() > max_ || share_ < max_);
  arrange(trims ? fair_share() : UINT64_MAX);
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
  finding.value = text::cut_at_character(text, limits::kShownValueBytes);
}

void set_param(Finding& finding, const char* name, int64_t value) {
  finding.params.push_back({name, value});
}

void set_param(Finding& finding, const char* name, std::string_view value) {
  finding.params.push_back({name, std::string(text::cut_at_character(value, limits::kShownValueBytes))});
}

void set_param(Finding& finding, const char* name, const char* value) {
  set_param(finding, name, std::string_view(value));
}

void set_param(Finding& finding, const char* name, std::vector<std::string> values) {
  finding.params.push_back({name, std::move(values)});
}

void set_number(Finding& finding, const char* name, uint64_t digits) {
  set_param(finding, name, phone::format_national(digits));
}

void set_reason(Finding& finding, const char* reason) {
  set_param(finding, "reason", reason);
}

void set_fix(Finding& finding, std::string_view value, bool certain) {
  finding.fix = Fix{std::string(value), certain};
}

}  // namespace portcheck::rules
