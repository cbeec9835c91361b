#include <algorithm>

#include "server/desk/demo/page_parts.h"
#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

constexpr int kRefreshSeconds = 2;

std::string ticket_link(const Ticket& ticket) {
  return "/agent/tickets/" + std::to_string(ticket.id);
}

Html requester(const Ticket& ticket) {
  if (!ticket.requester_name.empty()) return name(ticket.requester_name);
  return name(ticket.requester_email.empty() ? "Customer" : ticket.requester_email);
}

Html muted(std::string_view text) {
  return Html().raw("<p class=\"muted\">").text(text).raw("</p>");
}

Html notes(const TicketView& view, bool pending, Time now) {
  Html html;
  if (pending) {
    html.raw(
        "<p class=\"progress\" role=\"status\">PortCheck is reading the files. This page updates by "
        "itself.</p>\n");
  }
  bool any = false;
  for (const Comment& comment : view.comments) {
    if (comment.author_kind != AuthorKind::app) continue;
    any = true;
    html.raw("<section class=\"note ")
        .raw(view.ticket.porting_result)
        .raw("\" aria-label=\"Internal note\"><header>");
    html.raw("<h2>Internal note</h2><span>only agents see this</span><span class=\"when\">");
    html.add(name(comment.author)).raw(", ").time(comment.updated_at, now);
    html.raw("</span></header><div class=\"note-body\">");
    html.add(comment.html ? sanitized(comment.body) : paragraphs(comment.body)).raw("</div></section>\n");
  }
  if (!any && !pending && view.ticket.is_porting()) {
    html.raw("<p class=\"progress\">");
    html.text(view.files.empty()
                  ? "Nothing is attached yet. PortCheck starts when the spreadsheet or the letter arrives."
                  : "PortCheck has not written a note yet. Reload the page in a moment.");
    html.raw("</p>\n");
  }
  return html;
}

Html files_of(const TicketView& view, int64_t comment) {
  std::vector<File> own;
  std::copy_if(view.files.begin(), view.files.end(), std::back_inserter(own),
               [&](const File& file) { return file.comment_id == comment; });
  return own.empty() ? Html() : file_list(own, true);
}

Html message(std::string_view kind, const Html& author, Time at, const Html& body, Time now) {
  Html html;
  html.raw("<article class=\"message ").raw(kind).raw("\"><header><strong>").add(author).raw("</strong>");
  if (kind == "internal") html.raw("<span class=\"mark\">Internal</span>");
  html.raw("<span class=\"when\">").time(at, now).raw("</span></header>").add(body);
  return html.raw("</article>\n");
}

Html conversation(const TicketView& view, Time now) {
  const Ticket& ticket = view.ticket;
  Html html;
  html.raw("<section aria-labelledby=\"conversation\"><h2 id=\"conversation\">Conversation</h2>\n");
  Html description = ticket.description.empty() ? muted("No description.") : paragraphs(ticket.description);
  html.add(
      message("customer", requester(ticket), ticket.created_at, description.add(files_of(view, 0)), now));
  for (const Comment& comment : view.comments) {
    if (comment.author_kind == AuthorKind::app) continue;
    const bool customer = comment.author_kind == AuthorKind::customer;
    Html body = comment.body.empty() ? muted("Added files.") : paragraphs(comment.body);
    html.add(message(customer           ? "customer"
                     : comment.internal ? "internal"
                                        : "reply",
                     customer ? requester(ticket) : name(comment.author), comment.created_at,
                     body.add(files_of(view, comment.id)), now));
  }
  return html.raw("</section>\n");
}

Html reply_form(const Ticket& ticket) {
  Html html;
  html.raw("<form class=\"panel answer\" id=\"reply\" method=\"post\" enctype=\"multipart/form-data\"");
  html.attribute("action", ticket_link(ticket) + "/reply").raw(R"(>
<h2><label for="body">Reply</label></h2>
<textarea id="body" name="body" rows="5" required></textarea>
<div class="answer-row">
<fieldset><legend class="unseen">Who sees it</legend>
<label class="choice"><input type="radio" name="visibility" value="public" checked>Public reply</label>
<label class="choice"><input type="radio" name="visibility" value="internal">Internal comment</label></fieldset>
<label class="then" for="status">Set to</label><select id="status" name="status">
<option value="pending">Pending</option><option value="open">Open</option><option value="solved">Solved</option></select>
<button>Send</button></div></form>
)");
  return html;
}

Html category_form(const Ticket& ticket) {
  Html html;
  html.raw("<form class=\"category-form\" method=\"post\"")
      .attribute("action", ticket_link(ticket) + "/category");
  html.raw("><label for=\"reason\">Case Reason</label><select id=\"reason\" name=\"reason\">");
  html.add(reason_options(ticket.reason)).raw("</select><label for=\"sub_category\">Sub-Category</label>");
  html.raw("<select id=\"sub_category\" name=\"sub_category\">")
      .add(sub_category_options(ticket.sub_category));
  return html.raw("</select><button class=\"quiet\">Change category</button></form>");
}

Html sidebar(const TicketView& view, Time now) {
  const Ticket& ticket = view.ticket;
  Html html;
  html.raw("<aside aria-label=\"Ticket details\"><section class=\"panel\"><dl><dt>Status</dt><dd>");
  html.add(status_chip(ticket.status)).raw("</dd>");
  if (const Html chip = result_chip(ticket, now); !chip.str().empty()) {
    html.raw("<dt>PortCheck</dt><dd>").add(chip).raw("</dd>");
  }
  html.raw("<dt>Requester</dt><dd>").add(requester(ticket));
  if (!ticket.requester_name.empty() && !ticket.requester_email.empty()) {
    html.raw("<span class=\"email\">").add(name(ticket.requester_email)).raw("</span>");
  }
  html.raw("</dd><dt>Created</dt><dd>").time(ticket.created_at, now).raw("</dd>");
  if (!ticket.tags.empty()) html.raw("<dt>Tags</dt><dd>").add(tag_list(ticket.tags)).raw("</dd>");
  html.raw("</dl></section>\n<section class=\"panel\"><h2>Files</h2>");
  html.add(view.files.empty() ? muted("No files.") : file_list(view.files, true));
  html.raw("</section>\n<section class=\"panel\"><h2>Category</h2>").add(category_form(ticket));
  return html.raw("</section></aside>\n");
}

}  // namespace

Html ticket_page(const TicketView& view, Time now) {
  const Ticket& ticket = view.ticket;
  const bool pending = check_pending(ticket, now);
  const bool refreshing = pending && !view.writing;
  Html main;
  main.raw("<div class=\"heading\"><p class=\"crumb\"><a href=\"/agent\">Tickets</a> / #").number(ticket.id);
  main.raw("</p><h1><bdi>").text(ticket.subject).raw("</bdi></h1></div>\n<div class=\"columns\"><div>\n");
  main.add(notes(view, pending, now)).add(conversation(view, now));
  if (refreshing) {
    main.raw("<p><a class=\"button\"").attribute("href", ticket_link(ticket) + "?reply=1#reply");
    main.raw(">Write a reply</a></p>\n");
  } else {
    main.add(reply_form(ticket));
  }
  main.raw("</div>\n").add(sidebar(view, now)).raw("</div>\n");
  return page({.title = "#" + std::to_string(ticket.id) + " " + ticket.subject,
               .audience = Audience::agent,
               .refresh_seconds = refreshing ? kRefreshSeconds : 0},
              main);
}

}  // namespace portcheck::server::demo
