// HDR-001 … HDR-010: the header row and what its columns mean.
#include "rules/header.h"

#include "rules/cell_text.h"
#include "rules/families.h"
#include "rules/header_names.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::rules {
namespace {

constexpr size_t kNameLength = 255;  // characters of a marketing data field's name
constexpr Field kFields[] = {Field::number_to_port, Field::campaign_url, Field::description,
                             Field::media_type, Field::detected_destination};

bool is_required(Field field) {
  return field == Field::number_to_port || field == Field::campaign_url;
}
bool is_firm(HeaderMatch match) {
  return match == HeaderMatch::exact || match == HeaderMatch::folded;
}

void report_column(SheetContext& sheet, const ColumnReport& column) {
  if (column.match != HeaderMatch::near && column.match != HeaderMatch::folded) return;
  std::string_view expected = template_name(column.field);
  if (column.match == HeaderMatch::folded &&
      (!is_required(column.field) || text::equal_fold(column.header, expected))) {
    return;
  }
  RuleId rule = is_required(column.field) ? RuleId::HDR_003 : RuleId::HDR_009;
  Severity severity = column.match == HeaderMatch::near ? Severity::warning : Severity::info;
  Finding* finding =
      sheet.state.findings.add(rule, severity, sheet.spot(sheet.report.header_row, column.column));
  if (!finding) return;
  set_value(*finding, column.header);
  set_param(*finding, "header", column.header);
  set_param(*finding, "expected", expected);
  set_fix(*finding, expected, true);
}

void report_second(SheetContext& sheet, const ColumnReport& first, const ColumnReport& second) {
  if (Finding* finding = sheet.add(RuleId::HDR_004, sheet.report.header_row, second.column)) {
    set_value(*finding, second.header);
    set_param(*finding, "expected", template_name(first.field));
    set_param(*finding, "header", second.header);
    set_param(*finding, "first", column_letters(first.column));
  }
}

// Of the columns that may be `field`, the best keeps it; one that looks just as good is an error, a weaker
// one is marketing data.
void settle(SheetContext& sheet, Field field) {
  ColumnReport* best = nullptr;
  for (ColumnReport& column : sheet.report.columns) {
    if (column.field == field && (!best || (is_firm(column.match) && !is_firm(best->match)))) best = &column;
  }
  if (!best) return;
  sheet.column_of[index_of(field)] = best->column;
  for (ColumnReport& column : sheet.report.columns) {
    if (column.field != field || &column == best) continue;
    if (is_firm(column.match) == is_firm(best->match)) report_second(sheet, *best, column);
    column.field = Field::marketing;
    column.match = HeaderMatch::none;
  }
  report_column(sheet, *best);
}

bool is_taken(const SheetContext& sheet, uint32_t column) {
  for (Field field : kFields) {
    if (sheet.column_of[index_of(field)] == column) return true;
  }
  return false;
}

// The first column whose cells mostly hold what `field` should; 0 when there is none.
uint32_t column_by_content(const SheetContext& sheet, const std::vector<KeptRow>& rows, size_t from,
                           Field field) {
  struct Tally {
    uint32_t filled = 0, fitting = 0;
  };
  constexpr uint32_t kColumnsTried = 64;
  std::array<Tally, kColumnsTried + 1> tallies{};
  for (size_t i = from; i < rows.size(); ++i) {
    for (const sheet::Cell& cell : rows[i].cells) {
      if (cell.column > kColumnsTried || is_taken(sheet, cell.column)) continue;
      Tally& tally = tallies[cell.column];
      ++tally.filled;
      tally.fitting += field == Field::campaign_url ? holds_address(cell.text) : holds_number(cell);
    }
  }
  for (uint32_t column = 1; column <= kColumnsTried; ++column) {
    if (tallies[column].fitting * 2 > tallies[column].filled) return column;
  }
  return 0;
}

ColumnReport* find_column(SheetContext& sheet, uint32_t column) {
  for (ColumnReport& candidate : sheet.report.columns) {
    if (candidate.column == column) return &candidate;
  }
  return nullptr;
}

void recognise_by_content(SheetContext& sheet, const std::vector<KeptRow>& rows, size_t from, Field field,
                          bool header) {
  if (sheet.column_of[index_of(field)] != 0) return;
  uint32_t column = column_by_content(sheet, rows, from, field);
  ColumnReport* found = column ? find_column(sheet, column) : nullptr;
  if (column && !found) {
    sheet.report.columns.push_back({column, "", Field::none, HeaderMatch::none});
    found = &sheet.report.columns.back();
  }
  if (found) {
    sheet.column_of[index_of(field)] = column;
    found->field = field;
  }
  if (found && !header) return;
  RuleId rule = field == Field::number_to_port ? RuleId::HDR_001 : RuleId::HDR_002;
  Finding* finding = sheet.add(rule, sheet.report.header_row, column);
  if (!finding) return;
  set_reason(*finding, found ? "candidate" : "missing");
  if (found) {
    set_value(*finding, found->header);
    set_param(*finding, "column", column_letters(column));
    set_param(*finding, "header", found->header);
  }
}

void read_names(SheetContext& sheet, const sheet::Row& row) {
  std::string scratch;
  for (const sheet::Cell& cell : row.cells) {
    std::string name(text::clean(cell.text, scratch, false).text);
    if (name.empty()) continue;
    NameMatch match = match_header(name);
    if (match.field == Field::none) match.field = Field::marketing;
    if (text::fold_name(name) == "adwordsaccountid") sheet.adwords_column = cell.column;
    if (text::contains_any_word(name, "pin|passcode")) sheet.state.pin_column = true;
    if (text::contains_fold(name, "resporg") || text::contains_fold(name, "resp org"))
      sheet.state.resporg_column = true;
    sheet.header_width = cell.column;
    sheet.report.columns.push_back({cell.column, std::move(name), match.field, match.match});
  }
}

bool is_listed(std::string_view name, const std::vector<std::string>& names) {
  std::string folded = text::fold_name(name);
  for (const std::string& listed : names) {
    if (text::fold_name(listed) == folded) return true;
  }
  return false;
}

void report_marketing(SheetContext& sheet) {
  const Options& options = sheet.state.request.options;
  std::vector<std::string> names;
  for (const ColumnReport& column : sheet.report.columns) {
    if (column.field != Field::marketing) continue;
    constexpr size_t kListed = 20;
    bool known = is_listed(column.header, options.marketing_columns) ||
                 is_listed(column.header, options.required_columns) ||
                 is_listed(column.header, options.optional_columns);
    if (!known && names.size() < kListed)
      names.emplace_back(text::cut_at_character(column.header, kNameLength));
    size_t length = text::count_characters(column.header);
    if (length <= kNameLength) continue;
    if (Finding* finding = sheet.state.findings.add(RuleId::HDR_006, Severity::warning,
                                                    sheet.spot(sheet.report.header_row, column.column))) {
      set_value(*finding, column.header);
      set_reason(*finding, "too_long");
      set_param(*finding, "length", static_cast<int64_t>(length));
    }
  }
  if (names.empty()) return;
  bool unknown = !options.marketing_columns.empty();
  if (Finding* finding =
          sheet.state.findings.add(RuleId::HDR_006, unknown ? Severity::warning : Severity::info,
                                   sheet.spot(sheet.report.header_row))) {
    set_reason(*finding, unknown ? "unknown" : "listed");
    set_param(*finding, "names", std::move(names));
  }
}

// Finds the columns that the customer's profile requires.
void require_columns(SheetContext& sheet) {
  for (const std::string& name : sheet.state.request.options.required_columns) {
    Field field = match_header(name).field;
    uint32_t found = field == Field::none ? 0 : sheet.column_of[index_of(field)];
    std::string folded = text::fold_name(name);
    for (const ColumnReport& column : sheet.report.columns) {
      if (found == 0 && text::fold_name(column.header) == folded) found = column.column;
    }
    bool said = field == Field::number_to_port || field == Field::campaign_url;  // HDR-001, HDR-002
    if (found != 0 && !said) {
      std::vector<RequiredColumn>& required = sheet.required;
      required.push_back({found, name});
      for (size_t at = required.size() - 1; at > 0 && required[at - 1].column >= found; --at)
        std::swap(required[at - 1], required[at]);
    } else if (!said) {
      if (Finding* finding = sheet.add(RuleId::HDR_010, sheet.report.header_row))
        set_param(*finding, "name", name);
    }
  }
}

void report_header_row(SheetContext& sheet, bool header) {
  if (header && sheet.report.header_row == 1) return;
  if (Finding* finding = sheet.add(RuleId::HDR_005, sheet.report.header_row)) {
    set_reason(*finding, header ? "late" : "none");
    if (header) set_param(*finding, "header_row", sheet.report.header_row);
  }
}

}  // namespace

