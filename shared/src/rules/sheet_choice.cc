#include "rules/sheet_choice.h"

#include "rules/sheet_judge.h"

namespace portcheck::rules {

SheetChoice choose_sheet(sheet::Workbook& workbook) {
  const std::vector<sheet::SheetInfo>& sheets = workbook.sheets();
  SheetChoice choice;
  if (sheets.size() == 1) return choice;
  int best = -1;
  std::vector<uint8_t> has_data(sheets.size());
  for (size_t i = 0; i < sheets.size(); ++i) {
    if (sheets[i].name.starts_with(kOwnSheetPrefix)) continue;
    SheetPeek peek;
    sheet::ReadFacts facts;
    workbook.read(i, peek, facts);
    has_data[i] = peek.has_data();
    int rank = !peek.has_data() ? -1 : peek.score() * 2 + (sheets[i].hidden ? 0 : 1);
    if (rank > best) {
      best = rank;
      choice.index = i;
    }
  }
  for (size_t i = 0; i < sheets.size(); ++i) {
    if (i != choice.index && has_data[i])
      (sheets[i].hidden ? choice.hidden : choice.others).push_back(sheets[i].name);
  }
  return choice;
}

}  // namespace portcheck::rules
