// A calendar day without a clock or a time zone. Most readers want request.h, which carries "today".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portcheck {

// Proleptic Gregorian date. Valid objects only come from parse_iso_date() and from_days().
struct Date {
  int16_t year = 1970;
  uint8_t month = 1;  // 1..12
  uint8_t day = 1;    // 1..31

  friend bool operator==(const Date&, const Date&) = default;
};

// Days since 1970-01-01; negative before.
int32_t to_days(Date date);
Date from_days(int32_t days);

// Accepts exactly YYYY-MM-DD with a real day of years 1900..2999; nothing else.
std::optional<Date> parse_iso_date(std::string_view text);

std::string format_iso(Date date);   // "2026-11-22"
std::string format_long(Date date);  // "Sunday, November 22, 2026"

}  // namespace portcheck
