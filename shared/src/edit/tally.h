// How many findings there are of each rule and severity.
#pragma once

#include <array>
#include <cstdint>

#include "portcheck/finding.h"

namespace portcheck::edit {

struct Tally {
  std::array<uint64_t, kRuleCount> by_rule{};
  std::array<uint64_t, 3> by_severity{};

  // `count` may be "minus one": unsigned numbers wrap around.
  void add(RuleId rule, Severity severity, uint64_t count) {
    by_rule[static_cast<size_t>(rule)] += count;
    by_severity[static_cast<size_t>(severity)] += count;
  }
  void add(RuleId rule, uint64_t count) { add(rule, default_severity(rule), count); }
  void add(const std::vector<Finding>& findings, uint64_t count) {
    for (const Finding& finding : findings) add(finding.rule, finding.severity, count);
  }
};

inline constexpr uint64_t kOne = 1, kMinusOne = ~uint64_t{0};

}  // namespace portcheck::edit
