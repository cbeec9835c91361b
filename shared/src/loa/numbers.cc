#include "loa/numbers.h"

#include <string>

#include "phone/numbering_plan.h"
#include "phone/phone_number.h"
#include "portcheck/limits.h"
#include "text/clean.h"

namespace portcheck::loa {

using text::is_alnum;
using text::is_digit;

namespace {

constexpr uint64_t kExchange = 10'000;      // lines of an exchange
constexpr uint64_t kAreaCode = 10'000'000;  // numbers of an area code
constexpr uint64_t kTenDigits = 10'000'000'000;

bool possible(uint64_t number) {
  const auto npa = static_cast<unsigned>(number / kAreaCode);
  const auto nxx = static_cast<unsigned>(number / kExchange % 1000);
  return phone::possible_npa(npa) && nxx >= 200;
}

bool in_service(uint64_t number) {
  return phone::find_area(static_cast<unsigned>(number / kAreaCode)).area_class !=
         phone::AreaClass::unassigned;
}

// Digits in groups: "(212) 736-0143".
struct Groups {
  size_t end = 0;
  size_t count = 0;
  size_t size[6] = {};
  uint64_t value[6] = {};
  bool plus = false;

  bool are(std::initializer_list<size_t> sizes) const {
    if (sizes.size() != count) return false;
    size_t i = 0;
    for (const size_t wanted : sizes) {
      if (size[i++] != wanted) return false;
    }
    return true;
  }
};

bool is_separator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

}  // namespace

struct NumberScan {
  NumberFinder& finder;
  std::string_view text;
  bool listed;
  std::vector<NumberHit> hits = {};

