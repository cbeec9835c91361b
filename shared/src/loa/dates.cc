#include "loa/dates.h"

#include <optional>

#include "text/clean.h"

namespace portcheck::loa {
namespace {

using text::is_digit;
using text::is_letter;
using text::lower;

constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};

// "26" was not yet to come when people who sign today were born.
constexpr int kCenturyEnds = 70;

int year_of(int digits, size_t count) {
  if (count == 4) return digits;
  return digits < kCenturyEnds ? 2000 + digits : 1900 + digits;
}

std::optional<Date> make_date(int year, int month, int day) {
  constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > kDays[month - 1]) return {};
  const Date date{static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
  if (from_days(to_days(date)) != date) return {};  // February 29
  return date;
}

struct Reader {
  std::string_view text;
  size_t at = 0;

  char peek(size_t ahead = 0) const { return at + ahead < text.size() ? text[at + ahead] : '\0'; }
  size_t blanks() {
    const size_t before = at;
    while (peek() == ' ') ++at;
    return at - before;
  }
  // 1 to `most` digits with none behind them.
  size_t number(int& out, size_t most) {
    size_t count = 0;
    out = 0;
    while (count < most && is_digit(peek(count))) out = out * 10 + (text[at + count++] - '0');
    if (count == 0 || is_digit(peek(count))) return 0;
    at += count;
    return count;
  }
  // "March", "Mar", "Sept."; 0: none.
  int month() {
    size_t length = 0;
    while (is_letter(peek(length))) ++length;
    if (length < 3) return 0;
    for (int i = 0; i < 12; ++i) {
      const std::string_view name = kMonths[i];
      const bool usual_short = length == 3 || (length == 4 && i == 8);
      if (length > name.size() || (length < name.size() && !usual_short)) continue;
      if (!text::equal_fold(text.substr(at, length), name.substr(0, length))) continue;
      at += length;
      if (peek() == '.') ++at;
      return i + 1;
    }
    return 0;
  }
  void ordinal() {  // "3rd", "3rd day of"
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
      if (text::equal_fold(text.substr(at, 2), ending) && !is_letter(peek(2))) {
        at += 2;
        break;
      }
    }
    const size_t before = at;
    blanks();
    if (word("day")) blanks();
    if (word("of")) {
      blanks();
      return;
    }
    at = before;
  }
  bool word(std::string_view wanted) {
    if (!text::equal_fold(text.substr(at, wanted.size()), wanted) || is_letter(peek(wanted.size())))
      return false;
    at += wanted.size();
    return true;
  }
};

// Between the parts of a date that has a name of a month: blanks, a comma, a dash.
bool gap(Reader& reader) {
  const size_t before = reader.at;
  reader.blanks();
  if (reader.peek() == ',' || reader.peek() == '-' || reader.peek() == '/' || reader.peek() == '.')
    ++reader.at;
  reader.blanks();
  return reader.at != before;
}

bool year(Reader& reader, int& out) {
  const bool short_form = reader.peek() == '\'';
  if (short_form) ++reader.at;
  const size_t count = reader.number(out, 4);
  if (count != 4 && count != 2) return false;
  out = year_of(out, count);
  return true;
}

// "March 3, 2026".
bool month_first(Reader reader, DateHit& hit) {
  int day = 0, year_number = 0;
  const int month = reader.month();
  if (month == 0 || !gap(reader) || reader.number(day, 2) == 0) return false;
  reader.ordinal();
  if (!gap(reader) || !year(reader, year_number)) return false;
  const auto date = make_date(year_number, month, day);
  if (!date) return false;
  hit.readings = {*date};
  hit.to = reader.at;
  return true;
}

// "3 March 2026", "3rd day of March, 2026", "03-Mar-26", "2026-Mar-03".
bool month_second(Reader reader, DateHit& hit) {
  int first = 0, last = 0;
  const size_t count = reader.number(first, 4);
  if (count == 0 || count == 3) return false;
  reader.ordinal();
  gap(reader);
  const int month = reader.month();
  if (month == 0) return false;
  gap(reader);
  std::optional<Date> date;
  if (count == 4) {
    if (reader.number(last, 2) == 0) return false;
    date = make_date(first, month, last);
  } else {
    if (!year(reader, last)) return false;
    date = make_date(last, month, first);
  }
  if (!date) return false;
  hit.readings = {*date};
  hit.to = reader.at;
  return true;
}

// "3/4/26" with one sign twice, blanks around it or not.
bool all_digits(Reader reader, DateHit& hit) {
  int part[3] = {};
  size_t count[3] = {};
  char sign = 0;
  for (size_t i = 0; i < 3; ++i) {
    if (i != 0) {
      const size_t before = reader.blanks();
      const char here = reader.peek();
      if (here != '/' && here != '-' && here != '.') return false;
      if (sign != 0 && here != sign) return false;
      if (here == '.' && before != 0) return false;
      sign = here;
      ++reader.at;
      if (reader.blanks() > 1) return false;
    }
    count[i] = reader.number(part[i], 4);
    if (count[i] == 0 || count[i] == 3) return false;
  }
  // No part of something longer: "212-736-0143", "10.1.2.3", "1-23-4567-8".
  const char next = reader.peek();
  if (next == sign || is_letter(next) || next == '%') {
    if (next != sign || is_digit(reader.peek(1))) {
      if (!(next == 'T' && count[0] == 4)) return false;
    }
  }
  hit.to = reader.at;
  const auto add = [&](std::optional<Date> date) {
    if (date && (hit.readings.empty() || hit.readings.front() != *date)) hit.readings.push_back(*date);
  };
  if (count[0] == 4 && count[1] <= 2 && count[2] <= 2) {
    add(make_date(part[0], part[1], part[2]));
  } else if (count[0] <= 2 && count[1] <= 2 && (count[2] == 4 || count[2] == 2)) {
    const int year_number = year_of(part[2], count[2]);
    add(make_date(year_number, part[0], part[1]));
    add(make_date(year_number, part[1], part[0]));
  }
  return !hit.readings.empty();
}

bool eight_digits(Reader reader, DateHit& hit) {
  int number = 0;
  if (reader.number(number, 8) != 8) return false;
  if (const auto date = make_date(number / 10'000, number / 100 % 100, number % 100)) {
    hit.readings = {*date};
  } else if (const auto american = make_date(number % 10'000, number / 1'000'000, number / 10'000 % 100)) {
    hit.readings = {*american};
  }
  hit.to = reader.at;
  return !hit.readings.empty();
}

}  // namespace

std::vector<DateHit> find_dates(std::string_view text, bool bare) {
  std::vector<DateHit> hits;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    const char before = at == 0 ? ' ' : text[at - 1];
    const bool starts =
        !is_digit(before) && !is_letter(before) && before != '$' && before != '#' &&
        !((before == '-' || before == '.' || before == '/') && at > 1 && is_digit(text[at - 2]));
    DateHit hit;
    hit.from = at;
    const Reader reader{text, at};
    const bool found = starts && (is_digit(c) ? all_digits(reader, hit) || month_second(reader, hit) ||
                                                    (bare && eight_digits(reader, hit))
                                              : is_letter(c) && month_first(reader, hit));
    if (found) {
      at = hit.to;
      hits.push_back(std::move(hit));
    } else if (is_digit(c)) {
      while (at < text.size() && is_digit(text[at])) ++at;
    } else if (is_letter(c)) {
      while (at < text.size() && is_letter(text[at])) ++at;
    } else {
      ++at;
    }
  }
  return hits;
}

}  // namespace portcheck::loa
