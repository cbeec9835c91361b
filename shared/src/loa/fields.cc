#include "loa/fields.h"

#include <algorithm>
#include <cstdlib>

#include "loa/below.h"
#include "loa/dates.h"
#include "loa/spoken_fields.h"
#include "loa/table.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::loa {
namespace {

constexpr size_t kProseWords = 12;

struct Finder {
  const Document& document;
  const Lines& lines;
  Fields& out;
  std::vector<std::vector<LabelHit>> hits = {};  // of all pieces, line by line
  std::vector<size_t> first_piece = {};          // of each line, in `hits`
  std::vector<bool> taken = {};                  // spans that are the value of a label above
  Label section = Label::none;
  Columns columns = {};

  const std::vector<LabelHit>& of(size_t line, size_t piece) const { return hits[first_piece[line] + piece]; }
  bool starts_with_label(size_t line, size_t piece) const {
    const auto& found = of(line, piece);
    return !found.empty() && found.front().alone();
  }
  void find_hits();
  void line(size_t at);
  void hit(size_t at, size_t piece, size_t index);
  void take(Entry& entry, size_t line, size_t from, size_t to);
  bool beside(Entry& entry, size_t at, size_t piece, const LabelHit& label);
  bool beyond(Entry& entry, size_t at, size_t piece, const LabelHit& label);
  bool row(size_t at);
  bool usable_value(const Entry& entry, const Nearby& place) const;
  bool date_over(Entry& entry, size_t at, size_t piece);
  bool captioned(const Nearby& place) const;
  bool closer_to_next(const Nearby& value) const;
  bool ends_in_caption(size_t at, size_t piece) const;
  bool heads(size_t line, size_t piece, Label label, const Nearby& below) const;
  bool empty_form_field(const Piece& label, uint32_t page) const;
};

size_t count_words(std::string_view text) {
  size_t words = 0;
  for (size_t i = 0; i < text.size(); ++i) words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
  return words;
}

bool is_section(Label label) {
  return label == Label::service_address || label == Label::billing_address || label == Label::signature ||
         label == Label::contact_name || label == Label::gaining || label == Label::carrier ||
         label == Label::company || label == Label::numbers;
}

// "(206) 867-1385", and nothing else.
bool is_number(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), text::is_digit);
  return (digits == 10 || digits == 11) && std::none_of(text.begin(), text.end(), text::is_letter);
}

void Finder::find_hits() {
  for (const Line& line : lines.all) {
    first_piece.push_back(hits.size());
    bool any = false;
    const bool numbered = line.pieces.size() > 1 && is_number(line.of(line.pieces.front()));
    for (const Piece& piece : line.pieces) {
      // "Main", "DID" behind a number say what it is used for.
      const bool use = numbered && line.of(piece).find_first_of(":_") == std::string_view::npos;
      hits.push_back(piece.filled_in || use ? std::vector<LabelHit>() : find_labels(line.of(piece)));
      any = any || !hits.back().empty();
    }
    out.labelled.push_back(any);
  }
  taken.resize(hits.size());
}

// The value of an entry: a part of a line.
void Finder::take(Entry& entry, size_t line, size_t from, size_t to) {
  const Line& there = lines.all[line];
  const std::string_view all = there.text;
  std::string_view value = without_leader(all.substr(from, to - from));
  // What Word shows where nothing is filled in.
  if (value.empty() || text::starts_with_fold(value, "click or tap") ||
      text::starts_with_fold(value, "click here to enter"))
    return;
  entry.presence = Presence::given;
  entry.value_line = static_cast<uint32_t>(line);
  entry.value_from = static_cast<uint32_t>(value.data() - all.data());
  entry.value_to = entry.value_from + static_cast<uint32_t>(value.size());
  out.claims.push_back({entry.value_line, entry.value_from, entry.value_to, entry.label});
}

