// What is left in from the template, and what nobody filled in.
#include <algorithm>

#include "loa/facts.h"
#include "loa/secrets.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::loa {
namespace {

// Words that templates put in brackets.
constexpr std::string_view kFillIn =
    "insert|enter|your|company|customer|name|address|date|number|numbers|carrier|title|city|state|zip|phone|"
    "telephone|"
    "account|here|signature|provider|business|btn|pin|street|email|type|fill|placeholder|tbd|client|"
    "subscriber";

void add(LetterFacts& facts, GapKind kind, Seen seen) {
  if (facts.gaps.size() < limits::kLetterGaps) facts.gaps.push_back({kind, std::move(seen)});
}

// "[Company Name]", "<insert date>", "{{name}}": from the opening sign.
size_t bracketed(std::string_view text, size_t at) {
  constexpr size_t kLongest = 60;
  const char open = text[at], close = open == '[' ? ']' : open == '<' ? '>' : '}';
  if (open == '{' && text.substr(at, 2) != "{{" && (at == 0 || text[at - 1] != '$')) return 0;
  const size_t end = text.substr(0, at + kLongest).find(close, at + 1);
  if (end == std::string_view::npos) return 0;
  const std::string_view inside = text.substr(at + 1, end - at - 1);
  const bool link =
      inside.find('@') != std::string_view::npos || inside.find("://") != std::string_view::npos;
  // "[As on the bill]" explains a label.
  return !link && text::contains_any_word(inside, kFillIn) ? end + 1 : 0;
}

// "XXX-XXX-XXXX", "(###) ###-####".
size_t masked_number(std::string_view text, size_t at) {
  const char mark = text::lower(text[at]);
  if (mark != 'x' && mark != '#') return 0;
  if (at != 0 && text::is_alnum(text[at - 1])) return 0;
  size_t run = 0, groups = 0, place = at;
  constexpr size_t kLongest = 40;
  for (const size_t most = std::min(text.size(), at + kLongest); place < most; ++place) {
    const char c = text::lower(text[place]);
    if (c == mark) {
      ++run;
    } else if (c == '-' || c == ')' || c == ' ' || c == '.') {
      groups += run >= 3;
      run = 0;
    } else {
      break;
    }
  }
  groups += run >= 3;
  const bool word = place < text.size() && text::is_alnum(text[place]);
  return groups >= 2 && !word ? place : 0;
}

bool is_draft_word(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (text::is_letter(c)) letters += text::lower(c);
    if (text::is_digit(c)) return false;
  }
  for (const std::string_view word :
       {"draft", "sample", "specimen", "void", "template", "example", "donotuse", "sampleonly", "draftonly",
        "forreviewonly", "sampleloa", "loatemplate", "sampleletterofauthorization", "exampleonly",
        "notforuse", "copyvoid"}) {
    if (letters == word) return true;
  }
  return false;
}

void left_in(Reading& reading) {
  for (const Line& line : reading.lines.all) {
    for (const Piece& piece : line.pieces) {
      if (is_draft_word(line.of(piece)))
        add(reading.facts, GapKind::draft, seen_at(line, piece.from, piece.to));
    }
    for (size_t at = 0; at < line.text.size(); ++at) {
      const char c = line.text[at];
      size_t end = 0;
      if (c == '[' || c == '<' || c == '{') end = bracketed(line.text, at);
      if (c == 'x' || c == 'X' || c == '#') end = masked_number(line.text, at);
      if (end == 0) continue;
      add(reading.facts, GapKind::placeholder, seen_at(line, at, end));
      at = end - 1;
    }
  }
  if (const Seen filler = reading.flat.find("lorem ipsum|dolor sit amet"))
    add(reading.facts, GapKind::filler, filler);
  for (const Mark& mark : reading.document.marks) {
    if (mark.kind != MarkKind::stamp || !is_draft_word(mark.text)) continue;
    Seen seen;
    seen.page = mark.page;
    seen.box = mark.box;
    seen.quote = text::cut_at_character(mark.text, limits::kShownValueBytes);
    add(reading.facts, GapKind::draft, seen);
  }
}

bool says_nothing(std::string_view value) {
  for (const std::string_view word :
       {"tbd", "to be determined", "n/a", "na", "none", "mm/dd/yyyy", "unknown", "?"}) {
    if (text::equal_fold(value, word)) return true;
  }
  return false;
}

void empty(LetterFacts& facts, const LetterText& text, std::string_view name) {
  const bool nothing = text.presence == Presence::blank || (text.given() && says_nothing(text.value));
  if (nothing) facts.empty_fields.push_back({std::string(name), text.seen});
}

}  // namespace

void read_gaps(Reading& reading) {
  LetterFacts& facts = reading.facts;
  left_in(reading);
  empty(facts, facts.company, "company name");
  empty(facts, facts.signer, "printed name");
  if (facts.service.presence == Presence::blank)
    facts.empty_fields.push_back({"service address", facts.service.seen});
  const bool any = std::any_of(facts.numbers.begin(), facts.numbers.end(),
                               [](const LetterNumbers& one) { return one.role == NumberRole::to_port; });
  if (!any && !facts.wording.see_attached) empty(facts, facts.phones, "telephone numbers");
}

}  // namespace portcheck::loa
