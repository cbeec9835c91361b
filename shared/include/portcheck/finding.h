// One thing the engine noticed: rule, severity, place, typed params, and the repair where one is certain.
// Sentences are made from it at the edge (message.h); a whole answer is a Report (report.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "portcheck/document.h"
#include "portcheck/rule_ids.h"  // generated from shared/rules.json

namespace portcheck {

inline constexpr uint32_t kNone = 0;

// Rows and columns are 1-based and counted as a spreadsheet program shows them; kNone where the place is
// wider.
struct Place {
  int32_t file = -1;  // index into Report::files; -1 for the ticket as a whole
  std::string sheet;  // empty for the ticket, for CSV and for files that are no workbook
  uint32_t row = kNone;
  uint32_t column = kNone;
  uint32_t page = kNone;  // of a letter
  Box box;                // on that page; all zero: not known
};

struct Param {
  std::string_view name;  // static storage: a name of this rule's params in rules.json
  std::variant<int64_t, std::string, std::vector<std::string>> value;
};

// Replace the cell's text by `value`. Only set where the repair is certain or plainly a suggestion to
// confirm.
struct Fix {
  std::string value;
  bool certain = true;  // false: ask before applying
};

struct Finding {
  RuleId rule;
  Severity severity;
  Place place;
  std::string value;  // what the cell or field says, at most limits::kShownValueBytes, cut at a character
  std::vector<Param> params;
  std::optional<Fix> fix;
};

}  // namespace portcheck
