#include "server/desk/demo/portal.h"

#include "server/http/httplib.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

#include "server/desk/demo/guard.h"
#include "server/desk/demo/pages.h"
#include "server/desk/demo/text.h"
#include "server/webhook/crypto.h"

namespace portcheck::server::demo {

namespace {

using Json = nlohmann::ordered_json;

bool wants_json(const httplib::Request& request) {
  return request.get_header_value("Accept").find("application/json") != std::string::npos;
}

std::string request_link(int64_t id, const std::string& key) {
  return "/portal/requests/" + std::to_string(id) + "?key=" + key;
}

void send_problems_json(httplib::Response& response, const FormProblems& problems) {
  Json fields = Json::array();
  for (const FormProblem& problem : problems)
    fields.push_back({{"field", problem.field}, {"message", problem.message}});
  const Json body = {
      {"error", {{"code", "invalid"}, {"message", problems.front().message}, {"problems", fields}}}};
  response.status = 422;
  response.set_content(body.dump(-1, ' ', false, Json::error_handler_t::replace), "application/json");
}

class Portal {
 public:
  Portal(Store& store, FormLimits limits, Clock clock)
      : store_(store), limits_(limits), clock_(std::move(clock)) {}

  void submit(const httplib::Request& request, httplib::Response& response) {
    if (!acceptable(request, response)) return;
    FormProblems problems;
    const NewTicket ticket = read_ticket_form(request, limits_, problems);
    if (!problems.empty()) {
      if (wants_json(request)) return send_problems_json(response, problems);
      return send_html(response, 422, form_page(ticket, problems, limits_));
    }
    const Created created = store_.create_ticket(ticket);
    done(request, response, created.id, created.access_key);
  }

  void show(const httplib::Request& request, httplib::Response& response) {
    const auto ticket = opened(request, request.get_param_value("key"));
    if (!ticket) return unknown(request, response);
    send_html(response, 200, view(*ticket, {}));
  }

  void add_files(const httplib::Request& request, httplib::Response& response) {
    if (!acceptable(request, response)) return;
    const auto ticket = opened(request, form_value(request, "key"));
    if (!ticket) return unknown(request, response);
    FormProblems problems;
    NewComment comment{.author_kind = AuthorKind::customer,
                       .author = ticket->requester_name.empty() ? "Customer" : ticket->requester_name,
                       .internal = false,
                       .body = clean_text(form_value(request, "message")),
                       .files = form_files(request, limits_, problems),
                       .then = Status::open};
    if (comment.body.find_first_not_of(" \t\n") == std::string::npos) comment.body.clear();
    if (count_characters(comment.body) > limits_.description_characters) {
      problems.push_back({"message", "The message is too long: at most " +
                                         std::to_string(limits_.description_characters) + " characters"});
    }
    if (comment.files.empty() && comment.body.empty()) {
      problems.push_back({"attachments", "Choose a file or write a message first"});
    }
    const auto present = store_.files(ticket->id);
    check_total(std::accumulate(present.begin(), present.end(), uint64_t{0},
                                [](uint64_t sum, const File& file) { return sum + file.size; }),
                comment.files, problems);
    if (!problems.empty()) {
      if (wants_json(request)) return send_problems_json(response, problems);
      return send_html(response, 422, view(*ticket, problems));
    }
    if (store_.add_comment(ticket->id, comment).outcome == WriteOutcome::not_found)
      return unknown(request, response);
    done(request, response, ticket->id, ticket->access_key);
  }

 private:
  // Answers what is no form of our own pages.
  static bool acceptable(const httplib::Request& request, httplib::Response& response) {
    if (!same_origin(request)) {
      send_html(
          response, 403,
          message_page(Audience::customer, "Not sent",
                       "This form was sent from another site's page. Please use our own contact form."));
      return false;
    }
    if (request.is_multipart_form_data()) return true;
    send_json_error(response, 415, "unsupported_media_type", "Send the form as multipart/form-data");
    return false;
  }

  void check_total(uint64_t present, const std::vector<NewFile>& files, FormProblems& problems) const {
    for (const NewFile& file : files) present += file.bytes.size();
    if (present <= limits_.ticket_bytes) return;
    problems.push_back(
        {"attachments", "The files of this request would be more than " + file_size(limits_.ticket_bytes)});
  }

  std::optional<Ticket> opened(const httplib::Request& request, const std::string& key) {
    auto ticket = store_.ticket(id_of(request));
    if (!ticket || !equal_constant_time(key, ticket->access_key)) return std::nullopt;
    return ticket;
  }

  Html view(const Ticket& ticket, const FormProblems& problems) {
    return request_page({.ticket = ticket,
                         .comments = store_.comments(ticket.id),
                         .files = store_.files(ticket.id),
                         .problems = problems},
                        limits_, clock_());
  }

  static void unknown(const httplib::Request& request, httplib::Response& response) {
    if (wants_json(request)) return send_json_error(response, 404, "not_found", "There is no such request");
    send_html(response, 404,
              message_page(Audience::customer, "Request not found",
                           "This address does not lead to a request. Please check that it is complete."));
  }

  static void done(const httplib::Request& request, httplib::Response& response, int64_t id,
                   const std::string& key) {
    const std::string link = request_link(id, key);
    if (!wants_json(request)) return response.set_redirect(link, 303);
    response.status = 201;
    response.set_header("Location", link);
    response.set_content(Json{{"id", std::to_string(id)}, {"url", link}}.dump(), "application/json");
  }

  Store& store_;
  const FormLimits limits_;
  const Clock clock_;
};

}  // namespace

Routes portal_routes(Store& store, FormLimits limits, Clock clock) {
  const auto portal = std::make_shared<Portal>(store, limits, std::move(clock));
  const auto route = [&](const char* method, const char* pattern, auto member) {
    return Route{.method = method,
                 .pattern = pattern,
                 .handler = guarded([portal, member](const auto& request, auto& response) {
                   (portal.get()->*member)(request, response);
                 }),
                 .metric = "desk_portal",
                 .max_body = limits.body_bytes};
  };
  return {
      route("POST", "/portal/tickets", &Portal::submit),
      route("GET", R"(/portal/requests/(\d{1,18}))", &Portal::show),
      route("POST", R"(/portal/requests/(\d{1,18})/attachments)", &Portal::add_files),
  };
}

}  // namespace portcheck::server::demo
