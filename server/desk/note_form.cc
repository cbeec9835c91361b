#include "server/desk/note_form.h"

#include <algorithm>
#include <vector>

#include "portcheck/report.h"

namespace portcheck::server {
namespace {

constexpr size_t kMarkDigits = 24;
constexpr std::string_view kMark = "portcheck:";
constexpr std::string_view kCut = "… The rest was cut: a note holds no more in this help-desk.";

bool ends_a_block(std::string_view tag) {
  return tag == "/p" || tag == "/li" || tag == "/ul";
}

std::string closing(const std::vector<std::string_view>& open) {
  std::string out;
  for (size_t i = open.size(); i-- > 0;) out.append("</").append(open[i]).append(">");
  return out;
}

std::string cut_html(std::string_view html, size_t most) {
  std::vector<std::string_view> open;
  std::string close;
  size_t keep = 0;
  for (size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::string_view tag = html.substr(at + 1, html.find('>', at) - at - 1);
    const size_t end = at + tag.size() + 2;
    if (end > most) break;
    if (tag.front() != '/') {
      if (tag != "br") open.push_back(tag.substr(0, tag.find(' ')));
      continue;
    }
    if (!open.empty()) open.pop_back();
    if (!ends_a_block(tag)) continue;
    std::string still_open = closing(open);
    if (end + still_open.size() > most) continue;
    keep = end;
    close = std::move(still_open);
  }
  return std::string(html.substr(0, keep)) + close;
}

std::string cut_text(std::string_view text, size_t most) {
  const std::string_view room = text.substr(0, most);
  if (const size_t line = room.rfind('\n'); line != std::string_view::npos && line >= most / 2)
    return std::string(room.substr(0, line + 1));
  if (const size_t sentence = room.rfind(". "); sentence != std::string_view::npos && sentence >= most / 2)
    return std::string(room.substr(0, sentence + 1)) + "\n";
  size_t end = room.empty() ? 0 : room.size() - 1;  // the line end takes one
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  while (end > 0 && text[end - 1] == '\\') --end;  // wiki markup's escapes stay whole
  return std::string(room.substr(0, end)) + "\n";
}

}  // namespace

std::string note_mark(const std::string& marker) {
  return std::string(kMark) + marker.substr(0, kMarkDigits);
}

std::string marker_in(std::string_view note) {
  const size_t at = note.rfind(kMark);
  if (at == std::string_view::npos) return {};
  std::string out;
  for (const char c : note.substr(at + kMark.size())) {
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) || out.size() == kMarkDigits) break;
    out += c;
  }
  return out.size() == kMarkDigits ? out : std::string();
}

std::string text_note(const std::string& text, const std::string& before, const std::string& mark,
                      size_t most) {
  const std::string head = before.empty() ? "" : before + "\n\n", foot = "\n" + mark + "\n";
  const size_t room = most - std::min(most, head.size() + foot.size());
  if (text.size() <= room) return head + text + foot;
  const size_t cut = kCut.size() + 2;
  return head + cut_text(text, room - std::min(room, cut)) + "\n" + std::string(kCut) + "\n" + foot;
}

std::string html_note(const std::string& html, const std::string& before, const std::string& mark,
                      size_t most) {
  const std::string head = before.empty() ? "" : "<p><i>" + escape_html(before) + "</i></p>";
  const std::string foot = "<p><small>" + mark + "</small></p>";
  const size_t room = most - std::min(most, head.size() + foot.size());
  if (html.size() <= room) return head + html + foot;
  const std::string cut = "<p><b>" + std::string(kCut) + "</b></p>";
  return head + cut_html(html, room - std::min(room, cut.size())) + cut + foot;
}

}  // namespace portcheck::server
