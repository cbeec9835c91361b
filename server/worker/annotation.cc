#include "server/worker/annotation.h"

#include <array>
#include <cstdio>

#include "server/webhook/crypto.h"

namespace portcheck::server {
namespace {

// Part of every marker. Raise it when notes change their form, and old ones are rewritten at their next
// check.
constexpr std::string_view kNoteForm = "portcheck.note/3\n";

struct VerdictTag {
  Verdict verdict;
  std::string_view tag;
};
constexpr std::array kTags = {
    VerdictTag{Verdict::ready, "porting_ready"},
    VerdictTag{Verdict::needs_attention, "porting_needs_attention"},
    VerdictTag{Verdict::blocked, "porting_blocked"},
};

void add_paragraph(Annotation& annotation, const std::string& text) {
  annotation.note_html += "<p>" + escape_html(text) + "</p>";
  annotation.note_text += "\n" + text + "\n";
}

std::string with_breaks(const std::string& text) {
  std::string out;
  for (const char c : escape_html(text)) out += c == '\n' ? std::string("<br>") : std::string(1, c);
  return out;
}

}  // namespace

std::string too_large_text(uint64_t size) {
  std::array<char, 32> out{};
  const int length = std::snprintf(out.data(), out.size(), "%.1f MB", static_cast<double>(size) / 1e6);
  return "(" + std::string(out.data(), static_cast<size_t>(length)) +
         ") was not read: it is larger than this server accepts.";
}

Annotation annotation_of(const EngineAnswer& answer, const std::vector<Unread>& unread) {
  const std::string& reply = answer.reply;
  Annotation out;
  out.note_html = answer.note_html;
  out.note_text = answer.note_text;
  std::string evidence = std::string(kNoteForm) + answer.report + reply;
  for (const Unread& file : unread) {
    out.note_html += "<p><b>" + escape_html(file.name) + "</b> " + escape_html(file.why) + "</p>";
    out.note_text += "\n" + file.name + " " + file.why + "\n";
    evidence += "\n" + file.name + " " + file.why;
  }
  if (!reply.empty()) {
    out.note_html += "<h4>Draft of a reply</h4><p>" + with_breaks(reply) + "</p>";
    out.note_text += "\nDraft of a reply\n" + reply + "\n";
  }
  out.marker = sha256_hex(evidence);
  out.result = std::string(to_string(answer.verdict));
  for (const VerdictTag& row : kTags) {
    (row.verdict == answer.verdict ? out.add_tags : out.drop_tags).emplace_back(row.tag);
  }
  return out;
}

void add_history(Annotation& annotation, const TicketMemory& memory) {
  if (const std::string text = history_text(memory); !text.empty()) add_paragraph(annotation, text);
}

void add_files(Annotation& annotation, std::vector<NoteFile> files) {
  if (files.empty()) return;
  std::string names;
  for (const NoteFile& file : files) names += (names.empty() ? "" : ", ") + file.name;
  add_paragraph(annotation, "Attached, with everything repaired that is certain: " + names + ".");
  annotation.files = std::move(files);
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