// What stands to the right of a label without a colon may be of another column.
bool beside_fits(Label label, std::string_view value) {
  const bool address =
      label == Label::service_address || label == Label::billing_address || label == Label::address;
  return !address || value.find('$') == std::string_view::npos;
}

// On the same line: behind the label, or in the span to the right.
bool Finder::beside(Entry& entry, size_t at, size_t piece, const LabelHit& label) {
  const Line& line = lines.all[at];
  const auto& found = of(at, piece);
  const Piece& own = line.pieces[piece];
  size_t end = own.to;
  for (const LabelHit& next : found) {
    if (next.from > label.from) {
      end = own.from + next.from;
      break;
    }
  }
  take(entry, at, std::min<size_t>(own.from + label.value, end), end);
  if (entry.presence == Presence::given) return true;
  if (end != own.to) return true;  // the next label follows: empty
  if (piece + 1 < line.pieces.size()) {
    const auto& right = of(at, piece + 1);
    // Behind "To:" a word that is a label elsewhere is a value.
    const bool label_there = !right.empty() && right.front().alone();
    const bool word = label_there && entry.label == Label::other && right.front().value == right.front().to;
    if (word) taken[first_piece[at] + piece + 1] = true;
    const bool colon = line.of(own).substr(label.to).find(':') != std::string_view::npos;
    const bool fits = colon || beside_fits(entry.label, line.of(line.pieces[piece + 1]));
    if (fits && (!label_there || word)) {
      const Piece& next = line.pieces[piece + 1];
      const size_t stop = right.empty() || word ? next.to : next.from + right.front().from;
      take(entry, at, next.from, stop);
      if (entry.presence == Presence::given) return true;
      return true;  // a leader stands there
    }
  }
  return label.leader;
}

// What a label's value looks like, where nothing but nearness says that it is one.
bool plausible(Label label, std::string_view value) {
  const auto digits = std::count_if(value.begin(), value.end(), text::is_digit);
  switch (label) {
    case Label::date:
    case Label::bill_date:
    case Label::due_date:
    case Label::birth:
      return digits > 0 && digits < 10;  // a phone number is no date
    case Label::zip:
    case Label::city_state_zip:
    case Label::account:
      return digits > 0;
    case Label::btn:
    case Label::phone:
    case Label::contact_phone:
    case Label::fax:
      return digits >= 7;
    case Label::numbers:
      return digits >= 4;
    case Label::pin:
    case Label::ssn:
    case Label::tax_id:
      return digits > 0 || count_words(value) < 3;
    case Label::city:
    case Label::state:
      return digits < 3;
    case Label::email:
      return value.find('@') != std::string_view::npos;
    case Label::signature:
    case Label::signer:
    case Label::name:
    case Label::title:
      return digits < 3 && (value.back() != '.' || count_words(value) < 6);
    case Label::company:
      return value.back() != '.' || count_words(value) < 6;
    default:
      return true;
  }
}

bool Finder::usable_value(const Entry& entry, const Nearby& place) const {
  if (!place.found || starts_with_label(place.line, place.piece)) return false;
  if (taken[first_piece[place.line] + place.piece]) return false;
  const Line& there = lines.all[place.line];
  const std::string_view value = there.of(there.pieces[place.piece]);
  // The last words of a sentence.
  if (value.back() == '.' && value.front() >= 'a' && value.front() <= 'z') return false;
  return (entry.label == Label::numbers || count_words(value) <= kProseWords) &&
         plausible(entry.label, value);
}

// Whether the span has a label of the signature block under it.
bool Finder::captioned(const Nearby& place) const {
  const Nearby caption = nearest_below(lines, place.line, place.piece);
  if (!caption.found || !starts_with_label(caption.line, caption.piece)) return false;
  const Label label = of(caption.line, caption.piece).front().label;
  return label == Label::signer || label == Label::name || label == Label::title;
}

