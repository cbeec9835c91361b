// Parts that several of the demo desk's pages show.
#pragma once

#include "server/desk/demo/pages.h"

namespace portcheck::server::demo {

struct Layout {
  std::string title;
  Audience audience = Audience::agent;
  int refresh_seconds = 0;  // 0: the page stays as it is
};

// A whole document around `main`. Customers' pages wear the portal's style, agents' pages their own.
Html page(const Layout& layout, const Html& main);

Html result_chip(const Ticket& ticket, Time now);  // icon and word; nothing for tickets that are not checked
Html status_chip(Status status);
Html tag_list(const std::vector<std::string>& tags);
Html file_list(const std::vector<File>& files, bool with_links);
Html problem_list(const FormProblems& problems);  // nothing when there are none

// <option>s of all offered reasons or sub-categories (those grouped by reason), and of `chosen` if it is
// another one.
Html reason_options(const std::string& chosen);
Html sub_category_options(const std::string& chosen);

// Whether PortCheck is likely to come with a result within moments.
bool check_pending(const Ticket& ticket, Time now);

}  // namespace portcheck::server::demo
