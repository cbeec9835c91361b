#include "server/desk/demo/page_parts.h"

#include <array>

#include "server/desk/demo/categories.h"
#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

using namespace std::chrono_literals;

constexpr auto kCheckTakesAtMost =
    2min;  // longer: the server is busy or down, and a page that reloads would not help

constexpr std::string_view kBalloon =
    R"(<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path fill="currentColor" d="M12 2a10 10 0 0 0-8.7 14.9L2 22l5.2-1.3A10 10 0 1 0 12 2Zm-4.6 8.7a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Zm4.6 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Zm4.6 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z"/></svg>)";

Html chip(std::string_view kind, std::string_view icon, std::string_view word) {
  Html html;
  html.raw("<span class=\"chip ").raw(kind).raw("\"><span aria-hidden=\"true\">").raw(icon).raw("</span>");
  return html.text(word).raw("</span>");
}

Html option(std::string_view value, const std::string& chosen) {
  Html html;
  html.raw("<option").attribute("value", value);
  if (value == chosen) html.raw(" selected");
  return html.raw(">").text(value.empty() ? "None" : value).raw("</option>");
}

}  // namespace

Html page(const Layout& layout, const Html& main) {
  const bool agent = layout.audience == Audience::agent;
  Html html;
  html.raw(R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
)");
  if (layout.refresh_seconds > 0) {
    html.raw(R"(<meta http-equiv="refresh" content=")").number(layout.refresh_seconds).raw("\">\n");
  }
  html.raw("<title>")
      .text(layout.title)
      .raw(agent ? " · Support desk" : " · Support center")
      .raw("</title>\n");
  html.raw("<link rel=\"icon\" href=\"data:,\">\n");
  html.raw(agent ? "<link rel=\"stylesheet\" href=\"/assets/agent.css\">\n"
                   "<link rel=\"stylesheet\" href=\"/assets/ticket.css\">\n"
                 : "<link rel=\"stylesheet\" href=\"/assets/portal.css\">\n"
                   "<link rel=\"stylesheet\" href=\"/assets/request.css\">\n");
  html.raw(
      "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to content</a>\n<header class=\"top\"><div "
      "class=\"wide\">");
  html.raw(agent ? "<a class=\"brand\" href=\"/agent\">" : "<a class=\"brand\" href=\"/portal\">")
      .raw(kBalloon);
  html.raw(agent ? "Support desk</a><a class=\"other\" href=\"/portal\">Customer form</a>"
                 : "Support center</a>");
  html.raw("</div></header>\n<main id=\"main\" class=\"wide\" tabindex=\"-1\">\n").add(main);
  return html.raw("</main>\n</body>\n</html>\n");
}

Html message_page(Audience audience, const std::string& title, const std::string& text) {
  Html main;
  main.raw("<section class=\"panel notice\"><h1>").text(title).raw("</h1><p>").text(text).raw("</p>");
  main.raw(audience == Audience::agent ? "<p><a href=\"/agent\">All tickets</a></p>"
                                       : "<p><a href=\"/portal\">Contact support</a></p>");
  main.raw("</section>\n");
  return page({.title = title, .audience = audience}, main);
}

bool check_pending(const Ticket& ticket, Time now) {
  return ticket.is_porting() && ticket.file_count > 0 && ticket.checked_at < ticket.input_at &&
         now - ticket.input_at < kCheckTakesAtMost;
}

Html result_chip(const Ticket& ticket, Time now) {
  if (check_pending(ticket, now)) return chip("checking", "…", "Checking");
  if (ticket.porting_result == "blocked") return chip("blocked", "✕", "Blocked");
  if (ticket.porting_result == "needs_attention") return chip("attention", "!", "Needs attention");
  if (ticket.porting_result == "ready") return chip("ready", "✓", "Ready");
  if (ticket.is_porting()) return chip("none", "–", ticket.file_count == 0 ? "No files yet" : "Not checked");
  return {};
}

Html status_chip(Status status) {
  constexpr std::array<std::string_view, 4> kWords = {"New", "Open", "Pending", "Solved"};
  Html html;
  html.raw("<span class=\"status ").raw(to_string(status)).raw("\">");
  return html.raw(kWords[static_cast<size_t>(status)]).raw("</span>");
}

Html tag_list(const std::vector<std::string>& tags) {
  Html html;
  if (tags.empty()) return html;
  html.raw("<ul class=\"tag-list\">");
  for (const std::string& tag : tags) html.raw("<li>").add(name(tag)).raw("</li>");
  return html.raw("</ul>");
}

Html file_list(const std::vector<File>& files, bool with_links) {
  Html html;
  html.raw("<ul class=\"files\">");
  for (const File& file : files) {
    html.raw("<li>");
    if (with_links) {
      html.raw("<a class=\"file-name\"").attribute("href", "/agent/attachments/" + std::to_string(file.id));
      html.raw(" download>").add(name(file.name)).raw("</a>");
    } else {
      html.raw("<span class=\"file-name\">").add(name(file.name)).raw("</span>");
    }
    html.raw("<span class=\"file-size\">").text(file_size(file.size)).raw("</span></li>");
  }
  return html.raw("</ul>");
}

Html problem_list(const FormProblems& problems) {
  Html html;
  if (problems.empty()) return html;
  html.raw("<div class=\"problems\" role=\"alert\"><h2>");
  html.text(problems.size() == 1 ? "One thing to fix" : "Some things to fix").raw("</h2><ul>");
  for (const FormProblem& problem : problems) {
    html.raw("<li><a")
        .attribute("href", "#" + problem.field)
        .raw(">")
        .text(problem.message)
        .raw("</a>.</li>");
  }
  return html.raw("</ul></div>\n");
}

Html reason_options(const std::string& chosen) {
  Html html = option("", chosen);
  bool offered = chosen.empty();
  for (const OfferedReason& group : kOfferedReasons) {
    html.add(option(group.reason, chosen));
    offered |= group.reason == chosen;
  }
  return offered ? html : html.add(option(chosen, chosen));
}

Html sub_category_options(const std::string& chosen) {
  Html html = option("", chosen);
  bool offered = chosen.empty();
  for (const OfferedReason& group : kOfferedReasons) {
    html.raw("<optgroup").attribute("label", group.reason).raw(">");
    for (const std::string_view sub : group.sub_categories) {
      if (sub.empty()) continue;
      html.add(option(sub, chosen));
      offered |= sub == chosen;
    }
    html.raw("</optgroup>");
  }
  return offered ? html : html.add(option(chosen, chosen));
}

}  // namespace portcheck::server::demo
