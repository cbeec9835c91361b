// The report for a terminal: one line of verdict, then one line a place, in columns.
#include <algorithm>

#include "report/message.h"
#include "report/summary.h"
#include "text/clean.h"
#include "text/decimal.h"
#include "text/utf8.h"

namespace portcheck {
namespace {

constexpr size_t kShownPerRule = 3;

struct Colours {
  const char *bold, *red, *yellow, *green, *dim, *off;
};
constexpr Colours kAnsi = {"\033[1m", "\033[31m", "\033[33m", "\033[32m", "\033[2m", "\033[0m"};
constexpr Colours kPlain = {"", "", "", "", "", ""};

// File content must not steer the terminal: controls and direction marks are dropped, line ends become
// spaces.
std::string tame(std::string_view text) {
  std::string scratch;
  std::string out(text::clean(text, scratch, false).text);
  for (char& c : out) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return out;
}

std::string padded(std::string text, size_t width) {
  size_t characters = text::count_characters(text);
  if (characters < width) text.append(width - characters, ' ');
  return text;
}

std::string spot_of(const Report& report, const Finding& finding) {
  if (finding.place.file < 0) return "ticket";
  std::string out = tame(shortened(report.files[static_cast<size_t>(finding.place.file)].name));
  std::string place = place_text(finding.place);
  if (finding.place.page != kNone) return out + " p" + text::decimal(finding.place.page);
  return place.empty() ? out : out + ":" + place;
}

void verdict_line(std::string& out, const Report& report, const Colours& colours) {
  const char* colour = report.verdict == Verdict::ready     ? colours.green
                       : report.verdict == Verdict::blocked ? colours.red
                                                            : colours.yellow;
  const char* word = report.verdict == Verdict::ready     ? "✓ ready"
                     : report.verdict == Verdict::blocked ? "✕ blocked"
                                                          : "! needs attention";
  std::string numbers = numbers_text(report);
  out += std::string(colours.bold) + colour + word + colours.off + "   " + counts_text(report);
  out += (numbers.empty() ? "" : " · " + numbers) + "\n";
}

}  // namespace

std::string to_terminal(const Report& report, bool color) {
  const Colours& colours = color ? kAnsi : kPlain;
  std::string out;
  verdict_line(out, report, colours);
  std::vector<Group> groups = group_findings(report);
  size_t width = 6;
  constexpr size_t kWidest = 40;
  for (const Group& group : groups) {
    for (size_t i = 0; i < std::min(group.findings.size(), kShownPerRule); ++i) {
      width = std::max(width, std::min(kWidest, text::count_characters(spot_of(report, *group.findings[i]))));
    }
  }
  for (const Group& group : groups) {
    const char* colour = group.severity == Severity::error     ? colours.red
                         : group.severity == Severity::warning ? colours.yellow
                                                               : colours.dim;
    for (size_t i = 0; i < std::min(group.findings.size(), kShownPerRule); ++i) {
      const Finding& finding = *group.findings[i];
      out += "  " + padded(spot_of(report, finding), width) + "  " + std::string(to_string(group.rule)) +
             " " + colour + padded(std::string(to_string(group.severity)), 7) + colours.off + "  " +
             tame(message(finding)) + "\n";
    }
    if (group.total > kShownPerRule) {
      out += "  " + padded("", width) + "  " + colours.dim + "… and " + grouped(group.total - kShownPerRule) +
             " more of " + std::string(to_string(group.rule)) + colours.off + "\n";
    }
  }
  for (const FileReport& file : report.files) {
    out += colours.dim + ("  read " + tame(shortened(file.name)) + ": " + tame(file_text(file))) +
           colours.off + "\n";
  }
  return out;
}

}  // namespace portcheck
