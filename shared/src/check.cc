#include "portcheck/check.h"

#include "check_steps.h"
#include "document/file_type.h"
#include "rules/registry.h"
#include "rules/sheet_choice.h"
#include "rules/sheet_judge.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck {
namespace {

using document::FileType;
using rules::FileContext;
using rules::RequestState;
using rules::SheetContext;

bool has_extension(std::string_view name, std::initializer_list<std::string_view> extensions) {
  for (std::string_view extension : extensions) {
    if (name.size() > extension.size() &&
        text::equal_fold(name.substr(name.size() - extension.size()), extension)) {
      return true;
    }
  }
  return false;
}

bool named_like_sheet(std::string_view name) {
  return has_extension(name, {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers", ".csv", ".tsv"});
}

bool is_picture(FileType type) {
  return type == FileType::jpeg || type == FileType::png || type == FileType::heic ||
         type == FileType::webp || type == FileType::gif || type == FileType::bmp;
}

// What the file is for. Where the content does not say, its name does: an empty numbers.csv is still the
// spreadsheet.
Role role_of(FileType type, std::string_view name) {
  bool says_nothing = type == FileType::empty || type == FileType::ole_encrypted;
  if (!says_nothing && document::is_spreadsheet(type)) return Role::sheet;
  if (!says_nothing && document::is_letter(type)) return Role::loa;
  if (named_like_sheet(name)) return Role::sheet;
  return says_nothing && has_extension(name, {".pdf", ".docx", ".doc"}) ? Role::loa : Role::other;
}

// A container of the name's kind whose inside cannot be recognised is a damaged workbook, not an archive to
// unpack.
bool is_damaged_workbook(FileType type, std::string_view name) {
  return (type == FileType::zip || type == FileType::binary) &&
         has_extension(name, {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"});
}

struct Progressor {
  Progress progress;
  uint64_t done = 0, total = 1;

  void add(uint64_t bytes) {
    done += bytes;
    if (progress.call) progress.call(progress.context, static_cast<int>(done * 1000 / total));
  }
};

// Passes rows on and reports progress every so many of them, as a share of this file's bytes.
class ProgressSink final : public sheet::RowSink {
 public:
  ProgressSink(sheet::RowSink& next, const Progressor& progressor, uint64_t file_bytes)
      : next_(next), progressor_(progressor), file_bytes_(file_bytes) {}

  bool flat_row(const sheet::FlatRow& row) override {
    const bool taken = next_.flat_row(row);
    if (taken) count();
    return taken;
  }
  bool row(const sheet::Row& row) override {
    count();
    return next_.row(row);
  }

 private:
  void count() {
    constexpr uint32_t kEvery = 4096, kGuessedRowBytes = 64;
    if (++rows_ % kEvery == 0 && progressor_.progress.call) {
      const uint64_t share = std::min(file_bytes_, uint64_t{rows_} * kGuessedRowBytes);
      progressor_.progress.call(progressor_.progress.context,
                                static_cast<int>((progressor_.done + share) * 1000 / progressor_.total));
    }
  }

  sheet::RowSink& next_;
  const Progressor& progressor_;
  uint64_t file_bytes_;
  uint32_t rows_ = 0;
};

}  // namespace

void report_other_sheets(SheetContext& sheet, rules::SheetChoice choice) {
  for (bool hidden : {false, true}) {
    std::vector<std::string>& names = hidden ? choice.hidden : choice.others;
    if (names.empty()) continue;
    if (Finding* finding = sheet.add(RuleId::FIL_009)) {
      rules::set_reason(*finding, hidden ? "hidden_sheet" : "sheets");
      rules::set_param(*finding, "used", sheet.name);
      rules::set_param(*finding, "others", std::move(names));
    }
  }
}

bool report_reading(FileContext& file, SheetContext& sheet, const sheet::ReadFacts& facts,
                    const sheet::Problem& problem) {
  sheet.report.encoding = facts.encoding;
  if (facts.delimiter != 0) sheet.report.delimiter = std::string(1, facts.delimiter);
  rules::judge_reading(sheet, facts);
  if (problem.status == sheet::Status::ok) return true;
  rules::judge_opening(file, problem);
  return sheet.report.data_rows != 0;
}

namespace {

void check_sheet(void* context, FileContext& file, FileReport& report) {
  const Progressor& progressor = *static_cast<const Progressor*>(context);
  const InputFile& input = file.state.request.files[static_cast<size_t>(file.index)];
  sheet::Opened opened = sheet::open_workbook(input.bytes, file.type);
  if (!opened.workbook) {
    rules::judge_opening(file, opened.problem);
    return;
  }
  rules::SheetChoice choice = rules::choose_sheet(*opened.workbook);
  report.has_sheet = true;
  report.sheet.name = opened.workbook->sheets()[choice.index].name;
  SheetContext sheet(file.state, file.index, document::is_text_sheet(file.type), report.sheet);
  report_other_sheets(sheet, std::move(choice));

  rules::SheetJudge judge(sheet);
  ProgressSink sink(judge, progressor, input.bytes.size());
  sheet::ReadFacts facts;
  sheet::Problem problem = opened.workbook->read(choice.index, sink, facts);
  if (report_reading(file, sheet, facts, problem)) judge.finish();
}

std::string safe_name(std::string_view name) {
  std::string out;
  text::append_repaired(out, name.substr(0, limits::kFileNameBytes));
  return out;
}

}  // namespace

void check_file(RequestState& state, size_t index, SheetCheck* check_sheet, void* context) {
  const InputFile& input = state.request.files[index];
  FileReport& report = state.report.files[index];
  report.name = safe_name(input.name);
  report.size = input.bytes.size();
  report.sha256 = input.sha256;
  FileContext file{state, static_cast<int32_t>(index), FileType::binary};
  if (input.refused != Defect::none) {
    report.type = document::to_string(file.type);
    report.role = role_of(FileType::empty, input.name);
    rules::judge_opening(file, {sheet::Status::bomb, input.refused, 0});
    return;
  }
  if (input.bytes.size() > limits::kFileBytes) {
    report.type = document::to_string(file.type);
    report.role = role_of(file.type, input.name);
    rules::judge_opening(file, {sheet::Status::too_large, Defect::file_size, 0});
    return;
  }
  file.type = document::detect_file_type(input.bytes, input.name);
  state.types[index] = file.type;
  report.type = document::to_string(file.type);
  report.role = role_of(file.type, input.name);
  if (is_damaged_workbook(file.type, input.name)) {
    rules::judge_opening(file, {sheet::Status::damaged, Defect::no_spreadsheet, 0});
    return;
  }
  rules::judge_file(file);
  bool judged = file.type == FileType::ole_encrypted || file.type == FileType::html;
  if (!judged && document::is_spreadsheet(file.type)) check_sheet(context, file, report);
}

// Logos and photos come along with mails: beside a real letter they are not taken for one.
void settle_letters(RequestState& state) {
  std::vector<FileReport>& files = state.report.files;
  bool document = false;
  for (size_t i = 0; i < files.size(); ++i)
    document = document || (files[i].role == Role::loa && !is_picture(state.types[i]));
  for (size_t i = 0; i < files.size(); ++i) {
    if (document && is_picture(state.types[i])) files[i].role = Role::other;
  }
}

void start_report(RequestState& state) {
  const size_t files = state.request.files.size();
  state.report.checked_on = state.request.today;
  state.report.files.resize(files);
  state.types.assign(files, FileType::binary);
}

Report check(const Request& request, Progress progress) {
  Report report;
  RequestState state(request, report);
  start_report(state);
  Progressor progressor{progress};
  for (const InputFile& file : request.files) progressor.total += file.bytes.size();
  for (size_t i = 0; i < request.files.size(); ++i) {
    check_file(state, i, check_sheet, &progressor);
    progressor.add(request.files[i].bytes.size());
  }
  settle_letters(state);
  rules::judge_request(state);
  state.findings.finish(report);
  return report;
}

}  // namespace portcheck
