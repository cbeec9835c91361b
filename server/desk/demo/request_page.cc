#include <algorithm>
#include <array>

#include "server/desk/demo/categories.h"
#include "server/desk/demo/pages.h"
#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

Html next_steps(const Ticket& ticket, bool has_files) {
  Html html;
  html.raw("<section class=\"card\"><h2>What happens next</h2><ol class=\"steps\">");
  if (ticket.is_porting()) {
    if (!has_files)
      html.raw("<li>Add the spreadsheet of numbers and the signed Letter of Authorization (LOA) below.</li>");
    html.raw(
        "<li>We check your files and write to you if something is missing.</li>"
        "<li>We send the order to your current carrier. A port usually takes 2 to 5 weeks.</li>"
        "<li>Keep your present service active until we tell you that the port is complete.</li>");
  } else {
    html.raw(
        "<li>Somebody from our team reads your request.</li><li>We answer by e-mail and on this page.</li>");
  }
  return html.raw("</ol></section>\n");
}

Html status_line(Status status) {
  constexpr std::array<std::string_view, 4> kLines = {
      "We have received your request.", "We are working on your request.",
      "We have answered and wait for you.", "This request is solved."};
  return Html().raw("<p class=\"lead\">").raw(kLines[static_cast<size_t>(status)]).raw("</p>");
}

Html messages(const RequestView& view, Time now) {
  Html html;
  for (const Comment& comment : view.comments) {
    if (comment.internal || comment.body.empty()) continue;
    const bool own = comment.author_kind == AuthorKind::customer;
    html.raw(own ? "<article class=\"message customer\"><header><strong>You</strong>"
                 : "<article class=\"message agent-reply\"><header><strong>Support</strong>");
    html.raw("<span class=\"when\">")
        .time(comment.created_at, now)
        .raw("</span></header>")
        .add(paragraphs(comment.body))
        .raw("</article>\n");
  }
  if (html.str().empty()) return html;
  return Html()
      .raw("<section aria-labelledby=\"messages\"><h2 id=\"messages\">Messages</h2>\n")
      .add(html)
      .raw("</section>\n");
}

Html more_files(const RequestView& view, const FormLimits& limits) {
  Html html;
  html.raw("<section class=\"card\"><h2>Add files or a message</h2>\n").add(problem_list(view.problems));
  html.raw("<form method=\"post\" enctype=\"multipart/form-data\"");
  html.attribute("action", "/portal/requests/" + std::to_string(view.ticket.id) + "/attachments");
  html.raw("><input type=\"hidden\" name=\"key\"").attribute("value", view.ticket.access_key);
  html.raw(
          "><label for=\"attachments\">Files</label><input id=\"attachments\" type=\"file\" "
          "name=\"attachments\" multiple"
          " aria-describedby=\"limits\"><p class=\"hint\" id=\"limits\">Up to ")
      .number(static_cast<int64_t>(limits.files));
  html.text(" files of at most " + file_size(limits.file_bytes) + " each.");
  html.raw(
      "</p><label for=\"message\">Message (optional)</label><textarea id=\"message\" name=\"message\" "
      "rows=\"3\"></textarea>");
  return html.raw("<button>Send</button></form></section>\n");
}

Html input(const char* id, const char* label, const std::string& value, const FormProblems& problems,
           std::string_view extra) {
  const bool wrong = std::any_of(problems.begin(), problems.end(),
                                 [&](const FormProblem& problem) { return problem.field == id; });
  Html html;
  html.raw("<label")
      .attribute("for", id)
      .raw(">")
      .text(label)
      .raw("</label><input")
      .attribute("id", id)
      .attribute("name", id);
  html.attribute("value", value).raw(extra);
  return html.raw(wrong ? " aria-invalid=\"true\">\n" : ">\n");
}

}  // namespace

Html request_page(const RequestView& view, const FormLimits& limits, Time now) {
  const Ticket& ticket = view.ticket;
  Html main;
  main.raw("<div class=\"heading\"><p class=\"crumb\">Request #")
      .number(ticket.id)
      .raw("</p><h1><bdi>")
      .text(ticket.subject)
      .raw("</bdi></h1>");
  main.add(status_line(ticket.status))
      .raw("</div>\n<p class=\"keep\">Keep the address of this page: it is the way back to your request.");
  main.raw("</p>\n")
      .add(next_steps(ticket, !view.files.empty()))
      .raw("<section class=\"card\"><h2>Your files</h2>");
  main.add(view.files.empty() ? Html().raw("<p class=\"muted\">No files yet.</p>")
                              : file_list(view.files, false))
      .raw("</section>\n");
  main.add(messages(view, now)).add(more_files(view, limits));
  return page({.title = "Request #" + std::to_string(ticket.id), .audience = Audience::customer}, main);
}

Html form_page(const NewTicket& ticket, const FormProblems& problems) {
  Html main;
  main.raw("<div class=\"heading\"><h1>Contact support</h1></div>\n").add(problem_list(problems));
  main.raw(
      "<form class=\"card\" method=\"post\" action=\"/portal/tickets\" enctype=\"multipart/form-data\">\n");
  main.add(input("name", "Your name", ticket.name, problems, " autocomplete=\"name\""));
  main.add(input("email", "Your e-mail address", ticket.email, problems,
                 " type=\"email\" autocomplete=\"email\""));
  main.add(input("subject", "Subject", ticket.subject, problems, " required"));
  main.raw(
      "<label for=\"description\">Description</label><textarea id=\"description\" name=\"description\" "
      "rows=\"6\">");
  main.raw("\n").text(ticket.description).raw("</textarea>\n");
  main.add(input("reason", "Case reason", ticket.reason, problems, " list=\"reasons\""))
      .raw("<datalist id=\"reasons\">");
  for (const OfferedReason& offered : kOfferedReasons)
    main.raw("<option").attribute("value", offered.reason).raw(">");
  main.raw("</datalist>\n")
      .add(input("sub_category", "Sub-category", ticket.sub_category, problems, " list=\"subs\""))
      .raw("<datalist id=\"subs\">");
  for (const OfferedReason& offered : kOfferedReasons) {
    for (const std::string_view sub : offered.sub_categories)
      main.raw("<option").attribute("value", sub).raw(">");
  }
  main.raw(
      "</datalist>\n<label for=\"attachments\">Files</label><input id=\"attachments\" type=\"file\" "
      "name=\"attachments\" multiple");
  if (!ticket.files.empty())
    main.raw(
        " aria-describedby=\"again\"><p class=\"hint\" id=\"again\">Please choose your files again: a "
        "browser does not keep them.</p>\n");
  else
    main.raw(">\n");
  main.raw("<button>Send request</button></form>\n");
  return page({.title = "Contact support", .audience = Audience::customer}, main);
}

}  // namespace portcheck::server::demo
