#include "sheet/serial_date.h"

#include <cstdint>

#include "portcheck/date.h"

namespace portcheck::sheet {
namespace {

constexpr int64_t kSecondsPerDay = 86'400;
constexpr int64_t kLastDay = 2'958'465;  // 9999-12-31, counted from 1900
constexpr int64_t kDaysFrom1900To1904 = 1'462;
constexpr int64_t kLeapDayOf1900 = 60;  // which did not exist, but Lotus 1-2-3 and Excel count it

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A decimal number as seconds of days, rounded. False when it is none, is negative or is far too large.
bool parse_seconds(std::string_view text, int64_t& seconds) {
  constexpr int kDigits = 15;
  uint64_t mantissa = 0;
  int exponent = 0;
  int used = 0;
  bool any = false;
  bool behind_point = false;
  size_t i = 0;
  for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && !behind_point)); ++i) {
    if (text[i] == '.') {
      behind_point = true;
      continue;
    }
    any = true;
    if (used < kDigits) {
      mantissa = mantissa * 10 + static_cast<uint64_t>(text[i] - '0');
      used += mantissa != 0 ? 1 : 0;
      exponent -= behind_point ? 1 : 0;
    } else {
      exponent += behind_point ? 0 : 1;
    }
  }
  if (!any) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    const bool negative = ++i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    const size_t first = i;
    int power = 0;
    for (; i < text.size() && is_digit(text[i]) && power < 1000; ++i) power = power * 10 + (text[i] - '0');
    if (i == first) return false;
    exponent += negative ? -power : power;
  }
  if (i != text.size()) return false;
  if (mantissa == 0) exponent = 0;
  if (exponent > kDigits) return false;
  double value = static_cast<double>(mantissa);
  for (; exponent > 0; --exponent) value *= 10;
  double divisor = 1;
  for (; exponent < 0 && divisor < 1e60; ++exponent) divisor *= 10;
  value /= divisor;
  if (value >= static_cast<double>(kLastDay + 1)) return false;
  seconds = static_cast<int64_t>(value * static_cast<double>(kSecondsPerDay) + 0.5);
  return true;
}

char* two_digits(char* out, int64_t value) {
  *out++ = static_cast<char>('0' + value / 10);
  *out++ = static_cast<char>('0' + value % 10);
  return out;
}

char* format_day(int64_t year, int64_t month, int64_t day, char* out) {
  out = two_digits(two_digits(out, year / 100), year % 100);
  *out++ = '-';
  out = two_digits(out, month);
  *out++ = '-';
  return two_digits(out, day);
}

char* format_time(int64_t seconds, char* out) {
  out = two_digits(out, seconds / 3600);
  *out++ = ':';
  out = two_digits(out, seconds / 60 % 60);
  *out++ = ':';
  return two_digits(out, seconds % 60);
}

// Behind the day, unless it is midnight.
char* add_time(int64_t seconds, char* out) {
  if (seconds == 0) return out;
  *out++ = ' ';
  return format_time(seconds, out);
}

