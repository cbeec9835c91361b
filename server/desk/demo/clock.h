// Time comes in from outside, so that tests own it.
#pragma once

#include <chrono>
#include <functional>

namespace portcheck::server::demo {

using Milliseconds = std::chrono::milliseconds;
using Time = std::chrono::sys_time<Milliseconds>;
using Clock = std::function<Time()>;

inline Time system_time() {
  return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

inline int64_t to_db(Time time) {
  return time.time_since_epoch().count();
}
inline Time from_db(int64_t value) {
  return Time(Milliseconds(value));
}

}  // namespace portcheck::server::demo
