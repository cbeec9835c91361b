// A letter's phone numbers, and what each of them is for.
#include <algorithm>
#include <optional>

#include "loa/facts.h"
#include "loa/numbers.h"
#include "portcheck/limits.h"
#include "text/clean.h"

namespace portcheck::loa {
namespace {

constexpr std::string_view kContactWords =
    "call|contact|questions|question|tel|reach|support|www|help|office|cell|mobile|phone|telephone|email|e-"
    "mail|"
    "assistance|desk|toll free at|hotline|voice";
constexpr std::string_view kPortWords =
    "port|ports|ported|porting|transfer|transferred|move|moved|migrate|numbers|number|tn|tns|did|dids|lines|"
    "tfn|tfns|"
    "list|range";

// Of the above, those that no "telephone numbers" to port have beside them.
constexpr std::string_view kCallWords =
    "call|contact|questions|question|reach|support|www|help|office|cell|mobile|email|e-mail|assistance|desk|"
    "hotline|voice";

enum class Guess : uint8_t { sure, list, unclear };

struct Found {
  NumberHit hit;
  size_t line;
  NumberRole role;
  Guess guess;
  bool starts_range;
  bool in_text = false;  // of a sentence that says nothing of it
};

struct Search {
  Reading& reading;
  std::vector<Found> found = {};
  std::vector<Label> context = {};  // of each line: the label that stands in it or shortly above

