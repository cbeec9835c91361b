#include "server/desk/demo/pages.h"
#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

constexpr std::string_view kStylesheet = "/assets/agent.css";

}  // namespace

Html page(const Layout& layout, const Html& main) {
  const bool agent = layout.audience == Audience::agent;
  Html html;
  html.raw(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
  if (layout.refresh_seconds > 0) {
    html.raw("<meta http-equiv=\"refresh\" content=\"").number(layout.refresh_seconds).raw("\">\n");
  }
  html.raw("<title>")
      .text(layout.title)
      .raw(agent ? " · Support desk" : " · Contact support")
      .raw("</title>\n<link rel=\"stylesheet\"");
  html.attribute("href", kStylesheet).raw(">\n</head>\n<body");
  html.attribute("class", agent ? "agent" : "customer")
      .raw(">\n<a class=\"skip\" href=\"#main\">Skip to content</a>\n");
  html.raw("<header class=\"top\"><div class=\"wrap\">");
  if (agent) {
    html.raw(
        "<a class=\"brand\" href=\"/agent\">Support desk</a><nav aria-label=\"Desk\"><a "
        "href=\"/agent\">Tickets</a>"
        "<a href=\"/portal/\">Customer form</a></nav>");
  } else {
    html.raw("<a class=\"brand\" href=\"/portal/\">Contact support</a>");
  }
  html.raw("</div></header>\n<main id=\"main\" class=\"wrap\">\n")
      .add(main)
      .raw("</main>\n</body>\n</html>\n");
  return html;
}

Html message_page(Audience audience, const std::string& title, const std::string& text) {
  Html main;
  main.raw("<section class=\"card message\"><h1>").text(title).raw("</h1><p>").text(text).raw("</p>");
  main.raw(audience == Audience::agent ? "<p><a href=\"/agent\">All tickets</a></p>"
                                       : "<p><a href=\"/portal/\">Contact support</a></p>");
  main.raw("</section>\n");
  return page({.title = title, .audience = audience}, main);
}

std::string category_label(const std::string& reason, const std::string& sub_category) {
  if (!sub_category.empty()) return sub_category;
  return reason.empty() ? "No category" : reason;
}

Html problem_list(const FormProblems& problems) {
  Html html;
  if (problems.empty()) return html;
  html.raw("<div class=\"problems\" role=\"alert\"><h2>")
      .text(problems.size() == 1 ? "One thing to fix" : "Some things to fix");
  html.raw("</h2><ul>");
  for (const FormProblem& problem : problems) {
    html.raw("<li><a").attribute("href", "#" + problem.field).raw(">").text(problem.message).raw("</a></li>");
  }
  return html.raw("</ul></div>\n");
}

Html file_list(const std::vector<File>& files, bool with_links) {
  Html html;
  html.raw("<ul class=\"files\">");
  for (const File& file : files) {
    html.raw("<li>");
    if (with_links) {
      html.raw("<a")
          .attribute("href", "/agent/attachments/" + std::to_string(file.id))
          .raw(" download>")
          .add(name(file.name))
          .raw("</a>");
    } else {
      html.raw("<span>").add(name(file.name)).raw("</span>");
    }
    html.raw("<span class=\"size\">").text(file_size(file.size)).raw("</span></li>");
  }
  return html.raw("</ul>");
}

}  // namespace portcheck::server::demo