// `count` digits at `at`; -1 when others stand there.
int64_t digits(std::string_view text, size_t at, size_t count) {
  if (text.size() < at + count) return -1;
  int64_t value = 0;
  for (; count != 0; --count, ++at) {
    if (!is_digit(text[at])) return -1;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

}  // namespace

size_t format_serial_date(std::string_view serial, bool since_1904, char* out) {
  int64_t seconds = 0;
  if (!parse_seconds(serial, seconds)) return 0;
  int64_t day = seconds / kSecondsPerDay;
  seconds %= kSecondsPerDay;
  char* end = out;
  if (day == 0 && (seconds != 0 || !since_1904)) {
    end = format_time(seconds, end);
    return static_cast<size_t>(end - out);
  }
  if (since_1904) day += kDaysFrom1900To1904;
  if (day > kLastDay) return 0;
  if (day == kLeapDayOf1900) {
    end = format_day(1900, 2, 29, end);
  } else {
    constexpr int32_t kDay0 = -25'569;  // 1899-12-30, so that day 61 is 1900-03-01
    const Date date = from_days(kDay0 + static_cast<int32_t>(day) + (day < kLeapDayOf1900 ? 1 : 0));
    end = format_day(date.year, date.month, date.day, end);
  }
  return static_cast<size_t>(add_time(seconds, end) - out);
}

size_t format_iso_date(std::string_view iso, char* out) {
  constexpr size_t kDay = 10;
  int64_t year = digits(iso, 0, 4);
  int64_t month = digits(iso, 5, 2);
  int64_t day = digits(iso, 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || iso[4] != '-' || iso[7] != '-') return 0;
  int64_t seconds = 0;
  if (iso.size() > kDay) {
    const int64_t hour = digits(iso, 11, 2);
    const int64_t minute = digits(iso, 14, 2);
    const int64_t second = digits(iso, 17, 2);
    if (iso[kDay] != 'T' || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
      return 0;
    seconds = (hour * 60 + minute) * 60 + second;
    if (iso.size() > 20 && iso[19] == '.' && iso[20] >= '5' && iso[20] <= '9') ++seconds;
  }
  if (seconds == kSecondsPerDay) {
    const Date given = {static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
    const Date next = from_days(to_days(given) + 1);
    if (next.year > 9999) return 0;
    year = next.year;
    month = next.month;
    day = next.day;
    seconds = 0;
  }
  return static_cast<size_t>(add_time(seconds, format_day(year, month, day, out)) - out);
}

size_t format_iso_duration(std::string_view iso, char* out) {
  constexpr int64_t kMost = 100 * 3600;
  if (iso.size() < 4 || iso.substr(0, 2) != "PT") return 0;
  int64_t seconds = 0;
  for (size_t i = 2; i < iso.size();) {
    const size_t first = i;
    int64_t value = 0;
    for (; i < iso.size() && is_digit(iso[i]) && value < kMost; ++i) value = value * 10 + (iso[i] - '0');
    if (i == first || i == iso.size()) return 0;
    if (iso[i] == '.') {  // of a second
      value += i + 1 < iso.size() && iso[i + 1] >= '5' && iso[i + 1] <= '9' ? 1 : 0;
      for (++i; i < iso.size() && is_digit(iso[i]);) ++i;
      if (i == iso.size() || iso[i] != 'S') return 0;
    }
    const char unit = iso[i++];
    if (unit != 'H' && unit != 'M' && unit != 'S') return 0;
    seconds += value * (unit == 'H' ? 3600 : unit == 'M' ? 60 : 1);
    if (seconds >= kMost) return 0;
  }
  return static_cast<size_t>(format_time(seconds, out) - out);
}

bool is_date_format(std::string_view code) {
  // Only the first section, that for positive numbers, counts.
  for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    switch (code[i]) {
      case '"':
        i = code.find('"', i + 1);
        if (i == std::string_view::npos) return false;
        break;
      case '\\':
      case '_':
      case '*':
        ++i;
        break;  // the next character is shown, skipped or repeated
      case '[': {
        // Colours, conditions and locales, or elapsed time: [h], [mm], [ss].
        const size_t close = code.find(']', i);
        if (close == std::string_view::npos) return false;
        std::string_view inside = code.substr(i + 1, close - i - 1);
        const char unit = inside.empty() ? '\0' : static_cast<char>(inside[0] | 0x20);
        if ((unit == 'h' || unit == 'm' || unit == 's') && inside.size() <= 2) {
          if (inside.size() == 1 || (inside[1] | 0x20) == unit) return true;
        }
        i = close;
        break;
      }
      case 'G':
      case 'g':
        if (code.substr(i + 1, 6) == "eneral" || code.substr(i + 1, 6) == "ENERAL") i += 6;
        break;
      case 'd':
      case 'D':
      case 'm':
      case 'M':
      case 'y':
      case 'Y':
      case 'h':
      case 'H':
      case 's':
      case 'S':
        return true;
      default:
        break;
    }
  }
  return false;
}

bool is_builtin_date_format(unsigned id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

}  // namespace portcheck::sheet
