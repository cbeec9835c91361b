// Collects findings: counts every one exactly, keeps the details of as many as the caller asked for.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "portcheck/report.h"

namespace portcheck::rules {

// Where in the request's files; the sheet's name is borrowed until the finding is made.
struct Spot {
  int32_t file = -1;
  std::string_view sheet = {};
  uint32_t row = kNone;
  uint32_t column = kNone;
};

// The order of a report's findings; of those that are equal, the first one made comes first.
bool earlier(const Finding& a, const Finding& b);

class Findings {
 public:
  explicit Findings(uint32_t max_findings)
      : max_(max_findings), next_look_(max_findings == 0 ? UINT64_MAX : max_findings) {}

  // Counts one; returns it to be filled in, or null when this rule's details are full. The pointer is valid
  // until the next add.
  Finding* add(RuleId rule, const Spot& spot) { return add(rule, default_severity(rule), spot); }
  Finding* add(RuleId rule, Severity severity, const Spot& spot);

  // `details` says whether add() would return a finding: lets callers keep material for late findings only
  // where useful.
  bool wants_details(RuleId rule, uint64_t already = 0) const {
    return by_rule_[static_cast<size_t>(rule)] + already < share_[is_error(rule)];
  }

  // Whether another one of this rule is counted and no more.
  bool only_counts(RuleId rule) const { return !wants_details(rule); }

  // Gives away what is kept so far and counts on: for callers who take the findings row by row.
  std::vector<Finding> take() { return std::exchange(kept_, {}); }

  // Sorts, trims to the maximum, and fills the report's findings, counts and verdict. Errors come first: a
  // quarter of the list is for all else, or less where there is not so much. Each part is shared fairly by
  // its rules, by their default severity: the first findings of each, as many of one as of another.
  void finish(Report& report);

 private:
  Finding* keep(RuleId rule, Severity severity, const Spot& spot);
  static bool is_error(RuleId rule) { return default_severity(rule) == Severity::error; }
  uint64_t kept_of(bool errors, uint64_t share) const;
  void lower_shares();
  void arrange();

  uint32_t max_;  // 0: all
  // Of each rule that is no error, and of each that is one: kept at most. They shrink while more is found.
  std::array<uint64_t, 2> share_{UINT64_MAX, UINT64_MAX};
  uint64_t next_look_;  // how many are kept when the shares are looked at again
  std::vector<Finding> kept_;
  std::array<uint64_t, kRuleCount> by_rule_{};
  std::array<uint64_t, 3> by_severity_{};
};

// Small helpers that keep the rules readable.
void set_value(Finding& finding, std::string_view text);
// Names are literals: a view of two words costs three times as much to pass.
void set_param(Finding& finding, const char* name, int64_t value);
void set_param(Finding& finding, const char* name, std::string_view value);
void set_param(Finding& finding, const char* name, const char* value);
void set_number(Finding& finding, const char* name, uint64_t digits);  // ten, as people write them
void set_param(Finding& finding, const char* name, const std::vector<std::string>& values);
void set_reason(Finding& finding, const char* reason);  // the param "reason", which chooses the sentence
void set_fix(Finding& finding, std::string_view value, bool certain);

}  // namespace portcheck::rules
