#include "report/summary.h"

#include <algorithm>

#include "report/message.h"

namespace portcheck {
namespace {

std::string counted(uint64_t count, const char* noun) {
  return grouped(count) + " " + noun + (count == 1 ? "" : "s");
}

bool fired(const Report& report, RuleId rule) {
  return report.by_rule[static_cast<size_t>(rule)] != 0;
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
  std::string out;
  auto ask = [&](const char* what) {
    out += (out.empty() ? "Ask the customer for " : ", ") + std::string(what);
  };
  if (fired(report, RuleId::TKT_001)) ask("the signed Letter of Authorization");
  if (fired(report, RuleId::TKT_002)) ask("the spreadsheet");
  for (RuleId rule : {RuleId::FIL_001, RuleId::FIL_003, RuleId::FIL_004, RuleId::FIL_005, RuleId::FIL_011,
                      RuleId::FIL_012}) {
    if (fired(report, rule)) {
      ask("a readable copy of the files named below");
      break;
    }
  }
  if (fired(report, RuleId::TKT_003) || fired(report, RuleId::NUM_020))
    ask("separate requests for local and toll-free numbers");
  bool cells = false;
  for (size_t i = 0; i < kRuleCount; ++i) {
    std::string_view id = to_string(static_cast<RuleId>(i));
    bool row_rule = id.starts_with("HDR") || id.starts_with("ROW") || id.starts_with("NUM") ||
                    id.starts_with("URL") || id.starts_with("DST") || id.starts_with("MKT");
    cells = cells || (row_rule && static_cast<RuleId>(i) != RuleId::NUM_020 && report.by_rule[i] != 0 &&
                      default_severity(static_cast<RuleId>(i)) != Severity::info);
  }
  if (cells) ask("a corrected spreadsheet");
  if (out.empty()) out = "Look at the points below before sending the request on";
  return out + ".";
}

std::string file_text(const FileReport& file) {
  if (file.role == Role::loa) return "Letter, " + file.type + ", not read for content";
  if (file.role == Role::other) return "Not used (" + file.type + ")";
  if (!file.has_sheet) return "Could not be read (" + file.type + ")";
  const SheetReport& sheet = file.sheet;
  std::string out;
  if (!sheet.name.empty()) out += "sheet \"" + sheet.name + "\", ";
  out +=
      sheet.header_row ? "header in row " + std::to_string(sheet.header_row) : std::string("no header row");
  out += ", " + counted(sheet.data_rows, "row");
  for (const ColumnReport& column : sheet.columns) {
    if (column.field == Field::none || column.field == Field::marketing) continue;
    out += ", " + column_letters(column.column) + " = " + std::string(to_string(column.field));
  }
  return out;
}

}  // namespace portcheck
