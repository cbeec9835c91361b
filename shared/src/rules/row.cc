// ROW-003, ROW-006 … ROW-009, HDR-008 and FIL-013: the row as a whole. ROW-001, -002, -004 and -005 stand
// with their cells.
#include "phone/numbering_plan.h"
#include "rules/cell_text.h"
#include "rules/families.h"
#include "text/clean.h"
#include "text/cold.h"
#include "text/word_list.h"
#include "url/url.h"

namespace portcheck::rules {
namespace {

constexpr uint32_t kExampleRows = 5;  // a template's examples are the first rows below the header

void blank_rows_before(SheetContext& sheet, uint32_t row) {
  if (row <= sheet.last_data_row + 1) return;
  if (sheet.blank_rows == 0) sheet.first_blank_row = sheet.last_data_row + 1;
  sheet.blank_rows += row - sheet.last_data_row - 1;
}

// "#N/A", "#REF!": what a formula leaves that fails. "=A1", "@SUM(1)": what a spreadsheet program would run.
void judge_sign(RowContext& row, const sheet::Cell& cell) {
  constexpr size_t kLongestError = 8;  // "#SPILL!" and a spare
  SheetContext& sheet = row.sheet;
  std::string_view text = cell.text;
  if (text[0] == '#') {
    bool error = text == "#N/A" || (text.size() > 3 && text.size() <= kLongestError &&
                                    (text.back() == '!' || text.back() == '?'));
    Finding* finding = error ? sheet.add(RuleId::ROW_009, row.row.number, cell.column) : nullptr;
    if (finding) set_value(*finding, text);
  } else if (text.size() > 1 && (text[0] == '=' || (text::is_letter(text[1]) &&
                                                    text.find_first_of("(|!") != std::string_view::npos))) {
    ++row.formulas;
  }
}

void judge_signs(RowContext& row) {
  if (row.sheet.header_width == 0) return;
  for (const sheet::Cell& cell : row.row.cells) {
    if (sign_of(cell.text) != 0) judge_sign(row, cell);
  }
}

PORTCHECK_COLD void extra_cells(RowContext& row) {
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

PORTCHECK_COLD void add_unnamed(RowContext& row) {
  SheetContext& sheet = row.sheet;
  for (const sheet::Cell& cell : row.row.cells) {
    if (!sheet.is_unnamed(cell.column)) continue;
    std::vector<UnnamedColumn>& unnamed = sheet.unnamed;
    size_t at = 0;
    while (at < unnamed.size() && unnamed[at].column != cell.column) ++at;
    if (at < unnamed.size()) {
      ++unnamed[at].rows;
      continue;
    }
    if (at == kUnnamedColumns) continue;
    unnamed.push_back({cell.column, 1});
    for (; at > 0 && unnamed[at - 1].column > cell.column; --at) std::swap(unnamed[at - 1], unnamed[at]);
  }
}

PORTCHECK_COLD bool says_example(const RowContext& row) {
  for (const sheet::Cell& cell : row.row.cells) {
    if (text::contains_fold(cell.text, "example") || text::contains_fold(cell.text, "sample")) return true;
  }
  return false;
}

const sheet::Cell* cell_in(const RowContext& row, uint32_t column) {
  for (const sheet::Cell& cell : row.row.cells) {
    if (cell.column == column) return &cell;
  }
  return nullptr;
}

// A row without a number, whose number and address stand in other columns.
PORTCHECK_COLD void misplaced(RowContext& row) {
  uint32_t number = row.sheet.column_of[index_of(Field::number_to_port)];
  uint32_t address = row.sheet.column_of[index_of(Field::campaign_url)];
  if (number == 0 || address == 0) return;
  auto fits = [&](uint32_t number_at, uint32_t address_at) {
    const sheet::Cell* a = number_at == 0 ? nullptr : cell_in(row, number_at);
    const sheet::Cell* b = cell_in(row, address_at);
    return b && holds_address(b->text) && (number_at == 0 || (a && holds_number(*a)));
  };
  const char* reason = fits(address, number)           ? "swapped"
                       : fits(number + 1, address + 1) ? "right"
                       : fits(number - 1, address - 1) ? "left"
                                                       : nullptr;
  if (!reason) return;
  if (Finding* finding = row.add(RuleId::ROW_008, Field::number_to_port)) set_reason(*finding, reason);
}

PORTCHECK_COLD std::vector<std::string> character_names(uint8_t changed) {
  std::vector<std::string> names;
  if (changed & text::kUnicodeSpace) names.push_back("special_space");
  if (changed & text::kInvisible) names.push_back("invisible");
  if (changed & text::kControl) names.push_back("control");
  if (changed & text::kForeignDigit) names.push_back("foreign_digit");
  if (changed & text::kFullWidth) names.push_back("full_width");
  return names;
}

}  // namespace

PORTCHECK_COLD void add_invisible(RowContext& row, Field field, uint8_t changed, std::string_view fix) {
  if (Finding* finding = row.add(RuleId::ROW_007, field)) {
    set_value(*finding, row.at(field)->text);
    set_param(*finding, "characters", character_names(changed));
    if (!fix.empty()) set_fix(*finding, fix, true);
  }
}

PORTCHECK_COLD bool holds_address(std::string_view cell) {
  if (cell.size() > limits::kJudgedBytes) return false;  // one long string may stand in every row
  if (cell.find_first_of(".:") == std::string_view::npos) return false;  // for most a look is enough
  url::Url url = url::parse(text::trim(cell));
  return url.status == url::Status::ok || url.status == url::Status::no_scheme;
}

PORTCHECK_COLD bool holds_number(const sheet::Cell& cell) {
  if (cell.text.size() > limits::kJudgedBytes) return false;
  std::string scratch;
  phone::PhoneNumber number = phone::parse_phone(cell.text, cell.kind == sheet::CellKind::number, scratch);
  return number.status == phone::ParseStatus::ok && !number.vanity && phone::possible_npa(number.npa()) &&
         number.nxx() >= 200;
}

PORTCHECK_COLD bool is_filler(std::string_view cell) {
  constexpr char kFillers[] =
      "tbd|tba|na|none|null|nil|todo|pending|xxx|test|unknown|example|url|website|seeabove|same";
  std::string folded = text::fold_name(cell);
  return folded.empty() || text::is_listed(kFillers, folded);
}

void row_row(RowContext& row) {
  SheetContext& sheet = row.sheet;
  if (row.outside) extra_cells(row);
  if (row.signs) judge_signs(row);
  if (row.number == 0) misplaced(row);
  if (row.row.number - sheet.report.header_row <= kExampleRows && sheet.report.header_row != 0 &&
      (row.fictional || row.placeholder_url) && says_example(row)) {
    row.add(RuleId::HDR_008, Field::number_to_port);
  }
}

void row_add(RowContext& row) {
  blank_rows_before(row.sheet, row.row.number);
  row.sheet.last_data_row = row.row.number;
  if (row.outside) add_unnamed(row);
  if (row.formulas != 0 && row.sheet.formulas == 0) row.sheet.first_formula_row = row.row.number;
  row.sheet.formulas += row.formulas;
}

PORTCHECK_COLD void row_sheet_end(SheetContext& sheet) {
  if (sheet.formulas != 0) {
    if (Finding* finding = sheet.add(RuleId::FIL_013)) {
      set_param(*finding, "count", static_cast<int64_t>(sheet.formulas));
      set_param(*finding, "first_row", sheet.first_formula_row);
    }
  }
  if (sheet.blank_rows == 0) return;
  if (Finding* finding = sheet.add(RuleId::ROW_003)) {
    set_param(*finding, "count", static_cast<int64_t>(sheet.blank_rows));
    set_param(*finding, "first_row", sheet.first_blank_row);
  }
}

}  // namespace portcheck::rules