  void find_context();
  bool listed(size_t at) const;
  Found place(const NumberHit& hit, size_t at) const;
  std::optional<Found> broken(size_t at) const;
  void go_on(Found& next) const;
  void run();
  void carry_on();
  void settle();
};

bool mostly_digits(std::string_view text) {
  size_t digits = 0, letters = 0;
  for (const char c : text) {
    digits += text::is_digit(c);
    letters += text::is_letter(c);
  }
  return digits >= 7 && letters * 2 <= digits;
}

void Search::find_context() {
  constexpr size_t kLinesBelow = 4;
  context.assign(reading.lines.all.size(), Label::none);
  for (const Entry& entry : reading.fields.entries) {
    if (entry.line != Entry::kNowhere) context[entry.line] = entry.label;
  }
  Label last = Label::none;
  size_t since = 0;
  for (size_t i = 0; i < context.size(); ++i) {
    if (context[i] != Label::none) {
      last = context[i];
      since = i;
    } else if (reading.fields.labelled[i]) {
      last = Label::none;
    } else if (last == Label::numbers || i - since <= kLinesBelow) {
      context[i] = last;
    }
  }
}

bool Search::listed(size_t at) const {
  const Line& line = reading.lines.all[at];
  return context[at] == Label::numbers || reading.fields.owner(at, 0) == Label::numbers ||
         mostly_digits(line.numbers());
}

bool is_contact(Label label) {
  return label == Label::contact_phone || label == Label::contact_name || label == Label::email ||
         label == Label::fax || label == Label::company || label == Label::address ||
         label == Label::service_address || label == Label::billing_address;
}

bool is_carrier(Label label) {
  return label == Label::carrier || label == Label::gaining || label == Label::resporg ||
         label == Label::new_resporg;
}

Found Search::place(const NumberHit& hit, size_t at) const {
  constexpr size_t kBack = 48;
  const Line& line = reading.lines.all[at];
  const Label owner = reading.fields.owner(at, hit.from);
  Found out{hit, at, NumberRole::other, Guess::sure, owner == Label::range_start};
  if (owner == Label::numbers || owner == Label::range_start || owner == Label::range_end) {
    out.role = NumberRole::to_port;
  } else if (owner == Label::btn) {
    out.role = NumberRole::billing;
  } else if (owner == Label::fax) {
    out.role = NumberRole::fax;
  } else if (is_carrier(owner)) {
    out.role = NumberRole::carrier;
  } else if (is_contact(owner)) {
    out.role = NumberRole::contact;
  } else if (owner == Label::signer || owner == Label::signature || owner == Label::title) {
    out.role = NumberRole::signer;
  } else if (owner == Label::phone) {
    out.guess = Guess::unclear;
  } else if (owner != Label::none && owner != Label::other) {
    out.role = NumberRole::other;
  } else {
    const Piece& piece = line.pieces[line.piece_at(hit.from)];
    const size_t from = std::max<size_t>(piece.from, hit.from > kBack ? hit.from - kBack : 0);
    const std::string_view before = std::string_view(line.text).substr(from, hit.from - from);
    const std::string_view whole = line.of(piece);
    const Label above = context[at];
    if (text::contains_any_word(before, "fax|facsimile")) {
      out.role = NumberRole::fax;
    } else if (text::contains_any_word(before, "btn|billing")) {
      out.role = NumberRole::billing;
    } else if (text::contains_any_word(before, kContactWords) &&
               !text::contains_any_word(before, kPortWords)) {
      out.role = NumberRole::contact;
    } else if (whole.find("www.") != std::string_view::npos || whole.find('@') != std::string_view::npos) {
      out.role = NumberRole::contact;
    } else if (mostly_digits(whole)) {
      const bool elsewhere = is_contact(above) || is_carrier(above) || above == Label::signer;
      out.role = NumberRole::to_port;
      out.guess = elsewhere ? Guess::unclear : Guess::list;
    } else if (text::contains_any_word(whole, kPortWords) && !text::contains_any_word(whole, kCallWords)) {
      out.role = NumberRole::to_port;
      out.guess = Guess::list;
    } else {
      out.guess = Guess::unclear;
      out.in_text = true;
    }
  }
  return out;
}

// "… and (206)" or "206-867-" at the end of a line, the rest of the number at the start of the next.
std::optional<Found> Search::broken(size_t at) const {
  constexpr size_t kLongest = 14;
  if (at == 0 || reading.lines.all[at - 1].page != reading.lines.all[at].page) return std::nullopt;
  const auto part = [](char c) { return text::is_digit(c) || c == '(' || c == ')' || c == '-' || c == ' '; };
  const std::string_view above = text::trim(reading.lines.all[at - 1].numbers());
  const std::string_view below = reading.lines.all[at].numbers();
  if (above.empty() || (above.back() != ')' && above.back() != '-') || !text::is_digit(below.front()))
    return std::nullopt;
  size_t begin = above.size(), end = 0;
  while (begin > 0 && above.size() - begin < kLongest && part(above[begin - 1])) --begin;
  while (end < below.size() && end < kLongest && part(below[end]) && below[end] != ' ') ++end;
  std::string joined(above.substr(begin));
  if (joined.back() == ')') joined += ' ';
  const size_t seam = joined.size();
  joined += below.substr(0, end);
  for (NumberHit hit : NumberFinder().line(joined, false)) {
    if (hit.from >= seam || hit.to <= seam || hit.first != hit.last) continue;
    hit.to -= seam;
    hit.from = 0;
    return place(hit, at);
  }
  return std::nullopt;
}

// Nothing but "," and "and" since a number to port: it goes on with the list.
void Search::go_on(Found& next) const {
  if (next.guess != Guess::unclear || found.empty()) return;
  const Found& last = found.back();
  if (last.role != NumberRole::to_port || last.guess == Guess::unclear || next.line > last.line + 1) return;
  const auto& lines = reading.lines.all;
  if (lines[last.line].page != lines[next.line].page) return;
  const std::string_view text = lines[next.line].text;
  std::string between(next.line == last.line
                          ? text.substr(last.hit.to, next.hit.from - std::min(last.hit.to, next.hit.from))
                          : std::string_view(lines[last.line].text).substr(last.hit.to));
  if (next.line != last.line) between += " " + std::string(text.substr(0, next.hit.from));
  for (const std::string_view word : {" and ", " or "}) {
    if (const size_t at = between.find(word); at != std::string::npos) between.erase(at, word.size() - 1);
  }
  if (std::any_of(between.begin(), between.end(),
                  [](char c) { return text::is_letter(c) || c == ':' || c == kBetween; }))
    return;
  next.role = NumberRole::to_port;
  next.guess = Guess::list;
}

void Search::run() {
  NumberFinder finder;
  for (size_t i = 0; i < reading.lines.all.size(); ++i) {
    const std::string_view text = reading.lines.all[i].numbers();
    const bool digits = std::any_of(text.begin(), text.end(), text::is_digit);
    if (!digits) continue;
    if (std::optional<Found> one = broken(i); one && found.size() < limits::kLetterNumbers) {
      go_on(*one);
      found.push_back(*one);
    }
    for (const NumberHit& hit : finder.line(text, listed(i))) {
      if (found.size() == limits::kLetterNumbers) {
        reading.facts.cut = true;
        return;
      }
      Found placed = place(hit, i);
      go_on(placed);
      // Two columns, "from" and "to".
      if (!found.empty() && found.back().starts_range && found.back().line == i &&
          reading.fields.owner(i, hit.from) == Label::range_end && hit.first >= found.back().hit.first &&
          hit.first - found.back().hit.first < limits::kRangeNumbers) {
        found.back().hit.last = hit.first;
        found.back().hit.to = hit.to;
        found.back().starts_range = false;
        continue;
      }
      found.push_back(placed);
    }
  }
}

// A sentence's list of numbers goes on over its lines.
void Search::carry_on() {
  for (size_t i = 1; i < found.size(); ++i) {
    const Found& before = found[i - 1];
    const bool near = found[i].line - before.line <= 1;
    if (!found[i].in_text || !near || before.role != NumberRole::to_port || before.guess == Guess::unclear)
      continue;
    found[i].role = NumberRole::to_port;
    found[i].guess = Guess::list;
  }
}

// A phone number of which nothing is said is one to port where the letter lists no other.
void Search::settle() {
  const bool any = std::any_of(found.begin(), found.end(), [](const Found& one) {
    return one.role == NumberRole::to_port && one.guess != Guess::unclear;
  });
  const bool contact = any || reading.facts.wording.see_attached || reading.facts.looks_like_bill;
  carry_on();
  for (Found& one : found) {
    if (one.guess == Guess::unclear) one.role = contact ? NumberRole::contact : NumberRole::to_port;
    LetterNumbers made;
    made.first = one.hit.first;
    made.last = one.hit.last;
    made.role = one.role;
    made.seen = seen_at(reading.lines.all[one.line], one.hit.from, one.hit.to);
    reading.facts.numbers.push_back(std::move(made));
  }
}

}  // namespace

void read_numbers(Reading& reading) {
  Search search{reading};
  search.find_context();
  search.run();
  search.settle();
}

}  // namespace portcheck::loa
