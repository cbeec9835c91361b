#include "edit/edited_sheet.h"

namespace portcheck::edit {
namespace {

// What the rules for rows know of the columns.
struct Meaning {
  std::vector<ColumnReport> columns;
  uint32_t header_row, header_width, adwords_column;
  std::array<uint32_t, rules::kFieldCount> column_of;
  std::vector<uint8_t> slot_of;
  std::vector<rules::RequiredColumn> required;
};

Meaning take_meaning(rules::SheetContext& sheet) {
  SheetReport& report = sheet.report;
  Meaning taken{std::move(report.columns), report.header_row, sheet.header_width,
                sheet.adwords_column,      sheet.column_of,   std::move(sheet.slot_of),
                std::move(sheet.required)};
  report.columns.clear();
  report.header_row = sheet.header_width = sheet.adwords_column = 0;
  sheet.column_of = {};
  sheet.slot_of.clear();
  sheet.required.clear();
  return taken;
}

bool equal(const Meaning& a, const rules::SheetContext& b) {
  const std::vector<ColumnReport>& columns = b.report.columns;
  if (a.header_row != b.report.header_row || a.header_width != b.header_width ||
      a.adwords_column != b.adwords_column || a.column_of != b.column_of || a.slot_of != b.slot_of ||
      a.required.size() != b.required.size() || a.columns.size() != columns.size()) {
    return false;
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    if (a.columns[i].column != columns[i].column || a.columns[i].field != columns[i].field) return false;
  }
  for (size_t i = 0; i < a.required.size(); ++i) {
    if (a.required[i].column != b.required[i].column || a.required[i].name != b.required[i].name)
      return false;
  }
  return true;
}

}  // namespace

RemarkId fill(EditedSheet& sheet, sheet::Workbook& workbook) {
  sheet::Table read;
  sheet::TableSink sink(read);
  sheet.problem = workbook.read(sheet.choice.index, sink, sheet.facts);
  if (sink.full()) return RemarkId::sheet_too_large;
  if (!read.sort_rows() || (!read.rows().empty() &&
                            (read.rows().front().number == 0 || read.rows().back().number > limits::kRows)))
    return RemarkId::row_twice;
  const uint32_t last = read.rows().empty() ? 0 : read.rows().back().number;
  if (!read.fill_gaps(last)) return RemarkId::sheet_too_large;
  sheet.table = std::move(read);
  return RemarkId::none;
}

bool map_again(EditedSheet& sheet) {
  rules::SheetContext& context = sheet.context;
  rules::RequestState& state = context.state;
  rules::HeaderSearch search;
  sheet.search_end = limits::kRows;
  for (const sheet::Row& row : sheet.table.rows()) {
    if (rules::is_blank(row)) continue;
    search.add(row);
    if (search.complete()) {
      sheet.search_end = row.number;
      break;
    }
  }
  const bool was_mapped = sheet.mapped;
  const Meaning before = take_meaning(context);
  state.pin_column = state.resporg_column = false;
  sheet.mapped = search.complete() || sheet.problem.status == sheet::Status::ok;
  if (sheet.mapped) search.map(context);
  sheet.pin_column = state.pin_column;
  sheet.resporg_column = state.resporg_column;
  sheet.header = state.findings.take();
  return was_mapped == sheet.mapped && equal(before, context);
}

}  // namespace portcheck::edit
