#include "server/desk/demo/page_chips.h"

#include <array>

namespace portcheck::server::demo {

namespace {

using namespace std::chrono_literals;

constexpr auto kCheckTakesAtMost =
    2min;  // longer: the server is busy or down, and a page that reloads would not help

Html chip(std::string_view kind, std::string_view icon, std::string_view word) {
  Html html;
  html.raw("<span class=\"chip ")
      .raw(kind)
      .raw("\"><span aria-hidden=\"true\">")
      .raw(icon)
      .raw("</span> ")
      .text(word)
      .raw("</span>");
  return html;
}

}  // namespace

bool check_pending(const Ticket& ticket, Time now) {
  return ticket.is_porting() && ticket.file_count > 0 && ticket.checked_at < ticket.input_at &&
         now - ticket.input_at < kCheckTakesAtMost;
}

Html result_chip(const Ticket& ticket, Time now) {
  if (check_pending(ticket, now)) return chip("checking", "◌", "Checking");
  if (ticket.porting_result == "blocked") return chip("blocked", "✕", "Blocked");
  if (ticket.porting_result == "needs_attention") return chip("attention", "!", "Needs attention");
  if (ticket.porting_result == "ready") return chip("ready", "✓", "Ready");
  if (ticket.is_porting()) return chip("none", "–", ticket.file_count == 0 ? "No files yet" : "Not checked");
  return {};
}

Html status_chip(Status status) {
  constexpr std::array<std::string_view, 4> kWords = {"New", "Open", "Pending", "Solved"};
  Html html;
  html.raw("<span class=\"status-chip ")
      .raw(to_string(status))
      .raw("\">")
      .raw(kWords[static_cast<size_t>(status)])
      .raw("</span>");
  return html;
}

Html tag_list(const std::vector<std::string>& tags) {
  Html html;
  if (tags.empty()) return html;
  html.raw("<ul class=\"tag-list\">");
  for (const std::string& tag : tags) html.raw("<li>").add(name(tag)).raw("</li>");
  return html.raw("</ul>");
}

}  // namespace portcheck::server::demo
