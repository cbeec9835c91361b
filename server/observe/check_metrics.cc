#include "server/observe/check_metrics.h"

namespace portcheck::server {

void count_check(Metrics& metrics, std::string_view desk, Verdict verdict,
                 const std::array<uint64_t, kRuleCount>& by_rule, uint64_t bytes,
                 std::chrono::nanoseconds took) {
  const std::string_view source = desk.empty() ? "page" : "webhook";
  metrics.observe(Metric::check_seconds, {source}, took);
  metrics.add(Metric::checks, {source, desk, to_string(verdict)});
  metrics.add(Metric::check_bytes, {source}, static_cast<double>(bytes));
  for (size_t rule = 0; rule < by_rule.size(); ++rule) {
    if (by_rule[rule] == 0) continue;
    const std::string_view id = to_string(static_cast<RuleId>(rule));
    metrics.add(Metric::findings, {source, desk, id.substr(0, id.find('-'))},
                static_cast<double>(by_rule[rule]));
  }
}

}  // namespace portcheck::server
