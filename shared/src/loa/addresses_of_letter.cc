// Service and billing address, in one value, on several lines, or in fields of their own.
#include <algorithm>

#include "loa/addresses.h"
#include "loa/below.h"
#include "loa/facts.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::loa {
namespace {

struct Collector {
  Reading& reading;
  LetterAddress* open = nullptr;
  LetterAddress generic = {};

  void begin(LetterAddress& address, const Entry& entry);
  std::string with_lines_below(const Entry& entry) const;
  void split_name(std::string& text, const Entry& entry);
  void part(const Entry& entry);
  void run();
};

// "100 Main St" / "Springfield, IL 62701".
std::string Collector::with_lines_below(const Entry& entry) const {
  constexpr int kMostLines = 3;
  constexpr size_t kLongestLine = 80;
  std::string text = entry.value;
  if (entry.value_line == Entry::kNowhere) return text;
  size_t line = entry.value_line, piece = reading.lines.all[line].piece_at(entry.value_from);
  for (int i = 0; i < kMostLines; ++i) {
    LetterAddress so_far;
    parse_address(text, so_far);
    if (!so_far.zip.empty()) break;
    const Nearby below = nearest_below(reading.lines, line, piece);
    if (!below.found || reading.fields.labelled[below.line]) break;
    const Line& next = reading.lines.all[below.line];
    const std::string_view more = next.of(next.pieces[below.piece]);
    if (more.size() > kLongestLine ||
        reading.fields.owner(below.line, next.pieces[below.piece].from) != Label::none)
      break;
    LetterAddress joined;
    parse_address(text + ", " + std::string(more), joined);
    const bool goes_on = text::is_digit(more.front()) || joined.zip != so_far.zip ||
                         joined.state != so_far.state || joined.unit != so_far.unit || says_po_box(more);
    if (!goes_on) break;
    text += ", " + std::string(more);
    line = below.line;
    piece = below.piece;
  }
  return text;
}

// "Acme Inc, 100 Main St, …": whose address it is.
void Collector::split_name(std::string& text, const Entry& entry) {
  const size_t comma = text.find(", ");
  if (comma == std::string::npos || comma == 0) return;
  const std::string_view name = std::string_view(text).substr(0, comma),
                         rest = std::string_view(text).substr(comma + 2);
  const bool digits = std::any_of(name.begin(), name.end(), text::is_digit);
  if (digits || says_po_box(name) ||
      (!text::is_digit(rest.front()) && !says_po_box(rest.substr(0, rest.find(',')))))
    return;
  LetterText& company = reading.facts.company;
  if (company.presence == Presence::absent) {
    company.presence = Presence::given;
    company.value = name;
    company.seen = entry.seen;
  }
  text.erase(0, comma + 2);
}

void Collector::begin(LetterAddress& address, const Entry& entry) {
  open = &address;
  const bool better = address.presence == Presence::absent ||
                      (address.presence == Presence::blank && entry.presence == Presence::given);
  if (!better) {
    open = address.presence == Presence::given && entry.presence == Presence::given ? nullptr : &address;
    return;
  }
  address.presence = entry.presence;
  address.seen = entry.seen;
  if (entry.presence != Presence::given) return;
  std::string text = with_lines_below(entry);
  if (text::starts_with_fold(text, "same")) {  // "Same as above"
    address = LetterAddress();
    open = nullptr;
    return;
  }
  split_name(text, entry);
  parse_address(text::cut_at_character(text, limits::kShownValueBytes), address);
  if (address.text.size() > entry.value.size() && address.text.size() <= limits::kShownValueBytes)
    address.seen.quote = text::cut_at_character(entry.words + ": " + address.text, limits::kShownValueBytes);
}

void Collector::part(const Entry& entry) {
  if (!open) open = &generic;
  LetterAddress& address = *open;
  if (entry.presence != Presence::given) return;
  const std::string value(text::cut_at_character(entry.value, limits::kShownValueBytes));
  LetterAddress parsed;
  switch (entry.label) {
    case Label::unit:
      if (address.unit.empty()) address.unit = value;
      break;
    case Label::city:
      if (address.city.empty()) {
        parse_address(value, parsed);
        address.city = parsed.city.empty() || parsed.zip.empty() ? value : parsed.city;
        if (address.zip.empty()) address.zip = parsed.zip;
        if (address.state.empty() && !parsed.zip.empty()) address.state = parsed.state;
      }
      break;
    case Label::state:
      parse_address(value, parsed);  // "IL 62701"
      if (address.state.empty()) address.state = parsed.state.empty() ? value : parsed.state;
      if (address.zip.empty()) address.zip = parsed.zip;
      break;
    case Label::zip:
      if (address.zip.empty()) address.zip = value;
      break;
    case Label::city_state_zip:
      parse_address(value, parsed);
      if (address.city.empty()) address.city = parsed.city.empty() ? parsed.street : parsed.city;
      if (address.state.empty()) address.state = parsed.state;
      if (address.zip.empty()) address.zip = parsed.zip;
      break;
    default:
      return;
  }
  // A heading's fields are its value.
  const bool new_part = address.text.find(value) == std::string::npos;
  if (address.presence != Presence::given) {
    address.presence = Presence::given;
    if (!address.seen) address.seen = entry.seen;
  }
  if (new_part && address.text.size() + value.size() + 2 <= limits::kShownValueBytes) {
    address.text += (address.text.empty() ? "" : ", ") + value;
    address.po_box = address.po_box || says_po_box(value);
  }
  if (!address.seen.quote.empty() && address.text.size() + 20 < limits::kShownValueBytes && new_part)
    address.seen.quote = text::cut_at_character(address.text, limits::kShownValueBytes);
}

void Collector::run() {
  LetterFacts& facts = reading.facts;
  for (const Entry& entry : reading.fields.entries) {
    switch (entry.label) {
      case Label::service_address:
        begin(facts.service, entry);
        break;
      case Label::billing_address:
        begin(facts.billing, entry);
        break;
      case Label::address: {
        // Under the heading of a section, or of nobody's in particular; not the carrier's.
        if (entry.section == Label::gaining || entry.section == Label::contact_name) {
          open = nullptr;
          break;
        }
        const bool billing = entry.section == Label::billing_address,
                   service = entry.section == Label::service_address;
        begin(billing ? facts.billing : service ? facts.service : generic, entry);
        break;
      }
      case Label::unit:
      case Label::city:
      case Label::state:
      case Label::zip:
      case Label::city_state_zip:
        part(entry);
        break;
      default:
        break;
    }
  }
  if (facts.service.presence != Presence::given && generic.presence == Presence::given)
    facts.service = generic;
  if (facts.service.presence == Presence::absent) facts.service = generic;
}

}  // namespace

void read_addresses(Reading& reading) {
  Collector collector{reading};
  collector.run();
}

}  // namespace portcheck::loa
