// The calendar day that the engine calls "today", in the configured time zone.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "portcheck/date.h"

namespace portcheck::server {

class TimeZone {
 public:
  // "UTC", an IANA name known to this machine ("America/New_York"), or a fixed offset ("-05:00"). An IANA
  // name becomes the process's TZ: call once, before threads start.
  static std::optional<TimeZone> open(const std::string& name);
  static bool known(const std::string& name);

  Date today(std::chrono::sys_seconds now) const;

 private:
  bool local_ = false;  // by the process's TZ
  std::chrono::minutes offset_{0};
};

}  // namespace portcheck::server
