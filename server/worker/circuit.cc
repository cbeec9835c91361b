#include "server/worker/circuit.h"

#include <algorithm>

namespace portcheck::server {

Circuit::Delay Circuit::enter(Time now) {
  if (!open()) return Delay(0);
  if (now < until_) return std::max(Delay(1), std::chrono::ceil<Delay>(until_ - now));
  if (trying_) return std::max(Delay(1), pause_);
  trying_ = true;
  return Delay(0);
}

bool Circuit::leave(Report report, Time now) {
  const bool was_open = open();
  switch (report) {
    case Report::answered:
      failures_ = 0;
      pause_ = Delay(0);
      trying_ = false;
      return was_open;
    case Report::neither:
      trying_ = false;
      return false;
    case Report::failed:
      break;
  }
  // Jobs that began before it opened and fail now say nothing new.
  if (was_open && !trying_) return false;
  trying_ = false;
  failures_ = std::min(failures_ + 1, kFailures);
  if (!open()) return false;
  pause_ = was_open ? std::min(pause_ * 2, std::max(first_, kLongest)) : first_;
  until_ = now + pause_;
  return !was_open;
}

}  // namespace portcheck::server
