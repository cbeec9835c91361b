#include <algorithm>
#include <array>

#include "server/desk/demo/page_parts.h"
#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

constexpr std::string_view kPortingSteps =
    R"(<li>We check your files and answer on this page if something is missing.</li>
<li>We send the order to your present carrier. A port usually takes two to five weeks.</li>
<li>Keep your present service active until we tell you that the port is complete.</li>
)";
constexpr std::string_view kFilesStep =
    "<li>Add the spreadsheet of numbers and the signed Letter of Authorization (LOA) below.</li>\n";
constexpr std::string_view kOtherSteps =
    "<li>Somebody from our team reads your request.</li>\n<li>We answer on this page.</li>\n";

std::string_view status_line(Status status) {
  constexpr std::array<std::string_view, 4> kLines = {
      "We have received your request.", "We are working on your request.",
      "We have answered and are waiting for you.", "This request is solved."};
  return kLines[static_cast<size_t>(status)];
}

Html messages(const RequestView& view, Time now) {
  Html html;
  for (const Comment& comment : view.comments) {
    if (comment.internal || comment.body.empty()) continue;
    const bool own = comment.author_kind == AuthorKind::customer;
    html.raw(own ? "<article class=\"message\"><header><strong>You</strong>"
                 : "<article class=\"message ours\"><header><strong>Support</strong>");
    html.raw("<span class=\"when\">").time(comment.created_at, now).raw("</span></header>");
    html.add(paragraphs(comment.body)).raw("</article>\n");
  }
  if (html.str().empty()) return html;
  return Html().raw("<section class=\"panel\"><h2>Messages</h2>\n").add(html).raw("</section>\n");
}

Html file_input(const FormLimits& limits) {
  Html html;
  html.raw("<div class=\"field\"><label for=\"attachments\">Files</label><div class=\"drop\">");
  html.raw(
      "<input id=\"attachments\" type=\"file\" name=\"attachments\" multiple aria-describedby=\"limits\">");
  html.raw("<p class=\"hint\" id=\"limits\">Up to ")
      .number(static_cast<int64_t>(limits.files))
      .raw(" files, ");
  return html.text(file_size(limits.submission_bytes)).raw(" together.</p></div></div>\n");
}

Html more(const RequestView& view, const FormLimits& limits) {
  Html html;
  html.raw("<section class=\"panel\"><h2>Add files or a message</h2>\n").add(problem_list(view.problems));
  html.raw("<form class=\"form single\" method=\"post\" enctype=\"multipart/form-data\"");
  html.attribute("action", "/portal/requests/" + std::to_string(view.ticket.id) + "/attachments");
  html.raw("><input type=\"hidden\" name=\"key\"").attribute("value", view.ticket.access_key).raw(">\n");
  html.add(file_input(limits))
      .raw(R"(<p class="field"><label for="message">Message <span class="optional">optional</span></label>
<textarea id="message" name="message" rows="3"></textarea></p>
<div class="send"><button>Send</button></div></form></section>
)");
  return html;
}

struct Input {
  const char* id;
  const char* label;
  std::string_view attributes;
};

Html input(const Input& which, const std::string& value, const FormProblems& problems) {
  const bool wrong = std::any_of(problems.begin(), problems.end(),
                                 [&](const FormProblem& problem) { return problem.field == which.id; });
  Html html;
  html.raw("<p class=\"field\"><label")
      .attribute("for", which.id)
      .raw(">")
      .text(which.label)
      .raw("</label><input");
  html.attribute("id", which.id).attribute("name", which.id).attribute("value", value).raw(which.attributes);
  return html.raw(wrong ? " aria-invalid=\"true\"></p>\n" : "></p>\n");
}

Html select(const char* id, const char* label, const Html& options) {
  Html html;
  html.raw("<p class=\"field\"><label").attribute("for", id).raw(">").text(label).raw("</label><select");
  return html.attribute("id", id).attribute("name", id).raw(">").add(options).raw("</select></p>\n");
}

}  // namespace

Html request_page(const RequestView& view, const FormLimits& limits, Time now) {
  const Ticket& ticket = view.ticket;
  Html main;
  main.raw("<div class=\"intro\"><p class=\"crumb\">Request #").number(ticket.id).raw("</p><h1><bdi>");
  main.text(ticket.subject).raw("</bdi></h1><p>").text(status_line(ticket.status));
  main.raw(
      " Keep the address of this page: it is your way back to the request.</p></div>\n<div "
      "class=\"request\">\n");
  main.add(messages(view, now));
  main.raw("<section class=\"panel\"><h2>What happens next</h2><ol>");
  if (ticket.is_porting() && view.files.empty()) main.raw(kFilesStep);
  main.raw(ticket.is_porting() ? kPortingSteps : kOtherSteps).raw("</ol></section>\n");
  main.raw("<section class=\"panel\"><h2>Your files</h2>");
  main.add(view.files.empty() ? Html().raw("<p class=\"hint\">No files yet.</p>")
                              : file_list(view.files, false));
  main.raw("</section>\n").add(more(view, limits)).raw("</div>\n");
  return page({.title = "Request #" + std::to_string(ticket.id), .audience = Audience::customer}, main);
}

Html form_page(const NewTicket& ticket, const FormProblems& problems, const FormLimits& limits) {
  Html main;
  main.raw("<div class=\"intro\"><h1>Contact support</h1><p>Your request has not been sent yet.</p></div>\n");
  main.add(problem_list(problems));
  main.raw(
      "<form class=\"form single\" method=\"post\" action=\"/portal/tickets\" "
      "enctype=\"multipart/form-data\">\n");
  main.raw("<div class=\"pair\">")
      .add(input({"name", "Your name", " autocomplete=\"name\""}, ticket.name, problems));
  main.add(input({"email", "Email", " type=\"email\" autocomplete=\"email\""}, ticket.email, problems));
  main.raw("</div>\n<div class=\"pair\">")
      .add(select("reason", "Case Reason", reason_options(ticket.reason)));
  main.add(select("sub_category", "Sub-Category", sub_category_options(ticket.sub_category))).raw("</div>\n");
  main.add(input({"subject", "Subject", " required"}, ticket.subject, problems));
  main.raw(
          "<p class=\"field\"><label for=\"description\">Description</label><textarea id=\"description\" "
          "name=\"description\" rows=\"6\">\n")
      .text(ticket.description)
      .raw("</textarea></p>\n");
  main.add(file_input(limits));
  if (!ticket.files.empty())
    main.raw("<p class=\"hint\">Please choose your files again: a browser does not keep them.</p>\n");
  main.raw("<div class=\"send\"><button>Send request</button></div></form>\n");
  return page({.title = "Contact support", .audience = Audience::customer}, main);
}

}  // namespace portcheck::server::demo
