// What the human renderings share: findings grouped by file and rule, and the headline's words.
#pragma once

#include <string>
#include <vector>

#include "portcheck/report.h"

namespace portcheck {

struct Group {
  RuleId rule;
  Severity severity;
  int32_t file;
  uint64_t total;  // exact where the group is the rule's only one, else of the findings kept
  std::vector<const Finding*> findings;  // borrowed from the report
};

// Errors first, then warnings, then infos; within a severity in the report's order.
std::vector<Group> group_findings(const Report& report);

std::string counts_text(const Report& report);   // "2 errors, 1 warning"; "no findings"
std::string numbers_text(const Report& report);  // "214 numbers (212 unique), local"; empty without numbers
std::string next_step(const Report& report);     // what the agent should do now
std::string file_text(const FileReport& file);  // "numbers.xlsx: sheet \"Sheet1\", header in row 3, 214 rows"
std::string shortened(std::string_view name);   // long file names lose their middle, never their extension

}  // namespace portcheck
