// Labels with what is filled in beside, under or over them, or in the form's field of that name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loa/labels.h"
#include "loa/lines.h"

namespace portcheck::loa {

struct Entry {
  static constexpr uint32_t kNowhere = UINT32_MAX;

  Label label = Label::none;
  Label section = Label::none;  // the heading above: service_address, billing_address, signature, …
  Presence presence = Presence::blank;
  std::string words;                           // the label as it stands there
  std::string value;                           // empty until finish(), and that of a secret for ever
  Seen seen;                                   // label and value
  uint64_t print = 0;                          // of an account number
  uint32_t line = kNowhere, from = 0, to = 0;  // the label
  uint32_t value_line = kNowhere, value_from = 0, value_to = 0;  // the value
};

// A part of a line that belongs to a label.
struct Claim {
  uint32_t line, from, to;
  Label label;
};

struct Fields {
  std::vector<Entry> entries;  // in reading order, those of the form's fields last
  std::vector<Claim> claims;   // ascending
  std::vector<bool> labelled;  // lines in which a label stands

  // Whose value the place is; Label::none: nobody's.
  Label owner(size_t line, size_t at) const;
};

// Their values are not copied yet: see secrets.h.
Fields find_fields(const Document& document, const Lines& lines);

// Values and quotes, from lines in which secrets are hidden.
void finish(Fields& fields, const Lines& lines);

// Text without the blanks, underscores and dots of an empty form.
std::string_view without_leader(std::string_view text);

}  // namespace portcheck::loa
