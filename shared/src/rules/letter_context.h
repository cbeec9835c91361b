// One letter while it is judged, and the families of its rules: loa_*.cc, one job a file. What a letter says
// is quoted with its page; what OCR has read never blocks by itself.
#pragma once

#include <string>
#include <vector>

#include "portcheck/letter.h"
#include "rules/context.h"

namespace portcheck::rules {

struct Letter {
  RequestState& state;
  int32_t file;
  const LetterFacts& facts;

  // The request's kind; where it has none, that of the letter.
  bool toll_free() const;
  const std::string& name() const { return state.report.files[static_cast<size_t>(file)].name; }
  // There is text, it is the letter's, and it is not garbled by fonts that do not say what their characters
  // mean.
  bool readable() const {
    return facts.text && !facts.file.dynamic && facts.file.unreadable <= facts.file.characters;
  }
  const LetterDate* signed_on() const {
    return facts.signed_on < 0 ? nullptr : &facts.dates[static_cast<size_t>(facts.signed_on)];
  }

  // Null when details are not wanted. Places the finding; an error about what OCR has read is a warning.
  Finding* add(RuleId rule, const Seen& seen = {}) const { return add(rule, default_severity(rule), seen); }
  Finding* add(RuleId rule, Severity severity, const Seen& seen = {}) const;
};

// The param "seen": `page 1: "Date: 10/03/2026"`.
void set_seen(Finding& finding, const Seen& seen);

// The day of a date that counts: the latest reading that is not still to come, else the first one.
Date likely_day(const LetterDate& date, int32_t today);

// Each number on the letters, once, ascending; ranges do not touch each other. Those to port, or all of them.
struct NumberSpan {
  uint64_t first, last;
};
std::vector<NumberSpan> listed_numbers(const std::vector<Letter>& letters, bool to_port);

void letter_file(const Letter& letter);
void letter_dates(const Letter& letter);
void letter_signature(const Letter& letter);
void letter_contents(const Letter& letter);
bool letter_wording(const Letter& letter);  // false: it is none, and nothing else is to be said of it
void letters_newest(const std::vector<Letter>& letters);    // LOA-032
void letters_matching(const std::vector<Letter>& letters);  // LOA-013, LOA-014
// LOA-034 … LOA-036, LOA-038: `bills` may be letters of another kind.
void letters_compare(const std::vector<Letter>& letters, const std::vector<Letter>& bills);

}  // namespace portcheck::rules
