// LOA-005 … LOA-009 and LOA-032: the day on which the letter was signed, against the request's today.
#include <algorithm>

#include "rules/letter_context.h"

namespace portcheck::rules {
namespace {

constexpr int32_t kGoodDays = 30;  // carriers take letters of so many days
constexpr int32_t kSoonDays = 3;   // fewer left are worth a word

void set_date(Finding& finding, const char* name, Date date) {
  set_param(finding, name, std::string_view(format_iso(date)));
}

void undated(const Letter& letter) {
  const Seen& seen = letter.facts.empty_date;
  if (Finding* finding = letter.add(RuleId::LOA_007, seen)) {
    set_reason(*finding, seen ? "blank" : "none");
    if (seen) set_seen(*finding, seen);
  }
}

void expired(const Letter& letter, const LetterDate& date, Date day, int32_t age) {
  if (Finding* finding = letter.add(RuleId::LOA_005, date.seen)) {
    set_date(*finding, "date", day);
    set_param(*finding, "days", int64_t{age});
    set_date(*finding, "until", from_days(to_days(day) + kGoodDays));
    set_seen(*finding, date.seen);
  }
}

void expires_soon(const Letter& letter, const LetterDate& date, Date day, int32_t left) {
  if (Finding* finding = letter.add(RuleId::LOA_009, date.seen)) {
    set_reason(*finding, left == 0 ? "today" : "soon");
    set_date(*finding, "date", day);
    set_param(*finding, "until", std::string_view(format_long(from_days(to_days(day) + kGoodDays))));
    set_param(*finding, "left", int64_t{left});
    set_seen(*finding, date.seen);
  }
}

void ambiguous(const Letter& letter, const LetterDate& date) {
  if (Finding* finding = letter.add(RuleId::LOA_008, date.seen)) {
    set_date(*finding, "first", date.readings.front());
    set_date(*finding, "second", date.readings.back());
    set_seen(*finding, date.seen);
  }
}

}  // namespace

void letter_dates(const Letter& letter) {
  const LetterDate* date = letter.signed_on();
  if (!date || letter.facts.empty_date) undated(letter);
  if (!date) return;
  const int32_t today = letter.state.today;
  bool past = false, coming = false, good = false;
  for (const Date& reading : date->readings) {
    const int32_t age = today - to_days(reading);
    coming = coming || age < 0;
    past = past || age > kGoodDays;
    good = good || (age >= 0 && age <= kGoodDays);
  }
  const Date day = likely_day(*date, today);
  const int32_t age = today - to_days(day);
  if (good) {
    if (kGoodDays - age < kSoonDays) expires_soon(letter, *date, day, kGoodDays - age);
  } else if (past && coming) {
    ambiguous(letter, *date);
  } else if (past) {
    expired(letter, *date, day, age);
  } else if (Finding* finding = letter.add(RuleId::LOA_006, date->seen)) {
    set_date(*finding, "date", day);
    set_seen(*finding, date->seen);
  }
}

void letters_newest(const std::vector<Letter>& letters) {
  const Letter* newest = nullptr;
  int32_t latest = 0;
  for (const Letter& letter : letters) {
    if (!letter.signed_on()) continue;
    const int32_t day = to_days(likely_day(*letter.signed_on(), letter.state.today));
    if (newest && day <= latest) continue;
    newest = &letter;
    latest = day;
  }
  for (const Letter& letter : letters) {
    const LetterDate* date = letter.signed_on();
    if (!date || &letter == newest) continue;
    const Date day = likely_day(*date, letter.state.today);
    if (to_days(day) == latest) continue;
    if (Finding* finding = letter.add(RuleId::LOA_032, date->seen)) {
      set_date(*finding, "date", day);
      set_date(*finding, "newer", from_days(latest));
      set_param(*finding, "file", std::string_view(newest->name()));
      set_seen(*finding, date->seen);
    }
  }
}

}  // namespace portcheck::rules
