#include "server/desk/demo/agent.h"

#include "server/http/httplib.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include "server/desk/demo/api.h"
#include "server/desk/demo/guard.h"
#include "server/desk/demo/pages.h"
#include "server/desk/demo/text.h"

namespace portcheck::server::demo {

namespace {

constexpr int64_t kPerPage = 25;
constexpr const char* kAgent = "Support agent";

int64_t page_of(const httplib::Request& request) {
  const std::string text = request.get_param_value("page");
  int64_t page = 1;
  std::from_chars(text.data(), text.data() + text.size(), page);
  return std::max<int64_t>(page, 1);
}

// RFC 6266: an ASCII name for old browsers and the real one, percent-encoded.
std::string disposition(const std::string& file_name) {
  std::string ascii;
  for (const char c : file_name) ascii += c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '%' ? c : '_';
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + url_encode(file_name);
}

std::string ticket_link(int64_t id) {
  return "/agent/tickets/" + std::to_string(id);
}

void not_found(httplib::Response& response) {
  send_html(response, 404, message_page(Audience::agent, "Not found", "There is no such ticket or file."));
}

void refused(httplib::Response& response, const std::string& text) {
  send_html(response, 422, message_page(Audience::agent, "Not saved", text));
}

class Agent {
 public:
  Agent(Store& store, AgentSettings settings, Clock clock)
      : store_(store), settings_(std::move(settings)), clock_(std::move(clock)) {}

  using Member = void (Agent::*)(const httplib::Request&, httplib::Response&);

  void answer(Member member, const httplib::Request& request, httplib::Response& response) {
    if (!has_password(request, settings_.password)) {
      response.set_header("WWW-Authenticate", "Basic realm=\"Support desk\", charset=\"UTF-8\"");
      return send_html(response, 401,
                       message_page(Audience::agent, "Sign in", "The agents' pages need a password."));
    }
    if (request.method == "POST" && !same_origin(request)) {
      return send_html(
          response, 403,
          message_page(Audience::agent, "Not saved", "This form was sent from another site's page."));
    }
    (this->*member)(request, response);
  }

  void list(const httplib::Request& request, httplib::Response& response) {
    const ListFilter filter{.reason = request.get_param_value("reason"),
                            .sub_category = request.get_param_value("sub_category"),
                            .result = request.get_param_value("result")};
    const ListPage found = store_.list(filter, page_of(request), kPerPage);
    send_html(response, 200, list_page(found, filter, store_.categories(), clock_()));
  }

  void show(const httplib::Request& request, httplib::Response& response) {
    const auto ticket = store_.ticket(id_of(request));
    if (!ticket) return not_found(response);
    const TicketView view{.ticket = *ticket,
                          .comments = store_.comments(ticket->id),
                          .files = store_.files(ticket->id),
                          .writing = request.has_param("reply")};
    send_html(response, 200, ticket_page(view, clock_()));
  }

  void attachment(const httplib::Request& request, httplib::Response& response) {
    const auto file = store_.file(id_of(request));
    if (!file) return not_found(response);
    response.set_header("Content-Disposition", disposition(file->name));
    response.set_header("Content-Security-Policy", "sandbox; default-src 'none'");
    send_file(store_, *file, response);
  }

  void reply(const httplib::Request& request, httplib::Response& response) {
    NewComment comment{.author_kind = AuthorKind::agent,
                       .author = kAgent,
                       .internal = form_value(request, "visibility") == "internal",
                       .body = clean_text(form_value(request, "body")),
                       .files = {},
                       .then = status_from(form_value(request, "status"))};
    if (comment.body.find_first_not_of(" \t\n") == std::string::npos)
      return refused(response, "Write a text first.");
    if (count_characters(comment.body) > settings_.limits.description_characters) {
      return refused(response, "The text is too long: at most " +
                                   std::to_string(settings_.limits.description_characters) + " characters.");
    }
    const int64_t id = id_of(request);
    if (store_.add_comment(id, comment).outcome == WriteOutcome::not_found) return not_found(response);
    response.set_redirect(ticket_link(id), 303);
  }

  void category(const httplib::Request& request, httplib::Response& response) {
    const Category category{clean_line(form_value(request, "reason")),
                            clean_line(form_value(request, "sub_category"))};
    const size_t longest =
        std::max(count_characters(category.reason), count_characters(category.sub_category));
    if (longest > settings_.limits.category_characters) return refused(response, "The category is too long.");
    const int64_t id = id_of(request);
    if (store_.set_category(id, category, "agent").outcome == WriteOutcome::not_found)
      return not_found(response);
    response.set_redirect(ticket_link(id), 303);
  }

 private:
  Store& store_;
  const AgentSettings settings_;
  const Clock clock_;
};

}  // namespace

Routes agent_routes(Store& store, AgentSettings settings, Clock clock) {
  const auto agent = std::make_shared<Agent>(store, std::move(settings), std::move(clock));
  const auto route = [&](const char* method, const char* pattern, Agent::Member member) {
    return Route{.method = method,
                 .pattern = pattern,
                 .handler = guarded([agent, member](const auto& request, auto& response) {
                   agent->answer(member, request, response);
                 }),
                 .metric = "desk_agent"};
  };
  return {
      route("GET", "/agent/?", &Agent::list),
      route("GET", R"(/agent/tickets/(\d{1,18}))", &Agent::show),
      route("GET", R"(/agent/attachments/(\d{1,18}))", &Agent::attachment),
      route("POST", R"(/agent/tickets/(\d{1,18})/reply)", &Agent::reply),
      route("POST", R"(/agent/tickets/(\d{1,18})/category)", &Agent::category),
  };
}

}  // namespace portcheck::server::demo
