// The demo desk's pages as HTML: data in, markup out. No I/O, no clock, nothing that is not shown.
#pragma once

#include <string>
#include <vector>

#include "server/desk/demo/form.h"
#include "server/desk/demo/html.h"
#include "server/desk/demo/store.h"

namespace portcheck::server::demo {

enum class Audience : uint8_t { customer, agent };

struct Layout {
  std::string title;
  Audience audience = Audience::agent;
  int refresh_seconds = 0;  // 0: the page stays as it is
};

// A whole document around `main`.
Html page(const Layout& layout, const Html& main);

// A document with one message, for errors.
Html message_page(Audience audience, const std::string& title, const std::string& text);

// "Porting Numbers", or what there is of it.
std::string category_label(const std::string& reason, const std::string& sub_category);

Html list_page(const ListPage& list, const ListFilter& filter, const std::vector<Category>& categories,
               Time now);

struct TicketView {
  Ticket ticket;
  std::vector<Comment> comments;
  std::vector<File> files;
  bool writing = false;  // the reply form is open: the page must not refresh itself
};
Html ticket_page(const TicketView& view, Time now);

// Whether PortCheck is likely to come with a result within moments.
bool check_pending(const Ticket& ticket, Time now);

// The customer's page of one ticket: public comments only. `problems` belong to a refused submission of more
// files.
struct RequestView {
  Ticket ticket;
  std::vector<Comment> comments;  // internal ones are left out here, whoever passes them
  std::vector<File> files;
  FormProblems problems;
};
Html request_page(const RequestView& view, const FormLimits& limits, Time now);

// The contact form again, filled, with what is wrong: for browsers without JavaScript. Files must be chosen
// anew.
Html form_page(const NewTicket& ticket, const FormProblems& problems);

Html problem_list(const FormProblems& problems);  // nothing when there are none
Html file_list(const std::vector<File>& files, bool with_links);

}  // namespace portcheck::server::demo