// Whether the span stands clearly nearer to the label under it than to the one over it.
bool Finder::closer_to_next(const Nearby& value) const {
  const Nearby next = nearest_below(lines, value.line, value.piece);
  if (!next.found || lines.all[value.line].pieces[value.piece].box == Box{}) return false;
  const Line& line = lines.all[next.line];
  return starts_with_label(next.line, next.piece) && next.gap * 5 < value.gap * 3 &&
         line.of(line.pieces[next.piece]).find(':') == std::string_view::npos;
}

// Whether labels and values take turns down to a label, so that labels stand under.
bool Finder::ends_in_caption(size_t at, size_t piece) const {
  constexpr size_t kMostTurns = 64;
  bool label = true;
  for (size_t turn = 0; turn < kMostTurns; ++turn) {
    const Nearby next = nearest_below(lines, at, piece);
    if (!next.found) break;
    const Line& line = lines.all[next.line];
    const bool is_label = starts_with_label(next.line, next.piece);
    const std::string_view text = line.of(line.pieces[next.piece]);
    if (is_label == label || count_words(text) > kProseWords ||
        (is_label && text.find(':') != std::string_view::npos))
      break;
    label = is_label;
    at = next.line;
    piece = next.piece;
  }
  return label;
}

// An empty field of the form to the right of the label, under it or over it.
bool Finder::empty_form_field(const Piece& label, uint32_t page) const {
  if (label.box == Box{}) return false;
  const int32_t height = std::max<int32_t>(label.box.bottom - label.box.top, 80);
  for (size_t i = 0; i < std::min(document.fields.size(), limits::kLetterFormFields); ++i) {
    const FormField& field = document.fields[i];
    if (field.kind != FieldKind::text || !field.value.empty() || field.page != page) continue;
    const bool beside = field.box.top < label.box.bottom && field.box.bottom > label.box.top &&
                        field.box.left + height > label.box.right &&
                        field.box.left < label.box.right + 12 * height;
    const bool near = field.box.top < label.box.bottom + height &&
                      field.box.bottom > label.box.top - height && overlaps_sideways(field.box, label.box);
    if (beside || near) return true;
  }
  return false;
}

// "1. Customer", or "Customer" over "Company Name: Acme", is a heading.
bool Finder::heads(size_t line, size_t piece, Label label, const Nearby& below) const {
  if (text::is_digit(lines.all[line].of(lines.all[line].pieces[piece]).front())) return true;
  if (!is_section(label) || label == Label::signature || !below.found) return false;
  const Line& next = lines.all[below.line];
  return starts_with_label(below.line, below.piece) &&
         next.of(next.pieces[below.piece]).find(':') != std::string_view::npos;
}

// Beside a tall picture of the signature the date may stand far above its caption.
bool Finder::date_over(Entry& entry, size_t at, size_t piece) {
  constexpr size_t kLines = 2;
  const Box& box = lines.all[at].pieces[piece].box;
  const int32_t most = 6 * (box.bottom - box.top);
  for (size_t step = 1; step <= std::min(kLines, at); ++step) {
    const Line& line = lines.all[at - step];
    if (line.page != lines.all[at].page) return false;
    for (size_t i = 0; i < line.pieces.size(); ++i) {
      const Piece& value = line.pieces[i];
      const bool near =
          value.box != Box{} && overlaps_sideways(value.box, box) && box.top - value.box.bottom < most;
      if (!near || find_dates(line.of(value)).empty() || count_words(line.of(value)) > 4) continue;
      take(entry, at - step, value.from, value.to);
      return true;
    }
  }
  return false;
}

