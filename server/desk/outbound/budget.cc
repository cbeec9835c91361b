#include "server/desk/outbound/budget.h"

#include <algorithm>
#include <cmath>

namespace portcheck::server {

RequestBudget::RequestBudget(uint32_t per_minute)
    : per_second_(per_minute / 60.0), depth_(std::max(1.0, per_minute / 6.0)), tokens_(depth_) {}

double RequestBudget::at(Time now) const {
  const std::chrono::duration<double> passed = std::max(now - since_, Time::duration::zero());
  return std::min(depth_, tokens_ + passed.count() * per_second_);
}

void RequestBudget::spend(Time now) {
  if (per_second_ == 0) return;
  tokens_ = at(now) - 1;
  since_ = std::max(since_, now);
}

std::chrono::milliseconds RequestBudget::wait(Time now) const {
  const double tokens = at(now);
  if (per_second_ == 0 || tokens >= 1) return std::chrono::milliseconds(0);
  return std::chrono::milliseconds(static_cast<int64_t>(std::ceil((1 - tokens) / per_second_ * 1000)));
}

}  // namespace portcheck::server