int header_score(const sheet::Row& row) {
  int score = 0;
  bool number = false, url = false, firm = true;
  std::string scratch;
  for (const sheet::Cell& cell : row.cells) {
    if (cell.kind != sheet::CellKind::text) continue;
    NameMatch match = match_header(text::clean(cell.text, scratch, false).text);
    if (match.field == Field::none) continue;
    score += is_firm(match.match) ? 3 : 1;
    bool required = is_required(match.field);
    number = number || match.field == Field::number_to_port;
    url = url || match.field == Field::campaign_url;
    firm = firm && (!required || is_firm(match.match));
  }
  if (number && url && firm) return kCertainHeader;
  if (number && url) return score + 10;
  // One near word alone ("phone") may be a title or data; beside it the row must look like a row of names.
  bool strong = score >= 3;
  return (number || url) && (strong || row.cells.size() >= 2 || row.number == 1) ? score : strong ? score : 0;
}

void map_columns(SheetContext& sheet, const std::vector<KeptRow>& rows, size_t header) {
  if (rows.empty()) return;
  bool found = header < rows.size();
  size_t first_data = found ? header + 1 : 0;
  if (found) {
    sheet.report.header_row = rows[header].row.number;
    read_names(sheet, rows[header].row);
    for (Field field : kFields) settle(sheet, field);
  }
  report_header_row(sheet, found);
  for (Field field : {Field::number_to_port, Field::campaign_url}) {
    recognise_by_content(sheet, rows, first_data, field, found);
  }
  report_marketing(sheet);
  require_columns(sheet);
  uint32_t last = 0;
  for (const ColumnReport& column : sheet.report.columns) last = std::max(last, column.column);
  sheet.slot_of.assign(last + 1, static_cast<uint8_t>(index_of(Field::none)));
  for (const ColumnReport& column : sheet.report.columns) {
    sheet.slot_of[column.column] = static_cast<uint8_t>(index_of(column.field));
  }
}

void header_sheet_end(SheetContext& sheet) {
  for (const auto& [column, rows] : sheet.unnamed) {
    if (sheet.text_file && column > sheet.header_width) continue;  // ROW-006 has said so row by row
    if (Finding* finding = sheet.add(RuleId::HDR_007, sheet.report.header_row, column)) {
      set_param(*finding, "column", column_letters(column));
      set_param(*finding, "rows", static_cast<int64_t>(rows));
    }
  }
}

}  // namespace portcheck::rules
