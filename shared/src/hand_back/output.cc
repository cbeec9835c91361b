#include "hand_back/output.h"

#include <algorithm>

#include "portcheck/report.h"
#include "rules/sheet_choice.h"
#include "text/clean.h"
#include "text/decimal.h"
#include "text/utf8.h"

namespace portcheck::hand_back {

std::vector<sheet::ColumnLayout> fitting_columns(const std::vector<sheet::Row>& rows) {
  constexpr uint32_t kColumns = 64, kNarrowest = 10, kWidest = 60;
  std::vector<sheet::ColumnLayout> columns;
  for (const sheet::Row& row : rows) {
    for (const sheet::Cell& cell : row.cells) {
      if (cell.column > kColumns) break;
      if (columns.size() < cell.column) columns.resize(cell.column, {kNarrowest, {}});
      uint32_t& width = columns[cell.column - 1].width;
      if (cell.text.size() > width)
        width = std::max(width, std::min(kWidest, static_cast<uint32_t>(text::count_characters(cell.text))));
    }
  }
  return columns;
}

void Output::begin_sheet(sheet::SheetLayout layout) {
  ++sheets_;
  width_ = static_cast<uint32_t>(layout.columns.size());
  if (format_ == SheetFormat::xlsx) xlsx_.begin_sheet(std::move(layout));
}

void Output::row(std::span<const sheet::Cell> cells) {
  if (format_ == SheetFormat::xlsx) {
    xlsx_.row(cells);
  } else if (sheets_ == 1) {
    csv_.row(cells, width_);
  }
}

bool Output::finish(std::string& bytes, HandBack& done) {
  if (format_ == SheetFormat::csv) {
    bytes = csv_.finish();
    return true;
  }
  if (xlsx_.cut_cells() != 0) {
    done.notes.push_back({RemarkId::cells_cut_for_workbook});
  }
  if (xlsx_.finish(bytes)) return true;
  done.refused = {RemarkId::output_too_large};
  return false;
}

void write_changes(Output& out, const HandBack& done) {
  constexpr RemarkId kTitles[] = {RemarkId::changes_cell,  RemarkId::changes_now, RemarkId::changes_before,
                                  RemarkId::changes_after, RemarkId::changes_why, RemarkId::changes_rule};
  out.begin_sheet({std::string(rules::kOwnSheetPrefix) + message(Remark{RemarkId::changes_sheet}),
                   {{16, {}}, {10, {}}, {32, {}}, {32, {}}, {36, {}}, {10, {}}}});
  std::vector<sheet::Cell> cells;
  std::vector<std::string> texts;
  auto put = [&] {
    cells.clear();
    for (size_t i = 0; i < texts.size(); ++i) {
      if (!texts[i].empty()) cells.push_back({texts[i], static_cast<uint32_t>(i + 1)});
    }
    out.row(cells);
  };
  for (const RemarkId title : kTitles) texts.push_back(message(Remark{title}));
  put();
  for (const Change& change : done.changes) {
    const std::string letters = column_letters(change.column);
    texts = {place(change), change.now_row == kNone ? std::string() : letters + text::decimal(change.now_row),
             change.before, change.after,
             why(change),   change.rule ? std::string(to_string(*change.rule)) : std::string()};
    put();
  }
  if (done.change_count > done.changes.size()) {
    texts.assign(5, "");
    const auto more = static_cast<int64_t>(done.change_count - done.changes.size());
    texts[4] = message(Remark{RemarkId::changes_more, {{"count", more}}});
    put();
  }
}

std::string base_name(std::string_view file_name) {
  constexpr size_t kLongest = 120;  // of the 255 bytes that file systems take, for the endings
  file_name.remove_prefix(file_name.find_last_of("/\\") + 1);
  const size_t dot = file_name.rfind('.');
  if (dot != std::string_view::npos) file_name = file_name.substr(0, dot);
  std::string repaired, scratch;
  text::append_repaired(repaired, file_name.substr(0, 4 * kLongest));
  std::string base(text::clean(repaired, scratch, false).text);
  for (char& c : base) {
    if (std::string_view("/\\:*?\"<>|\t\r\n").find(c) != std::string_view::npos) c = '_';
  }
  base = text::cut_at_character(base, kLongest);
  while (base.starts_with('.') || base.starts_with('-')) base.erase(0, 1);
  return base.empty() ? "numbers" : base;
}

std::string_view extension(SheetFormat format) {
  return format == SheetFormat::xlsx ? ".xlsx" : ".csv";
}

}  // namespace portcheck::hand_back
