// LOA-013 and LOA-014: the letter's numbers against the sheet's.
#include <algorithm>

#include "phone/phone_number.h"
#include "rules/letter_context.h"

namespace portcheck::rules {
namespace {

constexpr size_t kExamples = 3;

class OwnNumbers final : public SheetNumbers {
 public:
  explicit OwnNumbers(NumberSet& numbers) : numbers_(numbers) {}
  bool has(uint64_t number) override { return numbers_.find(number) != nullptr; }
  void for_each(void (*call)(void*, uint64_t), void* context) override {
    numbers_.for_each([&](uint64_t number) { call(context, number); });
  }

 private:
  NumberSet& numbers_;
};

// The smallest numbers, as many as are shown.
struct Smallest {
  std::vector<uint64_t> numbers;
  uint64_t count = 0;

  void add(uint64_t number) {
    ++count;
    if (numbers.size() == kExamples && number > numbers.back()) return;
    numbers.insert(std::upper_bound(numbers.begin(), numbers.end(), number), number);
    if (numbers.size() > kExamples) numbers.pop_back();
  }
  std::vector<std::string> shown() const {
    std::vector<std::string> out;
    for (const uint64_t number : numbers) out.push_back(phone::format_national(number));
    if (count > numbers.size()) out.push_back("…");
    return out;
  }
};

bool within(const std::vector<NumberSpan>& spans, uint64_t number) {
  auto after = std::upper_bound(spans.begin(), spans.end(), number,
                                [](uint64_t wanted, const NumberSpan& span) { return wanted < span.first; });
  return after != spans.begin() && number <= (after - 1)->last;
}

struct Matching {
  const std::vector<Letter>& letters;
  RequestState& state;
  SheetNumbers& sheet;
  uint64_t unique;
  std::vector<NumberSpan> to_port, all;

  struct Place {
    const Letter& letter;
    Seen seen;  // of the first number to port
  };
  Place place() const;
  void missing();
  void extra();
  void none();
};

// The letter that speaks for all of them: the one with numbers.
Matching::Place Matching::place() const {
  for (const Letter& letter : letters) {
    for (const LetterNumbers& one : letter.facts.numbers) {
      if (one.role == NumberRole::to_port) return {letter, one.seen};
    }
  }
  return {letters.front(), {}};
}

void Matching::missing() {
  struct Search {
    const std::vector<NumberSpan>& spans;
    Smallest found;
  } search{all, {}};
  const auto look = [](void* context, uint64_t number) {
    auto& self = *static_cast<Search*>(context);
    if (!within(self.spans, number)) self.found.add(number);
  };
  uint64_t listed = 0, there = 0;
  for (const NumberSpan& span : all) listed += span.last - span.first + 1;
  if (listed <= limits::kListedNumbers) {
    for (const NumberSpan& span : all) {
      for (uint64_t number = span.first; number <= span.last; ++number) there += sheet.has(number);
    }
    if (there == unique) return;
  }
  sheet.for_each(look, &search);
  if (search.found.count == 0) return;
  const bool whole = std::all_of(letters.begin(), letters.end(), [](const Letter& letter) {
    return letter.readable() && !letter.facts.cut && letter.facts.file.status == DocumentStatus::ok;
  });
  const auto [letter, seen] = place();
  const Severity severity = whole ? Severity::error : Severity::warning;
  if (Finding* finding = letter.add(RuleId::LOA_013, severity, seen)) {
    set_reason(*finding, whole ? "missing" : "not_seen");
    set_param(*finding, "count", static_cast<int64_t>(search.found.count));
    set_param(*finding, "total", static_cast<int64_t>(unique));
    set_param(*finding, "examples", search.found.shown());
    set_seen(*finding, seen);
  }
}

void Matching::extra() {
  uint64_t listed = 0;
  for (const NumberSpan& span : to_port) listed += span.last - span.first + 1;
  if (listed > limits::kListedNumbers) return;
  Smallest extra;
  for (const NumberSpan& span : to_port) {
    for (uint64_t number = span.first; number <= span.last; ++number) {
      if (!sheet.has(number)) extra.add(number);
    }
  }
  if (extra.count == 0) return;
  for (const Letter& letter : letters) {
    for (const LetterNumbers& one : letter.facts.numbers) {
      const uint64_t first = extra.numbers.front();
      if (one.role != NumberRole::to_port || first < one.first || first > one.last) continue;
      if (Finding* finding = letter.add(RuleId::LOA_014, one.seen)) {
        set_param(*finding, "count", static_cast<int64_t>(extra.count));
        set_param(*finding, "examples", extra.shown());
        set_seen(*finding, one.seen);
      }
      return;
    }
  }
}

// A letter without any number, and without a word on where they are.
void Matching::none() {
  for (const Letter& letter : letters) {
    const LetterFacts& facts = letter.facts;
    const bool told =
        std::any_of(facts.empty_fields.begin(), facts.empty_fields.end(),
                    [](const LetterField& field) { return field.label == "telephone numbers"; });
    if (!letter.readable() || facts.ocr || told || facts.wording.see_attached) return;
  }
  if (Finding* finding = letters.front().add(RuleId::LOA_013, Severity::warning)) {
    set_reason(*finding, "none");
    set_param(*finding, "total", static_cast<int64_t>(unique));
  }
}

}  // namespace

void letters_matching(const std::vector<Letter>& letters) {
  if (letters.empty()) return;
  RequestState& state = letters.front().state;
  OwnNumbers own(state.numbers);
  SheetNumbers& sheet = state.edited ? *state.edited : own;
  Matching matching{letters,
                    state,
                    sheet,
                    state.unique[0] + state.unique[1],
                    listed_numbers(letters, true),
                    listed_numbers(letters, false)};
  if (matching.unique == 0) return;
  if (matching.to_port.empty()) {
    matching.none();
    return;
  }
  // What is attached is the sheet, for all that can be seen.
  const bool attached = std::any_of(letters.begin(), letters.end(), [](const Letter& letter) {
    return static_cast<bool>(letter.facts.wording.see_attached);
  });
  if (!attached) matching.missing();
  matching.extra();
}

}  // namespace portcheck::rules
