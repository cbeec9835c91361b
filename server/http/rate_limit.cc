#include "server/http/rate_limit.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

namespace portcheck::server {
namespace {

constexpr size_t kSources = 32'768;  // of a generation; with more, the oldest are forgotten sooner

IpAddress key_of(IpAddress source) {
  if (!is_ipv4(source)) std::fill(source.begin() + 8, source.end(), uint8_t{0});
  return source;
}

}  // namespace

RateLimiter::RateLimiter(uint32_t per_second, uint32_t burst)
    : per_second_(per_second),
      burst_(burst),
      refill_(std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(2.0 * burst / std::max(1U, per_second)))),
      hash_{std::random_device{}()},
      current_(0, hash_),
      previous_(0, hash_),
      since_(Clock::now()) {}

size_t RateLimiter::Hash::operator()(const IpAddress& address) const {
  uint64_t high = 0, low = 0;
  std::memcpy(&high, address.data(), sizeof high);
  std::memcpy(&low, address.data() + sizeof high, sizeof low);
  uint64_t mixed = (high ^ seed ^ (low * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 31)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 29);
}

RateLimiter::Bucket& RateLimiter::bucket_of(const IpAddress& source, Clock::time_point now) {
  if (current_.size() >= kSources || now - since_ > refill_) {
    previous_ = std::move(current_);
    current_ = Buckets(0, hash_);
    since_ = now;
  }
  const auto [place, added] = current_.try_emplace(source, Bucket{.tokens = burst_, .at = now});
  if (added) {
    if (const auto before = previous_.find(source); before != previous_.end()) place->second = before->second;
  }
  return place->second;
}

std::chrono::seconds RateLimiter::take(const IpAddress& source, uint32_t cost, Clock::time_point now) {
  if (per_second_ == 0) return std::chrono::seconds(0);
  const std::lock_guard lock(mutex_);
  Bucket& bucket = bucket_of(key_of(source), now);
  const double passed = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
  bucket.tokens = std::min(burst_, bucket.tokens + passed * per_second_);
  bucket.at = std::max(bucket.at, now);
  if (bucket.tokens < 1) {
    const double wait = (1 - bucket.tokens) / per_second_;
    return std::chrono::seconds(std::max<int64_t>(1, static_cast<int64_t>(std::ceil(wait))));
  }
  bucket.tokens = std::max(bucket.tokens - cost, -burst_);
  return std::chrono::seconds(0);
}

size_t RateLimiter::sources() const {
  const std::lock_guard lock(mutex_);
  return current_.size() + previous_.size();
}

}  // namespace portcheck::server
