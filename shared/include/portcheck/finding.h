// One thing the engine noticed: rule, severity, place, and what details.h has: the cell's value, typed
// params, the repair where one is certain. Sentences are made from it at the edge (message.h); a whole answer
// is a Report (report.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "portcheck/details.h"
#include "portcheck/document.h"
#include "portcheck/rule_ids.h"  // generated from shared/rules.json

namespace portcheck {

inline constexpr uint32_t kNone = 0;

// Rows and columns are 1-based and counted as a spreadsheet program shows them; kNone where the place is
// wider.
struct Place {
  int32_t file = -1;      // index into Report::files; -1 for the ticket as a whole
  bool in_sheet = false;  // in the file's sheet, which has a name; false for CSV, too
  uint32_t row = kNone;
  uint32_t column = kNone;
  uint32_t page = kNone;  // of a letter
  Box box;                // on that page; all zero: not known
};

struct Finding {
  RuleId rule;
  Severity severity;
  Place place;
  Details details;

  // What the cell or field says, at most limits::kShownValueBytes, cut at a character.
  std::string_view value() const { return details.value(); }
  std::optional<Fix> fix() const { return details.fix(); }
};

}  // namespace portcheck
