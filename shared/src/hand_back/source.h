// The sheet that is to be handed back, in memory, and what the rules say of its rows.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "portcheck/remark.h"
#include "portcheck/report.h"
#include "portcheck/request.h"
#include "rules/context.h"
#include "sheet/table.h"

namespace portcheck::hand_back {

struct Source {
  Remark refused;     // the rest is empty then
  size_t file = 0;    // of the request
  std::string name;   // of the file
  std::string sheet;  // of the sheet, empty for text files
  std::vector<std::string> other_sheets;
  bool text_file = false;
  sheet::ReadFacts facts;
  sheet::Table table;
};

// The first spreadsheet of the request, and of its sheets the one that is judged.
Source open_source(const Request& request);

// What the judge knows of the columns.
struct Columns {
  std::array<uint32_t, rules::kFieldCount> of{};  // 1-based; 0: no such column
  std::vector<ColumnReport> named;
  uint32_t header_row = 0;
  uint32_t at(Field field) const { return of[rules::index_of(field)]; }
};

class FindingSink {
 public:
  virtual ~FindingSink() = default;
  virtual void finding(Finding&& finding) = 0;
};

// Gives every finding about the table's header and rows as they come; findings about the request as a whole
// are not made.
Columns judge(const Request& request, const Source& source, FindingSink& sink);

}  // namespace portcheck::hand_back
