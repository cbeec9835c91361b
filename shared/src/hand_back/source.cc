#include "hand_back/source.h"

#include "document/file_type.h"
#include "portcheck/check.h"
#include "rules/sheet_choice.h"
#include "rules/sheet_judge.h"
#include "sheet/formula_text.h"

namespace portcheck::hand_back {
namespace {

using document::FileType;

// Texts that a CSV shields with an apostrophe are kept without it.
class Unshielded final : public sheet::RowSink {
 public:
  explicit Unshielded(sheet::RowSink& next) : next_(next) {}

  bool row(const sheet::Row& row) override {
    cells_.assign(row.cells.begin(), row.cells.end());
    for (sheet::Cell& cell : cells_) cell.text = sheet::without_shield(cell.text);
    return next_.row({row.number, cells_, row.width, row.hidden});
  }

 private:
  sheet::RowSink& next_;
  std::vector<sheet::Cell> cells_;
};

Request about_one(const Request& request, size_t file) {
  Request one;
  one.today = request.today;
  one.options = request.options;
  one.files = {request.files[file]};
  return one;
}

// What the check says of a file that cannot be read to its end.
Remark refusal(const Request& request, size_t file) {
  Report report = check(about_one(request, file));
  for (const Finding& finding : report.findings) {
    if (finding.severity == Severity::error && to_string(finding.rule).starts_with("FIL"))
      return {RemarkId::none, finding.details, finding.rule};
  }
  return {RemarkId::no_table};
}

}  // namespace

Source open_source(const Request& request) {
  Source source;
  FileType type = FileType::binary;
  for (; source.file < request.files.size(); ++source.file) {
    const InputFile& input = request.files[source.file];
    if (input.refused != Defect::none) continue;
    type = document::detect_file_type(input.bytes, input.name);
    if (document::is_spreadsheet(type)) break;
  }
  if (source.file == request.files.size()) {
    if (source.file == 1) {
      source.file = 0;
      source.refused = refusal(request, 0);
    } else {
      source.refused = {RemarkId::no_spreadsheet};
    }
    return source;
  }
  source.name = request.files[source.file].name;
  source.text_file = document::is_text_sheet(type);
  sheet::Opened opened = sheet::open_workbook(request.files[source.file].bytes, type);
  if (!opened.workbook) {
    source.refused = refusal(request, source.file);
    return source;
  }
  rules::SheetChoice choice = rules::choose_sheet(*opened.workbook);
  source.sheet = opened.workbook->sheets()[choice.index].name;
  source.other_sheets = std::move(choice.others);
  source.other_sheets.insert(source.other_sheets.end(), choice.hidden.begin(), choice.hidden.end());
  sheet::TableSink table(source.table);
  Unshielded unshielded(table);
  sheet::RowSink& sink = source.text_file ? static_cast<sheet::RowSink&>(unshielded) : table;
  sheet::Problem problem = opened.workbook->read(choice.index, sink, source.facts);
  if (table.full()) {
    source.refused = {RemarkId::sheet_too_large};
  } else if (problem.status != sheet::Status::ok || source.table.rows().empty()) {
    source.refused = refusal(request, source.file);
  } else if (!source.table.sort_rows()) {
    source.refused = {RemarkId::row_twice};
  }
  return source;
}

Columns judge(const Request& request, const Source& source, FindingSink& sink) {
  Request one = about_one(request, source.file);
  one.options.max_findings = 0;
  Report report;
  report.files.resize(1);
  rules::RequestState state(one, report);
  state.types.assign(1, FileType::binary);
  report.files[0].sheet.name = source.sheet;
  rules::SheetContext context(state, 0, source.text_file, report.files[0].sheet);
  rules::SheetJudge judge(context);
  auto pass_on = [&] {
    for (Finding& finding : state.findings.take()) sink.finding(std::move(finding));
  };
  for (const sheet::Row& row : source.table.rows()) {
    judge.row(row);
    pass_on();
  }
  judge.finish();
  pass_on();
  return {context.column_of, std::move(report.files[0].sheet.columns), report.files[0].sheet.header_row};
}

}  // namespace portcheck::hand_back
