// One sheet that is edited, and what its rows add up to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "edit/row_index.h"
#include "edit/row_set.h"
#include "edit/tally.h"
#include "rules/context.h"
#include "rules/sheet_choice.h"
#include "rules/sheet_judge.h"
#include "sheet/table.h"

namespace portcheck::edit {

// What one data row adds, apart from its neighbours: the values of RowContext that outlive it.
struct RowPart {
  bool data = false;  // below the header, and not blank
  bool usable = false, toll_free = false, has_campaign = false, sought = false;
  bool no_media_type = false, no_description = false;
  uint16_t country_code = 0;
  uint32_t formulas = 0;
  uint64_t number = 0, campaign = 0, destination = 0;
  uint64_t network = 0;           // hash; 0: none
  std::vector<uint32_t> unnamed;  // columns
  std::vector<Finding> findings;  // of the row by itself
};

// What the sums are of: all rows that are in.
struct SheetSums {
  RowSet data, blank = RowSet::all();
  RowSet starts;    // data rows whose campaign is not that of the data row above, or that have none
  RowSet kinds[2];  // local, toll-free
  RowSet formula_rows;
  RowSet networks_first;  // rows with a network that no row above has
  RowIndex networks, campaigns, unnamed;
  RowIndex new_numbers;  // that the request does not have further up
  uint64_t new_numbers_sum = 0, new_destinations = 0, numbers = 0, formulas = 0;
  std::array<uint64_t, 2> empty_optional{};
  std::map<uint32_t, uint64_t> unnamed_rows;  // column → rows
};

struct EditedSheet {
  EditedSheet(rules::RequestState& state, int32_t file_index, bool is_text, SheetReport& report)
      : file(file_index), text_file(is_text), context(state, file_index, is_text, report) {}

  int32_t file;
  bool text_file;
  sheet::Table table;  // every row from 1 on
  rules::SheetChoice choice;
  sheet::ReadFacts facts;
  sheet::Problem problem;
  rules::SheetContext context;  // as map_columns left it; the sums are filled in when they are asked for
  bool mapped = false;          // false: too little could be read to judge anything
  uint32_t search_end = 0;      // last row that had a part in the search for the header
  bool resporg_column = false, pin_column = false;
  std::vector<Finding> header;  // findings
  SheetSums sums;

  bool may_be_data(uint32_t row) const {
    return mapped && row > context.report.header_row && row <= table.rows().size() &&
           !rules::is_blank(table.rows()[row - 1]);
  }
  bool ends() const { return mapped && (problem.status == sheet::Status::ok || sums.data.size() != 0); }
};

// Reads the sheet into the table, every row from 1 on. None, or why it cannot be edited.
RemarkId fill(EditedSheet& sheet, sheet::Workbook& workbook);

// Looks for the header and maps the columns anew. True: they mean what they did, and only the header's
// findings may be others.
bool map_again(EditedSheet& sheet);

}  // namespace portcheck::edit
