#include <algorithm>
#include <array>

#include "server/desk/demo/categories.h"
#include "server/desk/demo/page_chips.h"
#include "server/desk/demo/pages.h"
#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

constexpr int kRefreshSeconds = 2;

std::string ticket_link(const Ticket& ticket) {
  return "/agent/tickets/" + std::to_string(ticket.id);
}

Html note_box(const TicketView& view, bool pending, Time now) {
  Html html;
  for (const Comment& comment : view.comments) {
    if (comment.author_kind != AuthorKind::app) continue;
    html.raw(
        "<section class=\"note\" aria-label=\"Internal note\"><header><strong>Internal note</strong><span>");
    html.text("only agents see this · " + comment.author + ", ").time(comment.updated_at, now);
    html.raw("</span></header><div class=\"note-body\">");
    html.add(comment.html ? sanitized(comment.body) : paragraphs(comment.body)).raw("</div></section>\n");
  }
  if (pending) {
    html.raw(
        "<p class=\"progress\" role=\"status\">PortCheck is reading the files. This page updates by "
        "itself.</p>\n");
  } else if (html.str().empty() && view.ticket.is_porting()) {
    html.raw("<p class=\"progress\">");
    html.text(view.files.empty()
                  ? "Nothing is attached yet. PortCheck starts when the spreadsheet or the letter arrives."
                  : "PortCheck has not written a note yet. Reload the page in a moment.");
    html.raw("</p>\n");
  }
  return html;
}

Html files_of_comment(const std::vector<File>& files, int64_t comment) {
  std::vector<File> own;
  std::copy_if(files.begin(), files.end(), std::back_inserter(own),
               [&](const File& file) { return file.comment_id == comment; });
  return own.empty() ? Html() : file_list(own, true);
}

Html message(const Html& author, std::string_view kind, std::string_view mark, Time at, const Html& body,
             Time now) {
  Html html;
  html.raw("<article class=\"message ").raw(kind).raw("\"><header><strong>").add(author).raw("</strong>");
  if (!mark.empty()) html.raw("<span class=\"mark\">").text(mark).raw("</span>");
  return html.raw("<span class=\"when\">")
      .time(at, now)
      .raw("</span></header>")
      .add(body)
      .raw("</article>\n");
}

Html requester(const Ticket& ticket) {
  if (!ticket.requester_name.empty()) return name(ticket.requester_name);
  return name(ticket.requester_email.empty() ? "Customer" : ticket.requester_email);
}

Html conversation(const TicketView& view, Time now) {
  Html html;
  html.raw("<section aria-labelledby=\"conversation\"><h2 id=\"conversation\">Conversation</h2>\n");
  Html description = view.ticket.description.empty() ? Html().raw("<p class=\"muted\">No description.</p>")
                                                     : paragraphs(view.ticket.description);
  description.add(files_of_comment(view.files, 0));
  html.add(message(requester(view.ticket), "customer", "", view.ticket.created_at, description, now));
  for (const Comment& comment : view.comments) {
    if (comment.author_kind == AuthorKind::app) continue;
    const bool customer = comment.author_kind == AuthorKind::customer;
    Html body =
        comment.body.empty() ? Html().raw("<p class=\"muted\">Added files.</p>") : paragraphs(comment.body);
    body.add(files_of_comment(view.files, comment.id));
    html.add(message(customer ? requester(view.ticket) : name(comment.author),
                     customer           ? "customer"
                     : comment.internal ? "internal"
                                        : "agent-reply",
                     comment.internal ? "Internal" : "", comment.created_at, body, now));
  }
  return html.raw("</section>\n");
}

Html reply_form(const Ticket& ticket) {
  Html html;
  html.raw("<form class=\"reply\" id=\"reply\" method=\"post\" enctype=\"multipart/form-data\"")
      .attribute("action", ticket_link(ticket) + "/reply");
  html.raw(
      "><h2><label for=\"body\">Reply</label></h2><textarea id=\"body\" name=\"body\" rows=\"5\" "
      "required></textarea>"
      "<div class=\"reply-row\"><fieldset><legend class=\"visually-hidden\">Who sees it</legend>"
      "<label><input type=\"radio\" name=\"visibility\" value=\"public\" checked> Public reply</label>"
      "<label><input type=\"radio\" name=\"visibility\" value=\"internal\"> Internal "
      "comment</label></fieldset>"
      "<label class=\"then\">Then set to <select name=\"status\">");
  for (const auto& [status, label] :
       {std::pair{Status::pending, "Pending"}, {Status::open, "Open"}, {Status::solved, "Solved"}}) {
    html.raw("<option").attribute("value", to_string(status)).raw(">").raw(label).raw("</option>");
  }
  return html.raw("</select></label><button>Send</button></div></form>\n");
}

