// Which of a letter's dates is that of its signature.
#include <algorithm>

#include "loa/dates.h"
#include "loa/facts.h"
#include "portcheck/limits.h"
#include "text/clean.h"

namespace portcheck::loa {
namespace {

constexpr uint32_t kFar = UINT32_MAX;

DateRole role_of(Label label) {
  switch (label) {
    case Label::date:
    case Label::signature:
    case Label::signer:
      return DateRole::signing;
    case Label::bill_date:
      return DateRole::bill;
    case Label::valid_until:
      return DateRole::valid_until;
    case Label::birth:
      return DateRole::birth;
    case Label::due_date:
      return DateRole::due;
    case Label::print_date:
      return DateRole::print;
    default:
      return DateRole::other;
  }
}

struct Words {
  DateRole role;
  std::string_view words;
};
// What stands shortly before a date without a label.
constexpr Words kBefore[] = {
    {DateRole::valid_until, "until|expires|through|expire|expiration|valid"},
    {DateRole::due, "due|requested|desired|foc|port date|activation|no later than|effective|install"},
    {DateRole::bill, "invoice|bill|statement|billing|billed"},
    {DateRole::birth, "birth|dob|born"},
    {DateRole::print, "rev|revised|form|version|printed|updated|copyright|revision|ver"},
    {DateRole::signing, "signed|dated|executed|date|sign|signature|docusigned|this"},
};

DateRole role_by_words(const Line& line, const DateHit& hit) {
  constexpr size_t kBack = 40;
  const std::string_view text = line.text;
  const Piece& piece = line.pieces[line.piece_at(hit.from)];
  const size_t from = std::max<size_t>(piece.from, hit.from > kBack ? hit.from - kBack : 0);
  const std::string_view before = text.substr(from, hit.from - from);
  for (const Words& words : kBefore) {
    if (text::contains_any_word(before, words.words)) return words.role;
  }
  if (text::contains_any_word(text.substr(hit.from, hit.to - hit.from), "day of")) return DateRole::signing;
  // Times are put beside signatures by machines.
  const std::string_view behind = text.substr(hit.to, std::min<size_t>(24, text.size() - hit.to));
  const bool time = behind.find(':') != std::string_view::npos &&
                    text::contains_any_word(behind, "am|pm|a.m|p.m|est|edt|cst|cdt|mst|mdt|pst|pdt|utc|gmt");
  if (time) return DateRole::signing;
  const bool alone =
      text::trim(text.substr(piece.from, piece.to - piece.from)).size() <= hit.to - hit.from + 12;
  return alone ? DateRole::letter : DateRole::other;
}

struct Candidate {
  uint32_t line;
  size_t date;
};

void choose(Reading& reading, const std::vector<Candidate>& candidates) {
  LetterFacts& facts = reading.facts;
  constexpr uint32_t kNear = 6;
  uint32_t best = kFar;
  for (const bool signing : {true, false}) {
    for (const Candidate& candidate : candidates) {
      const DateRole role = facts.dates[candidate.date].role;
      if (role != (signing ? DateRole::signing : DateRole::letter)) continue;
      const uint32_t away = lines_to_signature(reading, candidate.line);
      if (facts.signed_on >= 0 && away >= best) continue;
      facts.signed_on = static_cast<int32_t>(candidate.date);
      best = away;
    }
    if (facts.signed_on >= 0) break;
    // What a digital signature says of itself, before a date that only stands on the page.
    for (const LetterSignature& signature : facts.signatures) {
      if (!signing || !signature.date || facts.signed_on >= 0) continue;
      facts.dates.push_back({DateRole::signing, {*signature.date}, signature.seen});
      facts.signed_on = static_cast<int32_t>(facts.dates.size() - 1);
      best = 0;
    }
  }
  if (best <= kNear) return;
  for (const Entry& entry : reading.fields.entries) {
    const bool empty = entry.label == Label::date && entry.presence == Presence::blank;
    if (!empty || entry.line == Entry::kNowhere || lines_to_signature(reading, entry.line) > kNear) continue;
    facts.empty_date = entry.seen;
    return;
  }
}

}  // namespace

void read_dates(Reading& reading) {
  LetterFacts& facts = reading.facts;
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < reading.lines.all.size(); ++i) {
    const Line& line = reading.lines.all[i];
    const bool dated = std::any_of(line.numbers().begin(), line.numbers().end(), text::is_digit);
    if (!dated) continue;
    for (DateHit& hit : find_dates(line.numbers())) {
      if (facts.dates.size() == limits::kLetterDates) {
        facts.cut = true;
        break;
      }
      const Label label = reading.fields.owner(i, hit.from);
      DateRole role = role_of(label);
      if (label == Label::none) role = role_by_words(line, hit);
      candidates.push_back({static_cast<uint32_t>(i), facts.dates.size()});
      facts.dates.push_back({role, std::move(hit.readings), seen_at(line, hit.from, hit.to)});
    }
  }
  // "20261103" where a date belongs.
  for (const Entry& entry : reading.fields.entries) {
    if (entry.label != Label::date || entry.presence != Presence::given ||
        facts.dates.size() >= limits::kLetterDates)
      continue;
    const bool known = entry.value_line != Entry::kNowhere && !find_dates(entry.value).empty();
    std::vector<DateHit> hits = find_dates(entry.value, true);
    if (known || hits.empty()) continue;
    candidates.push_back({entry.line == Entry::kNowhere ? 0 : entry.line, facts.dates.size()});
    facts.dates.push_back({DateRole::signing, std::move(hits.front().readings), entry.seen});
  }
  if (!candidates.empty() && reading.lines.all.empty()) candidates.clear();
  choose(reading, candidates);
}

}  // namespace portcheck::loa
