// How much a source may ask for: a token bucket for each address, in bounded memory. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <unordered_map>

#include "server/http/client_address.h"

namespace portcheck::server {

class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;

  // `per_second` tokens come back up to `burst`. 0 per second: there is no limit.
  RateLimiter(uint32_t per_second, uint32_t burst);

  // Zero: `cost` tokens were taken, if need be on credit of up to one more burst. Otherwise nothing was, and
  // so long it takes until there is one again. IPv6 sources count by their /64.
  std::chrono::seconds take(const IpAddress& source, uint32_t cost, Clock::time_point now = Clock::now());

  size_t sources() const;

 private:
  struct Bucket {
    double tokens = 0;
    Clock::time_point at;
  };
  struct Hash {
    uint64_t seed = 0;  // so that nobody can choose addresses that collide
    size_t operator()(const IpAddress& address) const;
  };
  using Buckets = std::unordered_map<IpAddress, Bucket, Hash>;

  Bucket& bucket_of(const IpAddress& source, Clock::time_point now);

  const double per_second_, burst_;
  const Clock::duration refill_;  // from the deepest credit to full
  const Hash hash_;
  mutable std::mutex mutex_;
  // Two generations: what was not asked for during a whole one is full again and can be forgotten.
  Buckets current_, previous_;
  Clock::time_point since_;
};

}  // namespace portcheck::server
