#include "server/operator/test_webhook.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "server/desk/remote_desk.h"
#include "server/desk/shape.h"
#include "server/operator/own_server.h"
#include "server/webhook/standard_webhooks.h"

namespace portcheck::server {
namespace {

struct Sample {
  std::string_view kind, body;  // $ is the ticket, @ something new
};

// As in each desk's documentation, cut to what is read of it.
constexpr std::array kSamples = {
    Sample{
        "request-tracker",
        R"({"type":"ticket.updated","data":{"ticket":{"id":$},"transaction":{"creator":"portcheckd-test"}}})"},
    Sample{"zendesk",
           R"({"type":"zen:event-type:ticket.comment_added","id":"@","detail":{"id":"$","actor_id":"1"}})"},
    Sample{"freshdesk", R"({"freshdesk_webhook":{"ticket_id":$}})"},
    Sample{"zammad", R"({"ticket":{"id":$},"article":{"created_by_id":1}})"},
    Sample{"salesforce", R"({"type":"ticket.updated","data":{"ticket_id":"$","actor":""}})"},
    Sample{
        "jira",
        R"({"webhookEvent":"jira:issue_updated","issue":{"key":"$"},"user":{"accountId":"portcheckd-test"}})"},
    Sample{
        "hubspot",
        R"([{"eventId":"@","subscriptionId":1,"occurredAt":1,"subscriptionType":"ticket.propertyChange","objectId":$}])"},
    Sample{"standard-webhooks",
           R"({"type":"ticket.updated","data":{"ticket_id":"$","actor":"portcheckd-test"}})"},
};

std::string body_for(std::string_view kind, const std::string& ticket, const std::string& unique) {
  const auto* sample =
      std::find_if(kSamples.begin(), kSamples.end(), [&](const Sample& one) { return one.kind == kind; });
  std::string out;
  for (const char c : sample->body) out += c == '$' ? ticket : c == '@' ? unique : std::string(1, c);
  return out;
}

std::string timestamp_for(TimestampForm form, std::chrono::sys_seconds now) {
  const std::string seconds = std::to_string(now.time_since_epoch().count());
  return form == TimestampForm::iso            ? iso_time(now)
         : form == TimestampForm::milliseconds ? seconds + "000"
                                               : seconds;
}

}  // namespace

int send_test_webhook(const Config& config, const std::string& url, const std::string& desk,
                      const std::string& ticket, std::ostream& out) {
  const auto found = std::find_if(config.desks.begin(), config.desks.end(),
                                  [&](const DeskSettings& one) { return one.name == desk; });
  if (found == config.desks.end()) {
    out << "There is no desk \"" << desk << "\" in the configuration. --config names it.\n";
    return 2;
  }
  const DeskShape& shape = *find_shape(found->kind);
  if (!is_ticket_id(shape.id, ticket)) {
    out << "\"" << ticket << "\" is no ticket's id of " << shape.title << ".\n";
    return 2;
  }
  const SignatureScheme& scheme =
      *find_scheme(found->signature.empty() ? shape.scheme : std::string_view(found->signature));
  const std::string id = "test_" + random_hex(12);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::string timestamp = timestamp_for(scheme.timestamp, now), path = "/webhooks/" + desk,
                    uri = found->public_url + path;
  const std::string& secret = found->webhook_secrets.front();
  const std::string key =
      &scheme == &kStandardWebhooks ? decode_webhook_secret(secret).value_or(secret) : secret;

  HttpCall call;
  call.method = "POST";
  call.url = path;
  call.content_type = "application/json";
  call.body = body_for(found->kind, ticket, id);
  call.headers.push_back(
      std::string(scheme.signature_header) + ": " +
      sign(scheme, key, {.id = id, .timestamp = timestamp, .method = "POST", .uri = uri, .body = call.body}));
  if (!scheme.id_header.empty()) call.headers.push_back(std::string(scheme.id_header) + ": " + id);
  if (!scheme.timestamp_header.empty())
    call.headers.push_back(std::string(scheme.timestamp_header) + ": " + timestamp);

  HttpClient client(own_server(config, url), nullptr);
  const auto got = client.call(call);
  if (!got.ok()) {
    out << "portcheckd: " << trouble_with(client.policy(), got.error, got.detail) << "\n";
    return 1;
  }
  out << "The server took it: HTTP " << got.value.status << " " << got.value.body;
  out << "Now look at its log for ticket " << ticket << ", and at the ticket.\n";
  return 0;
}

}  // namespace portcheck::server
