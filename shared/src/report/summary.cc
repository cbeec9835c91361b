#include "report/summary.h"

#include <algorithm>

#include "portcheck/letter.h"
#include "report/message.h"
#include "text/clean.h"
#include "text/decimal.h"
#include "text/utf8.h"

namespace portcheck {
namespace {

std::string counted(uint64_t count, const char* noun) {
  return grouped(count) + " " + noun + (count == 1 ? "" : "s");
}

bool fired(const Report& report, RuleId rule) {
  return report.by_rule[static_cast<size_t>(rule)] != 0;
}

// Something in the sheet itself is wrong or doubtful, beyond the mix of kinds.
bool cells_to_correct(const Report& report) {
  for (size_t i = 0; i < kRuleCount; ++i) {
    auto rule = static_cast<RuleId>(i);
    std::string_view family = to_string(rule).substr(0, 3);
    bool of_cells = family == "HDR" || family == "ROW" || family == "NUM" || family == "URL" ||
                    family == "DST" || family == "MKT";
    bool loud = default_severity(rule) != Severity::info && rule != RuleId::NUM_020;
    if (of_cells && loud && report.by_rule[i] != 0) return true;
  }
  return false;
}

// The letter must be made or signed again.
bool letter_to_correct(const Report& report) {
  for (size_t i = 0; i < kRuleCount; ++i) {
    auto rule = static_cast<RuleId>(i);
    const bool of_letter = to_string(rule).substr(0, 3) == "LOA" && default_severity(rule) == Severity::error;
    if (of_letter && report.by_rule[i] != 0) return true;
  }
  return false;
}

std::string letter_text(const FileReport& file) {
  const LetterFacts& letter = *file.letter;
  std::string out = letter.looks_like_bill ? "bill (" : "letter (";
  out += file.type + "), " + counted(letter.pages, "page");
  if (!letter.text) return out + ", no text to read";
  if (letter.ocr) out += ", read by OCR";
  if (letter.signed_on >= 0)
    out += ", dated " + format_iso(letter.dates[static_cast<size_t>(letter.signed_on)].readings.front());
  uint64_t numbers = 0;
  for (const LetterNumbers& one : letter.numbers) {
    if (one.role == NumberRole::to_port) numbers += one.last - one.first + 1;
  }
  out += ", " + counted(numbers, "number");
  if (letter.company.given()) out += ", \"" + shortened(letter.company.value) + "\"";
  return out;
}

}  // namespace

std::vector<Group> group_findings(const Report& report) {
  std::vector<Group> groups;
  for (const Finding& finding : report.findings) {
    auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
      return group.rule == finding.rule && group.severity == finding.severity &&
             group.file == finding.place.file;
    });
    if (same == groups.end()) {
      groups.push_back({finding.rule, finding.severity, finding.place.file, 0, {}});
      same = groups.end() - 1;
    }
    same->findings.push_back(&finding);
  }
  for (Group& group : groups) {
    auto alike = std::count_if(groups.begin(), groups.end(),
                               [&](const Group& other) { return other.rule == group.rule; });
    group.total = alike == 1 ? report.by_rule[static_cast<size_t>(group.rule)] : group.findings.size();
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.severity < b.severity; });
  return groups;
}

std::string counts_text(const Report& report) {
  std::string out;
  constexpr const char* kNouns[] = {"error", "warning"};
  for (size_t i = 0; i < 2; ++i) {
    if (report.by_severity[i] == 0) continue;
    out += out.empty() ? "" : ", ";
    out += counted(report.by_severity[i], kNouns[i]);
  }
  return out.empty() ? "no findings" : out;
}

std::string numbers_text(const Report& report) {
  const RequestReport& request = report.request;
  if (request.numbers == 0) return {};
  std::string out = counted(request.numbers, "number");
  if (request.unique != request.numbers) out += " (" + grouped(request.unique) + " unique)";
  if (request.local != 0 && request.toll_free != 0) {
    return out + ", " + grouped(request.local) + " local and " + grouped(request.toll_free) + " toll-free";
  }
  return out + (request.toll_free != 0 ? ", toll-free" : ", local");
}

std::string next_step(const Report& report) {
  if (report.verdict == Verdict::ready) return "Nothing to ask for. The request can go to the carrier.";
  std::vector<std::string> asked;
  if (fired(report, RuleId::TKT_001)) asked.push_back("the signed Letter of Authorization");
  if (fired(report, RuleId::TKT_002)) asked.push_back("the spreadsheet");
  for (RuleId rule : {RuleId::FIL_001, RuleId::FIL_003, RuleId::FIL_004, RuleId::FIL_005, RuleId::FIL_011,
                      RuleId::FIL_012}) {
    if (!fired(report, rule)) continue;
    asked.push_back("a readable copy of the files named below");
    break;
  }
  if (fired(report, RuleId::TKT_003) || fired(report, RuleId::NUM_020)) {
    asked.push_back("separate requests for local and toll-free numbers");
  }
  if (letter_to_correct(report)) asked.push_back("a corrected letter");
  if (cells_to_correct(report)) asked.push_back("a corrected spreadsheet");
  if (asked.empty()) return "Look at the points below before sending the request on.";
  std::string out = "Ask the customer for ";
  for (size_t i = 0; i < asked.size(); ++i) {
    out += (i == 0 ? "" : i + 1 == asked.size() ? " and " : ", ") + asked[i];
  }
  return out + ".";
}

std::string file_text(const FileReport& file) {
  if (file.letter) return letter_text(file);
  if (file.role == Role::loa) return "letter (" + file.type + "), its content is not read";
  if (file.role == Role::other) return "not used (" + file.type + ")";
  if (!file.has_sheet) return "could not be read (" + file.type + ")";
  const SheetReport& sheet = file.sheet;
  std::string out;
  if (!sheet.name.empty()) out += "sheet \"" + sheet.name + "\", ";
  out += sheet.header_row ? "header in row " + text::decimal(sheet.header_row) : std::string("no header row");
  out += ", " + counted(sheet.data_rows, "row");
  for (const ColumnReport& column : sheet.columns) {
    std::string_view name = template_name(column.field);
    if (name.empty()) continue;
    out += "; " + std::string(name) + " = column " + column_letters(column.column);
    if (column.header != name && !column.header.empty()) out += " (\"" + shortened(column.header) + "\")";
  }
  return out;
}

std::string shortened(std::string_view name) {
  constexpr size_t kLongest = 60, kHead = 36, kTail = 20;
  if (text::count_characters(name) <= kLongest) return std::string(name);
  size_t head = text::cut_at_character(name, kHead).size(), tail = name.size() - kTail;
  while (tail < name.size() && (static_cast<unsigned char>(name[tail]) & 0xC0) == 0x80) ++tail;
  return std::string(name.substr(0, head)) + "…" + std::string(name.substr(tail));
}

}  // namespace portcheck
