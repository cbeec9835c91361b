// The demo desk's pages as HTML: data in, markup out. No I/O, no clock, nothing that is not shown.
// Small parts that several pages share are in page_parts.h.
#pragma once

#include <string>
#include <vector>

#include "server/desk/demo/form.h"
#include "server/desk/demo/html.h"
#include "server/desk/demo/store.h"

namespace portcheck::server::demo {

enum class Audience : uint8_t { customer, agent };

// A document with one message, for errors.
Html message_page(Audience audience, const std::string& title, const std::string& text);

Html list_page(const ListPage& list, const ListFilter& filter, const std::vector<Category>& categories,
               Time now);

struct TicketView {
  Ticket ticket;
  std::vector<Comment> comments;
  std::vector<File> files;
  bool writing = false;  // the reply form is open: the page must not refresh itself
};
Html ticket_page(const TicketView& view, Time now);

// The customer's page of one ticket: public comments only. `problems` belong to a refused submission of more
// files.
struct RequestView {
  Ticket ticket;
  std::vector<Comment> comments;  // internal ones are left out here, whoever passes them
  std::vector<File> files;
  FormProblems problems;
};
Html request_page(const RequestView& view, const FormLimits& limits, Time now);

// The contact form again, filled, with what is wrong. Files must be chosen anew: a browser does not keep
// them.
Html form_page(const NewTicket& ticket, const FormProblems& problems, const FormLimits& limits);

}  // namespace portcheck::server::demo
