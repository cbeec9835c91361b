// A call to a help-desk, measured.
#pragma once

#include <chrono>
#include <string_view>

#include "server/desk/desk.h"
#include "server/observe/metrics.h"
#include "server/worker/error_name.h"

namespace portcheck::server {

// What `call` gives; how long it took is counted under `operation`: "read", "download", "annotate", "sweep".
template <class Call>
auto desk_call(Metrics& metrics, const Desk& desk, std::string_view operation, const Call& call) {
  const auto start = std::chrono::steady_clock::now();
  auto result = call();
  metrics.observe(Metric::desk_call_seconds,
                  {desk.name(), operation, result.ok() ? "ok" : error_name(result.error)},
                  std::chrono::steady_clock::now() - start);
  return result;
}

}  // namespace portcheck::server
