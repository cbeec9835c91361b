// The queue's clock: the time of its origin (this machine at the start, or the database), carried on by a
// clock that no one can set and that goes on while the machine sleeps. Leases and delays are counted on it,
// so that a wall clock that jumps neither hands a job to two workers nor postpones it.
#pragma once

#include <ctime>

#include <atomic>
#include <chrono>

#include "server/queue/queue.h"

namespace portcheck::server {

class QueueClock {
 public:
  QueueClock() { set(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())); }

  TimePoint now() const { return TimePoint(std::chrono::milliseconds(uptime() + offset_)); }
  void set(TimePoint time) { offset_ = time.time_since_epoch().count() - uptime(); }

 private:
  static int64_t uptime() {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return int64_t{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
  }

  std::atomic<int64_t> offset_{0};  // milliseconds
};

}  // namespace portcheck::server
