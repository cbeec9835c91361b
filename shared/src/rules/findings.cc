#include "rules/findings.h"

#include <algorithm>

#include "phone/phone_number.h"
#include "text/cold.h"
#include "text/stable_sort.h"
#include "text/utf8.h"

namespace portcheck::rules {
bool earlier(const Finding& a, const Finding& b) {
  if (a.place.file != b.place.file) return a.place.file < b.place.file;
  if (a.place.row != b.place.row) return a.place.row < b.place.row;
  if (a.place.column != b.place.column) return a.place.column < b.place.column;
  return a.rule < b.rule;
}

Finding* Findings::add(RuleId rule, Severity severity, const Spot& spot) {
  ++by_severity_[static_cast<size_t>(severity)];
  uint64_t count = ++by_rule_[static_cast<size_t>(rule)];
  return max_ != 0 && count > max_ ? nullptr : keep(rule, severity, spot);
}

PORTCHECK_COLD Finding* Findings::keep(RuleId rule, Severity severity, const Spot& spot) {
  Finding& finding = kept_.emplace_back();
  finding.rule = rule;
  finding.severity = severity;
  finding.place.file = spot.file;
  finding.place.sheet = spot.sheet;
  finding.place.row = spot.row;
  finding.place.column = spot.column;
  return &finding;
}

// The largest share per rule with which all rules together stay within the maximum; the first findings of
// each are kept.
void Findings::trim() {
  std::array<uint64_t, kRuleCount> kept_by_rule{};
  for (const Finding& finding : kept_) ++kept_by_rule[static_cast<size_t>(finding.rule)];
  uint64_t low = 0, high = max_;
  while (low < high) {
    uint64_t share = (low + high + 1) / 2, sum = 0;
    for (uint64_t count : kept_by_rule) sum += std::min(count, share);
    if (sum <= max_) {
      low = share;
    } else {
      high = share - 1;
    }
  }
  std::array<uint64_t, kRuleCount> seen{};
  std::erase_if(kept_,
                [&](const Finding& finding) { return ++seen[static_cast<size_t>(finding.rule)] > low; });
}

// Sorts places in the list instead of findings: these are large, and mostly in order already.
void Findings::sort() {
  if (std::is_sorted(kept_.begin(), kept_.end(), earlier)) return;
  std::vector<uint32_t> order(kept_.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  text::stable_sort(order, [this](uint32_t a, uint32_t b) { return earlier(kept_[a], kept_[b]); });
  std::vector<Finding> sorted;
  sorted.reserve(kept_.size());
  for (const uint32_t i : order) sorted.push_back(std::move(kept_[i]));
  kept_ = std::move(sorted);
}

void Findings::finish(Report& report) {
  sort();
  if (max_ != 0 && kept_.size() > max_) trim();
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