  char at(size_t place) const { return place < text.size() ? text[place] : '\0'; }
  bool starts(size_t place) const;
  Groups groups(size_t place, size_t most) const;
  bool full(size_t place, NumberHit& hit) const;
  bool seven(size_t place, NumberHit& hit) const;
  bool four(size_t place, NumberHit& hit) const;
  bool vanity(size_t place, NumberHit& hit) const;
  size_t range_sign(size_t place) const;
  bool range(NumberHit& hit) const;
  size_t list_sign(size_t place, bool& dash) const;
  void list();
  void add(const NumberHit& hit);
  void run();
};

bool NumberScan::starts(size_t place) const {
  const char before = place == 0 ? ' ' : at(place - 1);
  if (is_alnum(before) || before == '#' || before == '$' || before == '@' || before == '_') return false;
  // Not in the middle of something longer: "12-212-736-0143".
  return !((before == '-' || before == '.') && place > 1 && is_digit(at(place - 2)));
}

// Groups that stand together as those of one number do, until one is complete.
Groups NumberScan::groups(size_t place, size_t most) const {
  constexpr size_t kApart = 3;  // " - ", ") "
  Groups out;
  if (at(place) == '+') {
    out.plus = true;
    ++place;
  }
  if (at(place) == '(') ++place;
  while (out.count < most && is_digit(at(place))) {
    const size_t from = place;
    uint64_t value = 0;
    while (is_digit(at(place)) && place - from < 12)
      value = value * 10 + static_cast<uint64_t>(at(place++) - '0');
    out.size[out.count] = place - from;
    out.value[out.count++] = value;
    out.end = place;
    size_t gap = place;
    while (gap - place < kApart && is_separator(at(gap))) ++gap;
    if (gap == place || out.count == most) break;
    if (!is_digit(at(gap))) break;
    place = gap;
  }
  return out;
}

// Ten digits, with or without 1 before them.
bool NumberScan::full(size_t place, NumberHit& hit) const {
  for (size_t most = 4; most >= 1; --most) {
    const Groups found = groups(place, most);
    if (found.count != most) continue;
    uint64_t number = 0;
    const bool one = found.value[0] == 1 && found.size[0] == 1;
    if (found.plus && !(one || (found.count == 1 && found.size[0] == 11 && found.value[0] / kTenDigits == 1)))
      return false;
    if (found.are({1, 3, 3, 4}) && one) {
      number = found.value[1] * kAreaCode + found.value[2] * kExchange + found.value[3];
    } else if (found.are({3, 3, 4})) {
      number = found.value[0] * kAreaCode + found.value[1] * kExchange + found.value[2];
    } else if (found.are({3, 7})) {
      number = found.value[0] * kAreaCode + found.value[1];
    } else if (found.are({1, 3, 7}) && one) {
      number = found.value[1] * kAreaCode + found.value[2];
    } else if (found.are({6, 4})) {
      number = found.value[0] * kExchange + found.value[1];
    } else if (found.are({1, 10}) && one) {
      number = found.value[1];
    } else if (found.are({10})) {
      number = found.value[0];
    } else if (found.are({11}) && found.value[0] / kTenDigits == 1) {
      number = found.value[0] - kTenDigits;
    } else {
      continue;
    }
    const char next = at(found.end);
    if (is_digit(next) || text::is_letter(next) || next == '%') {
      if (text::lower(next) != 'x' || !(is_digit(at(found.end + 1)) || at(found.end + 1) == ' ')) continue;
    }
    if (!possible(number)) continue;
    hit = {place, found.end, number, number, found.are({10}) || found.are({11})};
    if (hit.bare && !in_service(number)) continue;
    return true;
  }
  return false;
}

// "555-1000" after a number that gives the area code.
bool NumberScan::seven(size_t place, NumberHit& hit) const {
  if (finder.last_ == 0) return false;
  const Groups found = groups(place, 2);
  if (!found.are({3, 4}) || found.value[0] < 200 || is_alnum(at(found.end))) return false;
  if ((at(found.end) == '-' || at(found.end) == '.') && is_digit(at(found.end + 1))) return false;
  const uint64_t number = finder.last_ / kAreaCode * kAreaCode + found.value[0] * kExchange + found.value[1];
  hit = {place, found.end, number, number, false};
  return true;
}

// "0101" after a number that gives all the rest.
bool NumberScan::four(size_t place, NumberHit& hit) const {
  const Groups found = groups(place, 1);
  if (!found.are({4}) || is_alnum(at(found.end))) return false;
  if ((at(found.end) == '-' || at(found.end) == '.') && is_digit(at(found.end + 1))) return false;
  const uint64_t number = finder.last_ / kExchange * kExchange + found.value[0];
  hit = {place, found.end, number, number, false};
  return true;
}

// "1-800-FLOWERS".
bool NumberScan::vanity(size_t place, NumberHit& hit) const {
  constexpr size_t kLongest = 24;
  size_t end = place, letters = 0;
  while (end < text.size() && end - place < kLongest && (is_alnum(text[end]) || text[end] == '-')) {
    letters += text::is_letter(text[end]);
    ++end;
  }
  if (letters < 3 || end == place || is_alnum(at(end))) return false;
  std::string scratch;
  const phone::PhoneNumber number = phone::parse_phone(text.substr(place, end - place), false, scratch);
  if (number.status != phone::ParseStatus::ok || !number.vanity || number.npa() / 100 != 8) return false;
  hit = {place, end, number.digits, number.digits, false};
  return true;
}

// Behind "-", "through", "to" …; 0: none of them stands here.
size_t NumberScan::range_sign(size_t place) const {
  const auto blanks = [&] {
    while (at(place) == ' ' || at(place) == '\t') ++place;
  };
  blanks();
  for (const std::string_view word :
       {"through", "thru", "thru.", "to", "until", "and ending with", "till", "up to"}) {
    if (text::equal_fold(text.substr(place, word.size()), word) && !is_alnum(at(place + word.size()))) {
      place += word.size();
      blanks();
      return place;
    }
  }
  if (at(place) != '-' && at(place) != '~') return 0;
  while (at(place) == '-' || at(place) == '~') ++place;
  if (at(place) == '>') ++place;
  blanks();
  return place;
}

// Goes on to the last number of a range.
bool NumberScan::range(NumberHit& hit) const {
  const size_t place = range_sign(hit.to);
  if (place == 0) return false;
  NumberHit end;
  const uint64_t before = finder.last_;
  finder.last_ = hit.first;
  const bool found = full(place, end) || seven(place, end) || four(place, end);
  finder.last_ = before;
  if (!found) return false;
  if (end.first <= hit.first || end.first - hit.first >= limits::kRangeNumbers) return false;
  if (end.first / kAreaCode != hit.first / kAreaCode) return false;
  hit.last = end.first;
  hit.to = end.to;
  return true;
}

// Behind ", ", " and ", "/" between numbers of a list; 0: the list ends here.
size_t NumberScan::list_sign(size_t place, bool& dash) const {
  const size_t before = place;
  const auto blanks = [&] {
    while (at(place) == ' ') ++place;
  };
  blanks();
  const bool slash = at(place) == '/' && place == before;
  if (at(place) == ',' || at(place) == ';' || at(place) == '&' || slash) ++place;
  blanks();
  for (const std::string_view word : {"and", "or"}) {
    if (text::equal_fold(text.substr(place, word.size()), word) && at(place + word.size()) == ' ')
      place += word.size();
  }
  blanks();
  dash = at(place) == '-' && place != before;
  if (dash) ++place;
  return place != before && is_digit(at(place)) ? place : 0;
}

void NumberScan::add(const NumberHit& hit) {
  finder.last_ = hit.last;
  hits.push_back(hit);
}

// What follows a number and leans on it.
void NumberScan::list() {
  for (;;) {
    bool dash = false;
    const size_t place = list_sign(hits.back().to, dash);
    if (place == 0) return;
    NumberHit hit;
    if (full(place, hit)) return;  // the next round finds it
    if (seven(place, hit)) {
      range(hit);
      add(hit);
      continue;
    }
    if (!four(place, hit)) return;
    // "212-555-0100, 2026" may be a year.
    const uint64_t line = hit.first % kExchange;
    const uint64_t away =
        hit.first > hits.back().last ? hit.first - hits.back().last : hits.back().last - hit.first;
    if (!dash && line >= 1900 && line < 2100 && away > 200) return;
    range(hit);
    add(hit);
  }
}

void NumberScan::run() {
  size_t place = 0;
  bool digits_before = false;
  while (place < text.size()) {
    const char c = text[place];
    if (c != '(' && c != '+' && !is_digit(c)) {
      digits_before = digits_before || is_alnum(c);
      ++place;
      continue;
    }
    NumberHit hit;
    const bool may_start = starts(place);
    const bool open = finder.open_range_ && !digits_before && !hits.size();
    bool found = may_start && (full(place, hit) || vanity(place, hit));
    if (!found && may_start && listed && is_digit(c) && finder.last_ != 0)
      found = seven(place, hit) || (open && four(place, hit));
    if (found && open && hit.first > finder.last_ && hit.first - finder.last_ < limits::kRangeNumbers &&
        hit.first / kAreaCode == finder.last_ / kAreaCode) {
      hit.first = finder.last_;
      finder.open_range_ = false;
      add(hit);
      list();
      place = hits.back().to;
      continue;
    }
    finder.open_range_ = false;
    if (found) {
      range(hit);
      add(hit);
      list();
      place = hits.back().to;
      continue;
    }
    digits_before = true;
    if (c == '(' || c == '+') ++place;
    while (is_digit(at(place))) ++place;
  }
  if (!hits.empty() && hits.back().first == hits.back().last) {
    const size_t rest = range_sign(hits.back().to);
    finder.open_range_ = rest != 0 && rest >= text.size();
  }
}

std::vector<NumberHit> NumberFinder::line(std::string_view text, bool listed) {
  NumberScan scan{*this, text, listed};
  scan.run();
  return std::move(scan.hits);
}

}  // namespace portcheck::loa
