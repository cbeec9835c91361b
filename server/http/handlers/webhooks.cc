#include "server/http/handlers/webhooks.h"

#include "server/http/answers.h"
#include "server/http/request_context.h"
#include "server/observe/log.h"

namespace portcheck::server {
namespace {

constexpr const char* kRetrySeconds = "5";

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string content_type(const httplib::Request& request) {
  const std::string type = lower(request.get_header_value("Content-Type"));
  return type.substr(0, type.find_first_of("; "));
}

WebhookRequest raw_request(const httplib::Request& request) {
  WebhookRequest out{.method = request.method, .target = request.target, .headers = {}, .body = request.body};
  for (const auto& [name, value] : request.headers) out.headers.emplace(lower(name), value);
  return out;
}

class Intake {
 public:
  explicit Intake(WebhookIntake parts) : parts_(std::move(parts)) {}

  void answer(const httplib::Request& request, httplib::Response& response) const {
    const auto found = parts_.desks.find(request.matches[1]);
    if (found == parts_.desks.end())
      return send_error(response, 404, "desk", "No help-desk of this name is connected.");
    Desk& desk = *found->second;
    if (!desk.accepts(content_type(request)))
      return send_error(response, 415, "Content-Type", "Webhooks of this help-desk are of another type.");

    const TimePoint now = parts_.clock();
    const WebhookRequest raw = raw_request(request);
    switch (desk.verify(raw, std::chrono::floor<std::chrono::seconds>(now))) {
      case Verified::ok:
        break;
      case Verified::bad_signature:
        return refuse(response, desk, 401, "bad_signature");
      case Verified::stale:
        return refuse(response, desk, 401, "stale");
      case Verified::malformed:
        return refuse(response, desk, 400, "malformed_headers");
    }
    auto decoded = desk.decode(raw);
    if (!decoded.ok()) return refuse(response, desk, 400, "malformed_body");
    for (TicketEvent& event : decoded.value) event.trace = request_context().trace;
    take(response, desk, decoded.value);
  }

 private:
  void refuse(httplib::Response& response, const Desk& desk, int status, Literal reason) const {
    if (!request_context().charge(1)) {
      parts_.metrics.add(Metric::webhooks, {desk.name(), "rate_limited"});
      response.status = 429;
      return;
    }
    parts_.metrics.add(Metric::webhooks, {desk.name(), reason.text()});
    Log::warning("webhook.refused",
                 {LogField::request_id(request_context().id), LogField::trace(request_context().trace),
                  LogField::desk(desk.name()), LogField::status(status), LogField::reason(reason)});
    send_error(response, status, "webhook",
               status == 401 ? "The signature does not match or is too old."
                             : "The request is not of the form that this help-desk sends.");
  }

  void take(httplib::Response& response, const Desk& desk, const std::vector<TicketEvent>& events) const {
    if (events.empty()) {
      parts_.metrics.add(Metric::webhooks, {desk.name(), "ignored"});
      return confirm(response, desk, 0);
    }
    const auto stored = parts_.queue.enqueue(events, parts_.queue.now(), parts_.coalesce_delay);
    parts_.metrics.observe(Metric::webhook_seconds, {desk.name()},
                           std::chrono::steady_clock::now() - request_context().start);
    if (!stored) {
      parts_.metrics.add(Metric::webhooks, {desk.name(), "unavailable"});
      response.set_header("Retry-After", kRetrySeconds);
      return send_error(response, 503, "queue", "The event could not be stored; send it again.");
    }
    parts_.metrics.add(Metric::webhooks, {desk.name(), "accepted"});
    const size_t duplicates = events.size() - stored->fresh;
    if (stored->fresh > 0) {
      parts_.metrics.add(Metric::webhook_events, {desk.name(), "new"}, static_cast<double>(stored->fresh));
    }
    if (duplicates > 0) {
      parts_.metrics.add(Metric::webhook_events, {desk.name(), "duplicate"}, static_cast<double>(duplicates));
    }
    for (const TicketEvent& event : events) {
      Log::info(
          "webhook.accepted",
          {LogField::request_id(request_context().id), LogField::trace(request_context().trace),
           LogField::desk(event.desk), LogField::ticket(event.ticket_id), LogField::kind(event.kind),
           LogField::webhook_id(event.dedupe_key), LogField::count(static_cast<int64_t>(stored->fresh))});
    }
    confirm(response, desk, stored->fresh);
  }

  static void confirm(httplib::Response& response, const Desk& desk, size_t fresh) {
    const WebhookAnswer answer = desk.accepted(fresh);
    response.status = answer.status;
    response.set_content(answer.body, answer.content_type.c_str());
  }

  WebhookIntake parts_;
};

}  // namespace

Routes webhook_routes(WebhookIntake intake) {
  auto shared = std::make_shared<Intake>(std::move(intake));
  return {{.method = "POST",
           .pattern = R"(/webhooks/([A-Za-z0-9_-]{1,64}))",
           .handler = [shared](const auto& request, auto& response) { shared->answer(request, response); },
           .metric = "webhook",
           .charge = Charge::refused}};
}

}  // namespace portcheck::server
