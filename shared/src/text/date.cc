#include "portcheck/date.h"

#include "text/decimal.h"

namespace portcheck {
namespace {

constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
constexpr std::string_view kWeekdays[] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                          "Monday",   "Tuesday", "Wednesday"};

bool digits(std::string_view text, size_t from, size_t count, int& out) {
  out = 0;
  for (size_t i = from; i < from + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

bool leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[month - 1];
}

void append_padded(std::string& out, int value, int width) {
  std::string text = text::decimal(static_cast<uint64_t>(value));
  out.append(static_cast<size_t>(width) > text.size() ? static_cast<size_t>(width) - text.size() : 0, '0');
  out += text;
}

}  // namespace

// Days are counted in 400-year eras that start on March 1, so that the leap day is an era's last.
int32_t to_days(Date date) {
  int year = date.year - (date.month <= 2 ? 1 : 0);
  int era = (year >= 0 ? year : year - 399) / 400;
  int year_of_era = year - era * 400;
  int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Date from_days(int32_t days) {
  int shifted = days + 719468;
  int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int day_of_era = shifted - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month_from_march = (5 * day_of_year + 2) / 153;
  int month = month_from_march + (month_from_march < 10 ? 3 : -9);
  Date date;
  date.day = static_cast<uint8_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  date.month = static_cast<uint8_t>(month);
  date.year = static_cast<int16_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  return date;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  int year = 0, month = 0, day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (!digits(text, 0, 4, year) || !digits(text, 5, 2, month) || !digits(text, 8, 2, day))
    return std::nullopt;
  if (year < 1900 || year > 2999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return Date{static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
}

std::string format_iso(Date date) {
  std::string out;
  append_padded(out, date.year, 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  return out;
}

std::string format_long(Date date) {
  int32_t days = to_days(date);
  std::string out(kWeekdays[((days % 7) + 7) % 7]);
  out += ", ";
  out += kMonths[date.month - 1];
  out += ' ';
  out += text::decimal(date.day);
  out += ", ";
  out += text::decimal(static_cast<uint64_t>(date.year));
  return out;
}

}  // namespace portcheck
