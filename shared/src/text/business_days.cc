#include "text/business_days.h"

#include "portcheck/date.h"

namespace portcheck::text {
namespace {

enum Weekday { kSunday, kMonday, kThursday = 4, kFriday, kSaturday };

int weekday_of(int32_t day) {
  return ((day % 7) + 7 + kThursday) % 7;  // 1970-01-01 was a Thursday
}

bool is_fixed_holiday(int32_t day) {
  constexpr struct { uint8_t month, day; } kHolidays[] = {{1, 1}, {6, 19}, {7, 4}, {11, 11}, {12, 25}};
  Date date = from_days(day);
  for (const auto& holiday : kHolidays) {
    if (date.month == holiday.month && date.day == holiday.day) return true;
  }
  return false;
}

bool is_floating_holiday(int32_t day) {
  Date date = from_days(day);
  int week = (date.day + 6) / 7;  // first, second, … of its weekday in the month
  if (weekday_of(day) == kThursday) return date.month == 11 && week == 4;
  if (weekday_of(day) != kMonday) return false;
  switch (date.month) {
    case 1:
    case 2:
      return week == 3;
    case 5:
      return date.day > 24;
    case 9:
      return week == 1;
    case 10:
      return week == 2;
    default:
      return false;
  }
}

}  // namespace

bool is_day_off(int32_t day) {
  int weekday = weekday_of(day);
  return weekday == kSaturday || weekday == kSunday || is_fixed_holiday(day) ||
         (weekday == kFriday && is_fixed_holiday(day + 1)) ||
         (weekday == kMonday && is_fixed_holiday(day - 1)) || is_floating_holiday(day);
}

int32_t add_business_days(int32_t day, int count) {
  while (count > 0) {
    ++day;
    count -= !is_day_off(day);
  }
  return day;
}

}  // namespace portcheck::text
