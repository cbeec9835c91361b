// How many requests a minute we allow ourselves at a desk: a bucket of tokens, ten seconds' worth deep. A
// ticket that was begun is finished on credit, and paid back before the next one begins.
#pragma once

#include <chrono>
#include <cstdint>

namespace portcheck::server {

class RequestBudget {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit RequestBudget(uint32_t per_minute);  // 0: no limit

  void spend(Time now);
  std::chrono::milliseconds wait(Time now) const;  // until one is to be had

 private:
  double at(Time now) const;

  const double per_second_, depth_;
  double tokens_;
  Time since_{};
};

}  // namespace portcheck::server
