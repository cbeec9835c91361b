#include "report/glance.h"

#include "portcheck/letter.h"
#include "report/message.h"

namespace portcheck {
namespace {

const Finding* first_of(const Report& report, RuleId rule) {
  for (const Finding& finding : report.findings) {
    if (finding.rule == rule) return &finding;
  }
  return nullptr;
}

std::string text_of(const Finding* finding, std::string_view name) {
  return finding == nullptr ? std::string() : std::string(finding->details.text(name));
}

uint64_t count_of(const Finding* finding, std::string_view name) {
  const std::optional<Param> param = finding == nullptr ? std::nullopt : finding->details.find(name);
  const auto* value = param ? std::get_if<int64_t>(&param->value) : nullptr;
  return value == nullptr || *value < 0 ? 0 : static_cast<uint64_t>(*value);
}

std::string matching(const Report& report) {
  uint64_t listed = 0;
  bool cut = false;
  for (const FileReport& file : report.files) {
    if (!file.letter || file.letter->looks_like_bill) continue;
    cut = cut || file.letter->cut;
    for (const LetterNumbers& one : file.letter->numbers) {
      if (one.role == NumberRole::to_port) listed += one.last - one.first + 1;
    }
  }
  const uint64_t unique = report.request.unique;
  const Finding* missing = first_of(report, RuleId::LOA_013);
  const Finding* extra = first_of(report, RuleId::LOA_014);
  const uint64_t absent = count_of(missing, "count");
  if (listed == 0 || unique == 0 || cut || absent > unique) return {};
  std::string out = "Letter and sheet: " + grouped(unique - absent) + " of " + grouped(unique) +
                    " numbers are on the letter";
  if (absent != 0) out += ", " + grouped(absent) + (absent == 1 ? " is" : " are") + " missing there";
  if (extra != nullptr) out += "; " + grouped(count_of(extra, "count")) + " on the letter alone";
  return out + ".";
}

std::string deadlines(const Report& report) {
  std::string out;
  for (const RuleId rule : {RuleId::TKT_016, RuleId::TKT_017}) {
    const std::string due = text_of(first_of(report, rule), "due");
    if (!due.empty())
      out += (rule == RuleId::TKT_017 ? "the answer to the carrier was due "
                                      : "the answer to the carrier is due ") +
             due;
  }
  for (const RuleId rule : {RuleId::LOA_005, RuleId::LOA_009}) {
    const std::string until = text_of(first_of(report, rule), "until");
    if (until.empty()) continue;
    out += (out.empty() ? "" : "; ") +
           std::string(rule == RuleId::LOA_005 ? "the letter was good until " : "the letter is good until ") +
           until;
  }
  return out.empty() ? out : "Deadlines: " + out + ".";
}

std::string allotment(const Report& report) {
  const Finding* finding = first_of(report, RuleId::TKT_007);
  const uint64_t total = count_of(finding, "total"), over = count_of(finding, "over");
  if (total == 0) return {};
  std::string out = "Allotment: " + grouped(count_of(finding, "after")) + " of " + grouped(total) +
                    " numbers after this port";
  return out + (over != 0 ? ", " + grouped(over) + " more than agreed."
                          : " (" + grouped(count_of(finding, "percent")) + "%).");
}

}  // namespace

std::vector<std::string> glance(const Report& report) {
  std::vector<std::string> out;
  for (std::string line : {matching(report), deadlines(report), allotment(report)}) {
    if (!line.empty()) out.push_back(std::move(line));
  }
  return out;
}

}  // namespace portcheck
