#include "rules/letter_context.h"

#include <algorithm>

#include "phone/numbering_plan.h"
#include "text/decimal.h"
#include "text/stable_sort.h"

namespace portcheck::rules {

bool Letter::toll_free() const {
  const Kind kind = state.report.request.kind;
  if (kind != Kind::automatic) return kind == Kind::toll_free;
  bool any = false;
  for (const LetterNumbers& one : facts.numbers) {
    if (one.role != NumberRole::to_port) continue;
    if (!phone::is_toll_free(one.first)) return false;
    any = true;
  }
  return any || (facts.wording.toll_free && !facts.wording.local);
}

Finding* Letter::add(RuleId rule, Severity severity, const Seen& seen) const {
  const bool guessed = seen ? seen.confidence < 100 : facts.ocr;
  if (guessed && severity == Severity::error) severity = Severity::warning;
  Finding* finding = state.findings.add(rule, severity, {file});
  if (finding && seen) {
    finding->place.page = seen.page;
    finding->place.box = seen.box;
    set_value(*finding, seen.quote);
  }
  return finding;
}

void set_seen(Finding& finding, const Seen& seen) {
  std::string text = "page " + text::decimal(seen.page);
  if (seen.confidence < 100) text += ", read by OCR, " + text::decimal(seen.confidence) + " % sure";
  if (!seen.quote.empty()) text += ": \"" + seen.quote + "\"";
  set_param(finding, "seen", std::string_view(text));
}

Date likely_day(const LetterDate& date, int32_t today) {
  const Date* best = nullptr;
  for (const Date& reading : date.readings) {
    const int32_t days = to_days(reading);
    if (days <= today && (!best || days > to_days(*best))) best = &reading;
  }
  return best ? *best : date.readings.front();
}

std::vector<NumberSpan> listed_numbers(const std::vector<Letter>& letters, bool to_port) {
  std::vector<NumberSpan> spans;
  for (const Letter& letter : letters) {
    for (const LetterNumbers& one : letter.facts.numbers) {
      if (!to_port || one.role == NumberRole::to_port) spans.push_back({one.first, one.last});
    }
  }
  text::stable_sort(spans, [](const NumberSpan& a, const NumberSpan& b) { return a.first < b.first; });
  std::vector<NumberSpan> joined;
  for (const NumberSpan& span : spans) {
    if (!joined.empty() && span.first <= joined.back().last + 1) {
      joined.back().last = std::max(joined.back().last, span.last);
    } else {
      joined.push_back(span);
    }
  }
  return joined;
}

}  // namespace portcheck::rules
