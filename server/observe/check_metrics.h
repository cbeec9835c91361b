// What a check adds to the metrics, wherever it was asked for.
#pragma once

#include <array>
#include <chrono>
#include <string_view>

#include "portcheck/report.h"
#include "server/observe/metrics.h"

namespace portcheck::server {

// `desk`: whose ticket it was; empty for a page. `bytes`: of all files together.
void count_check(Metrics& metrics, std::string_view desk, Verdict verdict,
                 const std::array<uint64_t, kRuleCount>& by_rule, uint64_t bytes,
                 std::chrono::nanoseconds took);

}  // namespace portcheck::server
