#include "server/worker/retry.h"

#include <algorithm>

namespace portcheck::server {

std::chrono::milliseconds retry_delay(const RetrySchedule& schedule, int attempt,
                                      std::chrono::seconds retry_after, uint64_t random) {
  std::chrono::milliseconds delay = schedule.first;
  for (int i = 1; i < attempt && delay < schedule.longest; ++i) delay *= 2;
  delay = std::min(delay, schedule.longest);
  const auto half = delay / 2;
  const auto jitter = std::chrono::milliseconds(random % (static_cast<uint64_t>(half.count()) + 1));
  const auto asked =
      std::clamp<std::chrono::seconds>(retry_after, std::chrono::seconds{0}, kLongestRetryAfter);
  if (asked > half + jitter) return asked + jitter / 8;
  return half + jitter;
}

}  // namespace portcheck::server
