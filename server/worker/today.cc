#include "server/worker/today.h"

#include <sys/stat.h>

#include <cstdlib>
#include <ctime>
#include <string_view>

namespace portcheck::server {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "+hh:mm" or "-hh:mm", up to 14 hours as real zones are.
std::optional<std::chrono::minutes> parse_offset(std::string_view text) {
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  for (const size_t i : {1U, 2U, 4U, 5U}) {
    if (!is_digit(text[i])) return std::nullopt;
  }
  const int hours = (text[1] - '0') * 10 + (text[2] - '0');
  const int minutes = (text[4] - '0') * 10 + (text[5] - '0');
  if (hours > 14 || minutes > 59) return std::nullopt;
  const std::chrono::minutes offset(hours * 60 + minutes);
  return text[0] == '-' ? -offset : offset;
}

bool is_zone_file(const std::string& name) {
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !is_digit(c) && c != '_' && c != '-' && c != '+' && c != '/') return false;
  }
  struct stat info {};
  return !name.empty() && name[0] != '/' && stat(("/usr/share/zoneinfo/" + name).c_str(), &info) == 0 &&
         S_ISREG(info.st_mode);
}

}  // namespace

bool TimeZone::known(const std::string& name) {
  return name == "UTC" || parse_offset(name).has_value() || is_zone_file(name);
}

std::optional<TimeZone> TimeZone::open(const std::string& name) {
  TimeZone zone;
  if (name == "UTC") return zone;
  if (const auto offset = parse_offset(name)) {
    zone.offset_ = *offset;
    return zone;
  }
  if (!is_zone_file(name)) return std::nullopt;
  setenv("TZ", name.c_str(), 1);
  tzset();
  zone.local_ = true;
  return zone;
}

Date TimeZone::today(std::chrono::sys_seconds now) const {
  std::time_t seconds = (now + offset_).time_since_epoch().count();
  if (local_) {
    tm local{};
    localtime_r(&seconds, &local);
    return {static_cast<int16_t>(local.tm_year + 1900), static_cast<uint8_t>(local.tm_mon + 1),
            static_cast<uint8_t>(local.tm_mday)};
  }
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(now + offset_)};
  return {static_cast<int16_t>(static_cast<int>(day.year())),
          static_cast<uint8_t>(static_cast<unsigned>(day.month())),
          static_cast<uint8_t>(static_cast<unsigned>(day.day()))};
}

}  // namespace portcheck::server
