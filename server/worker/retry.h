// When to try again after a failure: doubling delays with jitter, never before the desk's Retry-After.
#pragma once

#include <chrono>
#include <cstdint>

namespace portcheck::server {

struct RetrySchedule {
  std::chrono::milliseconds first{2'000};
  std::chrono::milliseconds longest{1'800'000};
  int max_attempts = 64;
};

// A desk that asks for more than this is asked again anyway.
inline constexpr std::chrono::seconds kLongestRetryAfter{3'600};

// `attempt` is the one that failed, from 1. `random` spreads the delay evenly over its upper half, so that
// jobs that failed together do not come back together. `retry_after` is a lower bound; a little jitter is
// added to it too.
std::chrono::milliseconds retry_delay(const RetrySchedule& schedule, int attempt,
                                      std::chrono::seconds retry_after, uint64_t random);

}  // namespace portcheck::server