// Under or over the label, whichever stands nearer.
bool Finder::beyond(Entry& entry, size_t at, size_t piece, const LabelHit& label) {
  const Line& own = lines.all[at];
  if (empty_form_field(own.pieces[piece], own.page)) return true;
  const Nearby below = nearest_below(lines, at, piece), above = nearest_above(lines, at, piece);
  // Captions of signature blocks stand under what they name; a colon points to the right or down.
  const std::string_view text = own.of(own.pieces[piece]);
  const bool caption =
      !heads(at, piece, entry.label, below) && text.substr(label.to).find(':') == std::string_view::npos;
  const bool signing = entry.label == Label::signature || entry.label == Label::signer ||
                       entry.label == Label::title || entry.label == Label::date ||
                       section == Label::signature;
  if (entry.label == Label::signature && !caption) return false;
  // Under the line to sign on often stands the name, over its own caption.
  const bool named = entry.label == Label::signature && below.found && captioned(below);
  const bool over_fits = caption && usable_value(entry, above);
  // Where nearness does not tell, the whole row of labels and values does.
  const bool even =
      own.box == Box{} ||
      (above.found && below.found && std::abs(above.gap - below.gap) * 5 <= std::max(above.gap, below.gap));
  const bool heading = text::is_digit(text.front());
  const bool chained = ((even && over_fits) || heading) && ends_in_caption(at, piece);
  const bool under = !named && !chained && usable_value(entry, below) && !closer_to_next(below);
  const bool over = over_fits && (!under || above.gap < below.gap || (signing && above.gap <= below.gap));
  if (!under && !over && entry.label == Label::date && caption) return date_over(entry, at, piece);
  if (!under && !over) return false;
  const Nearby& chosen = over ? above : below;
  const Line& line = lines.all[chosen.line];
  take(entry, chosen.line, line.pieces[chosen.piece].from, line.pieces[chosen.piece].to);
  taken[first_piece[chosen.line] + chosen.piece] = true;
  return true;
}

void Finder::hit(size_t at, size_t piece, size_t index) {
  const Line& line = lines.all[at];
  const LabelHit& label = of(at, piece)[index];
  const Piece& own = line.pieces[piece];
  Entry entry;
  entry.label = label.label;
  entry.section = section;
  entry.line = static_cast<uint32_t>(at);
  entry.from = own.from + label.from;
  entry.to = own.from + label.to;
  entry.words = text::trim(line.of(own).substr(label.from, label.to - label.from));
  if (!beside(entry, at, piece, label)) beyond(entry, at, piece, label);
  if (is_section(entry.label)) section = entry.label;
  out.entries.push_back(std::move(entry));
}

// A row under the heads of columns.
bool Finder::row(size_t at) {
  if (!columns.active(lines, at)) return false;
  const Line& line = lines.all[at];
  for (size_t i = 0; i < line.pieces.size(); ++i) {
    // In a table's cells words such as "Main" or "DID" are no labels.
    const bool cell = i != 0 && line.of(line.pieces[i]).find(':') == std::string_view::npos;
    if ((starts_with_label(at, i) && !cell) || count_words(line.of(line.pieces[i])) > kProseWords) {
      columns.end();
      return false;
    }
  }
  for (size_t i = 0; i < line.pieces.size(); ++i) {
    const Column* column = columns.of(line, i);
    if (!column) continue;
    Entry entry;
    entry.label = column->label;
    entry.words = column->words;
    entry.section = section;
    take(entry, at, line.pieces[i].from, line.pieces[i].to);
    taken[first_piece[at] + i] = true;
    if (entry.presence == Presence::given) out.entries.push_back(std::move(entry));
  }
  return true;
}

void Finder::line(size_t at) {
  if (row(at)) return;
  const Line& line = lines.all[at];
  const auto first = hits.begin() + static_cast<ptrdiff_t>(first_piece[at]);
  if (line.pieces.size() > 1 &&
      columns.begin(lines, at, {first, first + static_cast<ptrdiff_t>(line.pieces.size())}))
    return;
  for (size_t piece = 0; piece < line.pieces.size(); ++piece) {
    for (size_t i = 0; i < of(at, piece).size(); ++i) {
      if (taken[first_piece[at] + piece]) continue;
      if (out.entries.size() < limits::kLetterFields) hit(at, piece, i);
    }
  }
}

