// When a desk is left alone because it fails: after several failures in a row its circuit opens. Then one job
// at a time may try, after a delay that doubles, until one succeeds. Knows no clock; one per desk, guarded by
// its owner.
#pragma once

#include <chrono>

namespace portcheck::server {

class Circuit {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Delay = std::chrono::milliseconds;

  enum class Report : unsigned char {
    answered,  // the desk did what a desk does
    failed,    // no answer, 5xx, credentials refused
    neither,   // nothing can be said of it
  };

  static constexpr int kFailures = 5;  // in a row; a single ticket's trouble is not the desk's
  static constexpr Delay kLongest{60'000};

  explicit Circuit(Delay first) : first_(first) {}

  // Zero: a job may start, and leave() must follow. Otherwise ask again after so long, or when a leave() has
  // returned true.
  Delay enter(Time now);
  // Whether it opened or closed.
  bool leave(Report report, Time now);

  bool open() const { return failures_ >= kFailures; }
  Delay pause() const { return pause_; }

 private:
  const Delay first_;
  int failures_ = 0;
  bool trying_ = false;  // the one job that may try while it is open
  Delay pause_{0};
  Time until_{};
};

}  // namespace portcheck::server
