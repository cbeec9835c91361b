// FIL-001 … FIL-012: what kind of file it is, whether it could be read, and what the reader noticed.
#include "document/letters.h"
#include "rules/families.h"
#include "text/clean.h"

namespace portcheck::rules {
namespace {

using document::FileType;
using sheet::Status;

std::string_view extension_of(std::string_view name) {
  size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

void add_reason(Findings& findings, const Spot& spot, RuleId rule, Severity severity, const char* reason,
                std::string_view type) {
  if (Finding* finding = findings.add(rule, severity, spot)) {
    set_reason(*finding, reason);
    if (!type.empty()) set_param(*finding, "type", type);
  }
}

void mail(const FileContext& file, const InputFile& input) {
  constexpr size_t kShown = 5;
  Finding* finding = file.state.findings.add(RuleId::FIL_001, Severity::error, file.spot());
  if (!finding) return;
  const std::optional<Document> own =
      input.document ? std::nullopt : document::read_document(input.bytes, file.type);
  const Document* letter = input.document ? input.document : own ? &*own : nullptr;
  if (!letter || letter->attachments.empty()) {
    set_reason(*finding, "mail");
    return;
  }
  std::vector<std::string> names = letter->attachments;
  set_reason(*finding, "mail_with");
  set_param(*finding, "count", static_cast<int64_t>(names.size()));
  if (names.size() > kShown) {
    names.resize(kShown);
    names.emplace_back("…");
  }
  set_param(*finding, "files", std::move(names));
}

void set_defect(Finding& finding, const sheet::Problem& problem) {
  std::vector<std::string> what;
  if (!problem.part.empty()) what.push_back(problem.part);
  what.emplace_back(to_string(problem.what));
  set_param(finding, "what", std::move(what));
}

std::string_view delimiter_name(char delimiter) {
  return delimiter == '\t' ? "tab" : delimiter == ';' ? "semicolon" : delimiter == '|' ? "bar" : "other";
}

void encoding_facts(SheetContext& sheet, const sheet::ReadFacts& facts) {
  if (!facts.encoding.empty() && facts.encoding != "utf-8") {
    bool legacy = facts.encoding == "windows-1252";
    if (Finding* finding = sheet.state.findings.add(
            RuleId::FIL_007, legacy ? Severity::warning : Severity::info, sheet.spot())) {
      set_reason(*finding, legacy ? "legacy" : "other");
      set_param(*finding, "encoding", facts.encoding);
    }
  }
  if (facts.undecodable_rows != 0) {
    if (Finding* finding = sheet.add(RuleId::FIL_007, facts.first_undecodable_row)) {
      set_reason(*finding, "undecodable");
      set_param(*finding, "count", facts.undecodable_rows);
      set_param(*finding, "first_row", facts.first_undecodable_row);
    }
  }
}

void delimiter_facts(SheetContext& sheet, const sheet::ReadFacts& facts) {
  if (facts.delimiter != 0 && facts.delimiter != ',') {
    if (Finding* finding = sheet.add(RuleId::FIL_008)) {
      set_reason(*finding, "delimiter");
      set_param(*finding, "delimiter", delimiter_name(facts.delimiter));
    }
  }
  if (facts.bom) {
    if (Finding* finding = sheet.add(RuleId::FIL_008)) set_reason(*finding, "bom");
  }
}

void hidden_facts(SheetContext& sheet, uint32_t count, const char* reason) {
  if (count == 0) return;
  if (Finding* finding = sheet.add(RuleId::FIL_009)) {
    set_reason(*finding, reason);
    set_param(*finding, "count", count);
  }
}

}  // namespace

void file_type(FileContext& file) {
  Findings& findings = file.state.findings;
  const InputFile& input = file.state.request.files[static_cast<size_t>(file.index)];
  std::string_view type = document::to_string(file.type);
  if (file.type != FileType::empty && !document::extension_agrees(file.type, input.name)) {
    if (Finding* finding = findings.add(RuleId::FIL_002, file.spot())) {
      set_param(*finding, "extension", extension_of(input.name));
      set_param(*finding, "type", type);
    }
  }
  switch (file.type) {
    case FileType::empty:
      add_reason(findings, file.spot(), RuleId::FIL_003, Severity::error, "empty", {});
      break;
    case FileType::ole_encrypted:
      findings.add(RuleId::FIL_005, file.spot());
      break;
    case FileType::zip:
      add_reason(findings, file.spot(), RuleId::FIL_001, Severity::error, "archive", {});
      break;
    case FileType::eml:
    case FileType::msg:
      mail(file, input);
      break;
    case FileType::html:
      add_reason(findings, file.spot(), RuleId::FIL_001, Severity::error, "page", {});
      break;
    case FileType::binary:
      add_reason(findings, file.spot(), RuleId::FIL_001, Severity::error, "unknown", type);
      break;
    case FileType::xlsm:
      add_reason(findings, file.spot(), RuleId::FIL_006, Severity::warning, "macros", type);
      break;
    default:
      break;
  }
}

void file_problem(FileContext& file, const sheet::Problem& problem) {
  Findings& findings = file.state.findings;
  Spot spot = file.spot();
  spot.row = problem.row;
  Finding* finding = nullptr;
  switch (problem.status) {
    case Status::ok:
      break;
    case Status::empty:
      add_reason(findings, spot, RuleId::FIL_003, Severity::error, "no_rows", {});
      break;
    case Status::damaged:
      if ((finding = findings.add(RuleId::FIL_004, spot))) {
        set_reason(*finding, "damaged");
        set_defect(*finding, problem);
      }
      break;
    case Status::encrypted:
      findings.add(RuleId::FIL_005, spot);
      break;
    case Status::unsupported:
      add_reason(findings, spot, RuleId::FIL_006, Severity::error, "unread", document::to_string(file.type));
      break;
    case Status::too_large:
      if ((finding = findings.add(RuleId::FIL_011, spot))) set_defect(*finding, problem);
      break;
    case Status::bomb:
      if ((finding = findings.add(RuleId::FIL_012, spot))) set_defect(*finding, problem);
      break;
  }
}

void file_facts(SheetContext& sheet, const sheet::ReadFacts& facts) {
  const FileType type = sheet.state.types[static_cast<size_t>(sheet.file)];
  if (facts.macros && type != FileType::xlsm) {
    add_reason(sheet.state.findings, sheet.spot(), RuleId::FIL_006, Severity::warning, "macros",
               document::to_string(type));
  } else if (type == FileType::xls || type == FileType::ods) {
    add_reason(sheet.state.findings, sheet.spot(), RuleId::FIL_006, Severity::info, "read",
               document::to_string(type));
  }
  encoding_facts(sheet, facts);
  delimiter_facts(sheet, facts);
  hidden_facts(sheet, facts.hidden_rows, "hidden_rows");
  hidden_facts(sheet, facts.hidden_columns, "hidden_columns");
  if (facts.unclosed_quote_row != 0) {
    if (Finding* finding = sheet.add(RuleId::FIL_004, facts.unclosed_quote_row)) {
      set_reason(*finding, "quote");
    }
  }
  if (facts.cut_cells != 0) {
    if (Finding* finding = sheet.add(RuleId::FIL_011, facts.first_cut_row)) {
      set_defect(*finding, {sheet::Status::too_large, Defect::long_cell, 0, {}});
    }
  }
}

void file_sheet_end(SheetContext& sheet) {
  uint32_t rows = sheet.report.data_rows;
  if (rows == 0) {
    if (Finding* finding = sheet.add(RuleId::FIL_003)) {
      set_reason(*finding, sheet.report.header_row == 0 ? "no_rows" : "header_only");
    }
  }
  if (rows <= limits::kOrderRows) return;
  if (Finding* finding = sheet.add(RuleId::FIL_010)) {
    set_reason(*finding, rows > limits::kBulkRows ? "bulk" : "order");
    set_param(*finding, "rows", rows);
  }
}

}  // namespace portcheck::rules