// Fields of the form whose name or label says what they are.
void add_form_fields(const Document& document, Fields& out) {
  const size_t of_text = out.entries.size();
  for (size_t i = 0; i < std::min(document.fields.size(), limits::kLetterFormFields); ++i) {
    const FormField& field = document.fields[i];
    if (field.kind != FieldKind::text && field.kind != FieldKind::choice) continue;
    Label label = label_of_name(field.label);
    if (label == Label::none) label = label_of_name(field.name);
    if (label == Label::none || label == Label::other) continue;
    const std::string_view value = without_leader(field.value);
    // What stands in it was found as text, mostly.
    const bool known = std::any_of(out.entries.begin(), out.entries.begin() + static_cast<ptrdiff_t>(of_text),
                                   [&](const Entry& entry) { return entry.label == label; });
    if (known || out.entries.size() >= limits::kLetterFields) continue;
    Entry entry;
    entry.label = label;
    entry.words = field.label.empty() ? field.name : field.label;
    entry.presence = value.empty() ? Presence::blank : Presence::given;
    entry.value = value;
    entry.seen.page = field.page;
    entry.seen.box = field.box;
    entry.seen.quote = entry.words + ": ";
    out.entries.push_back(std::move(entry));
  }
}

}  // namespace

std::string_view without_leader(std::string_view text) {
  const auto empty = [](char c) { return c == ' ' || c == '_' || c == kBetween || c == ':'; };
  while (!text.empty() && (empty(text.front()) || text.front() == '.' || text.front() == '-')) {
    if (text.front() == '-' && text.size() > 1 && text::is_digit(text[1])) break;
    text.remove_prefix(1);
  }
  while (!text.empty() && (empty(text.back()) || text.back() == '|')) text.remove_suffix(1);
  // "____ / ____ / ____" and the like have nothing in them.
  const bool any = std::any_of(text.begin(), text.end(), [](char c) {
    return text::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80 || c == '*';
  });
  return any ? text : std::string_view();
}

Label Fields::owner(size_t line, size_t at) const {
  auto claim = std::upper_bound(
      claims.begin(), claims.end(), std::pair(line, at),
      [](const auto& place, const Claim& c) { return place < std::pair<size_t, size_t>(c.line, c.from); });
  if (claim == claims.begin()) return Label::none;
  --claim;
  return claim->line == line && at < claim->to ? claim->label : Label::none;
}

void finish(Fields& fields, const Lines& lines) {
  for (Entry& entry : fields.entries) {
    if (entry.line == Entry::kNowhere && entry.value_line == Entry::kNowhere) {  // of the form
      entry.seen.quote += entry.value;
      continue;
    }
    const bool valued = entry.value_line != Entry::kNowhere;
    if (valued)
      entry.value =
          lines.all[entry.value_line].text.substr(entry.value_from, entry.value_to - entry.value_from);
    if (entry.line == Entry::kNowhere) {
      entry.seen = seen_at(lines.all[entry.value_line], entry.value_from, entry.value_to);
      continue;
    }
    const bool same = valued && entry.value_line == entry.line;
    entry.seen = seen_at(lines.all[entry.line], entry.from, same ? entry.value_to : entry.to);
    if (!valued || same) continue;
    const Seen value = seen_at(lines.all[entry.value_line], entry.value_from, entry.value_to);
    entry.seen.confidence = std::min(entry.seen.confidence, value.confidence);
    entry.seen.quote = text::cut_at_character(entry.seen.quote + " " + entry.value, limits::kShownValueBytes);
  }
}

Fields find_fields(const Document& document, const Lines& lines) {
  Fields out;
  Finder finder{document, lines, out};
  finder.find_hits();
  for (size_t at = 0; at < lines.all.size(); ++at) finder.line(at);
  std::sort(out.claims.begin(), out.claims.end(), [](const Claim& a, const Claim& b) {
    return a.line != b.line ? a.line < b.line : a.from < b.from;
  });
  add_form_fields(document, out);
  add_spoken_fields(lines, out);
  return out;
}

}  // namespace portcheck::loa
