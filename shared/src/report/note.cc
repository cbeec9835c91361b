// The agent's note, as HTML and as plain text: verdict, next step, evidence, in that order.
#include "portcheck/limits.h"
#include "report/glance.h"
#include "report/message.h"
#include "report/summary.h"

namespace portcheck {
namespace {

constexpr size_t kExamples = 3;

std::string verdict_text(Verdict verdict) {
  return verdict == Verdict::ready ? "READY" : verdict == Verdict::blocked ? "BLOCKED" : "NEEDS ATTENTION";
}

std::string headline(const Report& report) {
  std::string numbers = numbers_text(report);
  return counts_text(report) + (numbers.empty() ? "" : " · " + numbers) + " · checked " +
         format_iso(report.checked_on) + ", rules " + std::string(kRulesVersion);
}

std::string where(const Report& report, const Group& group) {
  return group.file < 0 ? std::string("Ticket")
                        : shortened(report.files[static_cast<size_t>(group.file)].name);
}

// "A17, A18, A40 and 209 more"; empty for a finding without a place.
std::string places(const Group& group) {
  std::string out;
  size_t shown = 0;
  for (const Finding* finding : group.findings) {
    std::string place = place_text(finding->place);
    if (place.empty() || shown == kExamples) break;
    out += (shown++ ? ", " : "") + place;
  }
  if (shown != 0 && group.total > shown) out += " and " + grouped(group.total - shown) + " more";
  return out;
}

void html_group(std::string& out, const Report& report, const Group& group) {
  std::string_view rule = to_string(group.rule);
  out += "<li><code>";
  out += rule;
  out += "</code> <b>" + escape_html(where(report, group)) + "</b>";
  std::string at = places(group);
  if (!at.empty()) out += " " + escape_html(at);
  out += ": " + escape_html(message(*group.findings.front())) + "</li>";
}

void html_groups(std::string& out, const Report& report, const std::vector<Group>& groups, Severity severity,
                 const char* heading) {
  bool any = false;
  for (const Group& group : groups) {
    if (group.severity != severity) continue;
    if (!any) out += std::string("<h4>") + heading + "</h4><ul>";
    any = true;
    html_group(out, report, group);
  }
  if (any) out += "</ul>";
}

void text_groups(std::string& out, const Report& report, const std::vector<Group>& groups, Severity severity,
                 const char* heading) {
  bool any = false;
  for (const Group& group : groups) {
    if (group.severity != severity) continue;
    if (!any) out += std::string("\n") + heading + "\n";
    any = true;
    std::string at = places(group);
    out += "- " + std::string(to_string(group.rule)) + " " + where(report, group) +
           (at.empty() ? "" : " " + at) + ": " + message(*group.findings.front()) + "\n";
  }
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

std::string to_note_html(const Report& report) {
  std::vector<Group> groups = group_findings(report);
  std::string out =
      "<h4>PortCheck: " + verdict_text(report.verdict) + "</h4><p>" + escape_html(headline(report)) + "</p>";
  out += "<p><b>Next:</b> " + escape_html(next_step(report)) + "</p>";
  for (const std::string& line : glance(report)) out += "<p>" + escape_html(line) + "</p>";
  html_groups(out, report, groups, Severity::error, "Must be fixed");
  html_groups(out, report, groups, Severity::warning, "Should be looked at");
  html_groups(out, report, groups, Severity::info, "Good to know");
  out += "<h4>What was read</h4><ul>";
  for (const FileReport& file : report.files) {
    out += "<li><b>" + escape_html(shortened(file.name)) + "</b>: " + escape_html(file_text(file)) + "</li>";
  }
  out +=
      "</ul><p>Not checked: whether the present carrier will release the numbers, and whether the account "
      "matches.</p>";
  return out;
}

std::string to_note_text(const Report& report) {
  std::vector<Group> groups = group_findings(report);
  std::string out = "PortCheck: " + verdict_text(report.verdict) + " · " + headline(report) + "\n";
  out += "Next: " + next_step(report) + "\n";
  for (const std::string& line : glance(report)) out += line + "\n";
  text_groups(out, report, groups, Severity::error, "Must be fixed");
  text_groups(out, report, groups, Severity::warning, "Should be looked at");
  text_groups(out, report, groups, Severity::info, "Good to know");
  out += "\nWhat was read\n";
  for (const FileReport& file : report.files)
    out += "- " + shortened(file.name) + ": " + file_text(file) + "\n";
  out +=
      "\nNot checked: whether the present carrier will release the numbers, and whether the account "
      "matches.\n";
  return out;
}

}  // namespace portcheck
