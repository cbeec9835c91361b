#include <algorithm>
#include <array>

#include "server/desk/demo/page_parts.h"
#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kResultTabs = {
    {{"", "All"},
     {"blocked", "Blocked"},
     {"needs_attention", "Needs attention"},
     {"ready", "Ready"},
     {"none", "Not checked"}}};

std::string list_link(const ListFilter& filter, std::string_view result, int64_t page) {
  std::string query;
  const auto add = [&](std::string_view key, std::string_view value) {
    if (value.empty()) return;
    query += query.empty() ? '?' : '&';
    query.append(key).append("=").append(url_encode(value));
  };
  add("reason", filter.reason);
  add("sub_category", filter.sub_category);
  add("result", result);
  if (page > 1) add("page", std::to_string(page));
  return "/agent" + query;
}

Html result_tabs(const ListFilter& filter) {
  Html html;
  html.raw("<nav class=\"tabs\" aria-label=\"PortCheck result\">");
  for (const auto& [value, label] : kResultTabs) {
    html.raw("<a").attribute("href", list_link(filter, value, 1));
    if (filter.result == value) html.raw(" aria-current=\"true\"");
    html.raw(">").text(label).raw("</a>");
  }
  return html.raw("</nav>");
}

Html category_form(const ListFilter& filter, const std::vector<Category>& categories) {
  Html html;
  html.raw("<form class=\"filter\" method=\"get\" action=\"/agent\">");
  if (!filter.result.empty())
    html.raw("<input type=\"hidden\" name=\"result\"").attribute("value", filter.result).raw(">");
  html.raw(
      "<label for=\"sub_category\">Category</label><select id=\"sub_category\" name=\"sub_category\"><option "
      "value=\"\">All</option>");
  std::vector<std::string> labels;
  for (const Category& category : categories) {
    if (!category.sub_category.empty()) labels.push_back(category.sub_category);
  }
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  for (const std::string& label : labels) {
    html.raw("<option")
        .attribute("value", label)
        .raw(label == filter.sub_category ? " selected>" : ">")
        .text(label)
        .raw("</option>");
  }
  return html.raw("</select><button class=\"quiet\">Show</button></form>");
}

Html row(const Ticket& ticket, Time now) {
  Html html;
  html.raw("<tr><td class=\"number\">#").number(ticket.id).raw("</td><td class=\"subject\"><a");
  html.attribute("href", "/agent/tickets/" + std::to_string(ticket.id)).raw("><bdi>").text(ticket.subject);
  html.raw("</bdi></a><span class=\"who\">");
  html.add(name(ticket.requester_name.empty() ? ticket.requester_email : ticket.requester_name));
  html.raw("</span></td><td class=\"result\">").add(result_chip(ticket, now));
  html.add(tag_list(ticket.tags)).raw("</td><td class=\"category\">");
  html.add(name(ticket.sub_category.empty() ? ticket.reason : ticket.sub_category));
  html.raw("</td><td>").add(status_chip(ticket.status)).raw("</td><td class=\"count\">");
  if (ticket.file_count > 0) html.number(ticket.file_count).raw(ticket.file_count == 1 ? " file" : " files");
  return html.raw("</td><td class=\"age\">").time(ticket.created_at, now).raw("</td></tr>\n");
}

Html pager(const ListPage& list, const ListFilter& filter) {
  Html html;
  if (list.pages <= 1 && list.page <= 1) return html;
  html.raw("<nav class=\"pager\" aria-label=\"Pages\">");
  if (list.page > 1) {
    html.raw("<a rel=\"prev\"")
        .attribute("href", list_link(filter, filter.result, std::min(list.page - 1, list.pages)))
        .raw(">Newer</a>");
  }
  html.raw("<span>Page ").number(list.page).raw(" of ").number(list.pages).raw("</span>");
  if (list.page < list.pages) {
    html.raw("<a rel=\"next\"")
        .attribute("href", list_link(filter, filter.result, list.page + 1))
        .raw(">Older</a>");
  }
  return html.raw("</nav>");
}

}  // namespace

Html list_page(const ListPage& list, const ListFilter& filter, const std::vector<Category>& categories,
               Time now) {
  Html main;
  main.raw("<div class=\"heading\"><h1>Tickets</h1><p class=\"count\">").number(list.total);
  main.raw(list.total == 1 ? " ticket" : " tickets").raw("</p></div>\n<div class=\"toolbar\">");
  main.add(result_tabs(filter)).add(category_form(filter, categories)).raw("</div>\n");
  if (list.tickets.empty()) {
    const bool filtered = !filter.result.empty() || !filter.sub_category.empty() || !filter.reason.empty();
    main.raw("<section class=\"panel notice\"><p>");
    main.text(filtered ? "No ticket matches this filter."
                       : "No tickets yet. The first one arrives when a customer sends the contact form.");
    main.raw("</p><p><a").attribute("href", filtered ? "/agent" : "/portal").raw(">");
    main.text(filtered ? "Show all tickets" : "Open the contact form").raw("</a></p></section>\n");
  } else {
    main.raw(R"(<table class="tickets"><caption class="unseen">Tickets, newest first</caption><thead><tr>
<th scope="col">No.</th><th scope="col">Subject and requester</th><th scope="col">PortCheck</th>
<th scope="col">Category</th><th scope="col">Status</th><th scope="col">Files</th><th scope="col">Created</th>
</tr></thead><tbody>
)");
    for (const Ticket& ticket : list.tickets) main.add(row(ticket, now));
    main.raw("</tbody></table>\n");
  }
  main.add(pager(list, filter));
  return page({.title = "Tickets"}, main);
}

}  // namespace portcheck::server::demo