Html option(std::string_view value, bool selected) {
  Html html;
  return html.raw("<option")
      .attribute("value", value)
      .raw(selected ? " selected>" : ">")
      .text(value.empty() ? "None" : value)
      .raw("</option>");
}

Html category_form(const Ticket& ticket) {
  Html reasons, subs;
  bool reason_offered = ticket.reason.empty(), sub_offered = ticket.sub_category.empty();
  for (const OfferedReason& offered : kOfferedReasons) {
    reasons.add(option(offered.reason, ticket.reason == offered.reason));
    reason_offered |= ticket.reason == offered.reason;
    subs.raw("<optgroup").attribute("label", offered.reason).raw(">");
    for (const std::string_view sub : offered.sub_categories) {
      subs.add(option(sub, ticket.sub_category == sub));
      sub_offered |= ticket.sub_category == sub;
    }
    subs.raw("</optgroup>");
  }
  Html html;
  html.raw("<form class=\"category\" method=\"post\"").attribute("action", ticket_link(ticket) + "/category");
  html.raw("><label for=\"reason\">Case reason</label><select id=\"reason\" name=\"reason\">")
      .add(option("", ticket.reason.empty()));
  if (!reason_offered) html.add(option(ticket.reason, true));
  html.add(reasons).raw(
      "</select><label for=\"sub_category\">Sub-category</label><select id=\"sub_category\" "
      "name=\"sub_category\">");
  html.add(option("", ticket.sub_category.empty()));
  if (!sub_offered) html.add(option(ticket.sub_category, true));
  return html.add(subs).raw("</select><button class=\"quiet\">Change category</button></form>");
}

Html sidebar(const TicketView& view, Time now) {
  const Ticket& ticket = view.ticket;
  Html html;
  html.raw("<aside aria-label=\"Ticket details\"><section class=\"card\"><dl><dt>Status</dt><dd>")
      .add(status_chip(ticket.status));
  if (const Html chip = result_chip(ticket, now); !chip.str().empty())
    html.raw("</dd><dt>PortCheck</dt><dd>").add(chip);
  html.raw("</dd><dt>Requester</dt><dd>").add(requester(ticket));
  if (!ticket.requester_name.empty() && !ticket.requester_email.empty())
    html.raw("<br>").add(name(ticket.requester_email));
  html.raw("</dd><dt>Created</dt><dd>").time(ticket.created_at, now).raw("</dd>");
  if (!ticket.tags.empty()) html.raw("<dt>Tags</dt><dd>").add(tag_list(ticket.tags)).raw("</dd>");
  html.raw("</dl></section>\n<section class=\"card\"><h2>Files</h2>");
  html.add(view.files.empty() ? Html().raw("<p class=\"muted\">No files.</p>") : file_list(view.files, true));
  return html.raw("</section>\n<section class=\"card\"><h2>Category</h2>")
      .add(category_form(ticket))
      .raw("</section></aside>\n");
}

}  // namespace

Html ticket_page(const TicketView& view, Time now) {
  const Ticket& ticket = view.ticket;
  const bool pending = check_pending(ticket, now);
  Html main;
  main.raw(
          "<div class=\"heading\"><p class=\"crumb\"><a href=\"/agent\">Tickets</a> <span "
          "aria-hidden=\"true\">/</span> #")
      .number(ticket.id);
  main.raw("</p><h1><bdi>")
      .text(ticket.subject)
      .raw("</bdi></h1></div>\n<div class=\"columns\"><div class=\"primary\">\n");
  main.add(note_box(view, pending, now)).add(conversation(view, now));
  if (pending && !view.writing) {
    main.raw("<p><a class=\"button quiet\"")
        .attribute("href", ticket_link(ticket) + "?reply=1#reply")
        .raw(">Write a reply</a></p>\n");
  } else {
    main.add(reply_form(ticket));
  }
  main.raw("</div>\n").add(sidebar(view, now)).raw("</div>\n");
  return page({.title = "#" + std::to_string(ticket.id) + " " + ticket.subject,
               .audience = Audience::agent,
               .refresh_seconds = pending && !view.writing ? kRefreshSeconds : 0},
              main);
}

}  // namespace portcheck::server::demo
