#include "server/worker/annotation.h"

#include <array>
#include <cstdio>

#include "server/webhook/crypto.h"

namespace portcheck::server {
namespace {

// Part of every marker. Raise it when notes change their form, and old ones are rewritten at their next
// check.
constexpr std::string_view kNoteForm = "portcheck.note/1\n";

struct VerdictTag {
  Verdict verdict;
  std::string_view tag;
};
constexpr std::array kTags = {
    VerdictTag{Verdict::ready, "porting_ready"},
    VerdictTag{Verdict::needs_attention, "porting_needs_attention"},
    VerdictTag{Verdict::blocked, "porting_blocked"},
};

std::string megabytes(uint64_t size) {
  std::array<char, 32> out{};
  const int length = std::snprintf(out.data(), out.size(), "%.1f MB", static_cast<double>(size) / 1e6);
  return {out.data(), static_cast<size_t>(length)};
}

// The same report on another day is the same report, unless a finding depends on the day: then it says so
// itself.
std::string without_date(Report report) {
  report.checked_on = Date{};
  return to_json(report);
}

}  // namespace

Annotation annotation_of(const Report& report, const std::vector<Unread>& unread) {
  Annotation out;
  out.note_html = to_note_html(report);
  out.note_text = to_note_text(report);
  std::string evidence = std::string(kNoteForm) + without_date(report);
  for (const Unread& file : unread) {
    const std::string sentence =
        file.reason.empty()
            ? " (" + megabytes(file.size) + ") was not read: it is larger than this server accepts."
            : " is a scan that was not read, please look at it: " + file.reason + ".";
    out.note_html += "<p><b>" + escape_html(file.name) + "</b>" + sentence + "</p>";
    out.note_text += "\n" + file.name + sentence + "\n";
    evidence += "\n" + std::to_string(file.size) + " " + file.name + " " + file.reason;
  }
  out.marker = sha256_hex(evidence);
  out.result = std::string(to_string(report.verdict));
  for (const VerdictTag& row : kTags) {
    (row.verdict == report.verdict ? out.add_tags : out.drop_tags).emplace_back(row.tag);
  }
  return out;
}

Annotation withdrawal() {
  Annotation out;
  out.note_text =
      "PortCheck: this ticket is no longer filed as a porting request, so it is not checked any more. "
      "File it as one again and the check comes back.";
  out.note_html = "<p>" + out.note_text + "</p>";
  out.marker = sha256_hex(std::string(kNoteForm) + "withdrawn");
  for (const VerdictTag& row : kTags) out.drop_tags.emplace_back(row.tag);
  return out;
}

}  // namespace portcheck::server
