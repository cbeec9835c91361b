// ROW-003, ROW-006, ROW-007 and HDR-008: the row as a whole. ROW-001, -002, -004 and -005 stand with their
// cells.
#include "rules/cell_text.h"
#include "rules/families.h"
#include "text/clean.h"

namespace portcheck::rules {
namespace {

constexpr uint32_t kExampleRows = 5;  // a template's examples are the first rows below the header

void blank_rows_before(SheetContext& sheet, uint32_t row) {
  if (row <= sheet.last_data_row + 1) return;
  if (sheet.blank_rows == 0) sheet.first_blank_row = sheet.last_data_row + 1;
  sheet.blank_rows += row - sheet.last_data_row - 1;
}

void extra_cells(RowContext& row) {
  SheetContext& sheet = row.sheet;
  if (sheet.header_width == 0 || !sheet.text_file) return;
  uint32_t extra = 0;
  for (size_t i = row.row.cells.size(); i-- > 0 && row.row.cells[i].column > sheet.header_width;) ++extra;
  if (extra == 0) return;
  if (Finding* finding = sheet.add(RuleId::ROW_006, row.row.number, sheet.header_width + 1)) {
    set_param(*finding, "extra", extra);
    set_param(*finding, "columns", sheet.header_width);
  }
}

void add_unnamed(RowContext& row) {
  SheetContext& sheet = row.sheet;
  if (sheet.header_width == 0) return;
  for (const sheet::Cell& cell : row.row.cells) {
    constexpr size_t kUnnamed = 64;
    if (sheet.text_file && cell.column > sheet.header_width) break;
    if (cell.column < sheet.slot_of.size() && sheet.slot_of[cell.column] != index_of(Field::none)) continue;
    if (sheet.unnamed.size() < kUnnamed || sheet.unnamed.count(cell.column)) ++sheet.unnamed[cell.column];
  }
}

bool says_example(const RowContext& row) {
  for (const sheet::Cell& cell : row.row.cells) {
    if (text::contains_fold(cell.text, "example") || text::contains_fold(cell.text, "sample")) return true;
  }
  return false;
}

std::vector<std::string> character_names(uint8_t changed) {
  std::vector<std::string> names;
  if (changed & text::kUnicodeSpace) names.push_back("no-break or other special space");
  if (changed & text::kInvisible) names.push_back("zero-width or direction mark");
  if (changed & text::kControl) names.push_back("control character");
  if (changed & text::kForeignDigit) names.push_back("digits of another script");
  if (changed & text::kFullWidth) names.push_back("full-width or typographic sign");
  return names;
}

}  // namespace

void add_invisible(RowContext& row, Field field, uint8_t changed, std::string fix) {
  if (Finding* finding = row.add(RuleId::ROW_007, field)) {
    set_value(*finding, row.at(field)->text);
    set_param(*finding, "characters", character_names(changed));
    if (!fix.empty()) set_fix(*finding, std::move(fix), true);
  }
}

bool is_filler(std::string_view cell) {
  constexpr std::string_view kFillers[] = {"tbd",  "tba",     "na",       "none", "null",    "nil",
                                           "todo", "pending", "xxx",      "test", "unknown", "example",
                                           "url",  "website", "seeabove", "same"};
  std::string folded = text::fold_name(cell);
  for (std::string_view filler : kFillers) {
    if (folded == filler) return true;
  }
  return folded.empty();
}

void row_row(RowContext& row) {
  SheetContext& sheet = row.sheet;
  if (row.outside) extra_cells(row);
  if (row.row.number - sheet.report.header_row <= kExampleRows && sheet.report.header_row != 0 &&
      (row.fictional || row.placeholder_url) && says_example(row)) {
    row.add(RuleId::HDR_008, Field::number_to_port);
  }
}

void row_add(RowContext& row) {
  blank_rows_before(row.sheet, row.row.number);
  row.sheet.last_data_row = row.row.number;
  if (row.outside) add_unnamed(row);
}

void row_sheet_end(SheetContext& sheet) {
  if (sheet.blank_rows == 0) return;
  if (Finding* finding = sheet.add(RuleId::ROW_003)) {
    set_param(*finding, "count", static_cast<int64_t>(sheet.blank_rows));
    set_param(*finding, "first_row", sheet.first_blank_row);
  }
}

}  // namespace portcheck::rules
