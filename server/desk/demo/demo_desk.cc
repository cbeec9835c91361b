#include "server/desk/demo/demo_desk.h"

#include "server/http/httplib.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "server/desk/demo/url.h"
#include "server/webhook/standard_webhooks.h"

namespace portcheck::server::demo {

namespace {

using Json = nlohmann::json;

constexpr int kWriteAttempts = 4;  // against others who change the ticket at the same moment
constexpr size_t kAnswerBytes = size_t{8} << 20;
constexpr std::array<std::string_view, 4> kEvents = {"ticket.created", "ticket.updated",
                                                     "ticket.attachment_added", "ticket.comment_added"};

template <class T>
DeskResult<T> failure(DeskError error, std::string detail, Seconds wait = Seconds(0)) {
  return {.error = error, .detail = std::move(detail), .retry_after = wait, .value = {}};
}

DeskError error_of(int status) {
  switch (status) {
    case 404:
    case 410:
      return DeskError::gone;
    case 409:
    case 412:
      return DeskError::conflict;
    case 401:
    case 403:
      return DeskError::unauthorized;
    case 408:
    case 425:
      return DeskError::unavailable;
    case 429:
      return DeskError::throttled;
    default:
      return status >= 500 ? DeskError::unavailable : DeskError::refused;
  }
}

template <class T>
DeskResult<T> failure_of(const httplib::Response& answer) {
  const DeskError error = error_of(answer.status);
  return failure<T>(error, "HTTP " + std::to_string(answer.status),
                    std::chrono::duration_cast<Seconds>(retry_after(answer.get_header_value("Retry-After"))));
}

template <class T>
DeskResult<T> failure_of(httplib::Error error) {
  return failure<T>(DeskError::unavailable, "no answer: " + httplib::to_string(error));
}

httplib::Client client_for(const DemoDeskSettings& settings) {
  httplib::Client client(settings.base_url);
  client.set_connection_timeout(settings.timeout);
  client.set_read_timeout(settings.timeout);
  client.set_write_timeout(settings.timeout);
  client.set_bearer_token_auth(settings.token);
  return client;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::chrono::sys_seconds time_of(const std::string& iso) {
  int year = 0;
  unsigned month = 0, day = 0;
  int hour = 0, minute = 0, second = 0;
  if (std::sscanf(iso.c_str(), "%4d-%2u-%2uT%2d:%2d:%2dZ", &year, &month, &day, &hour, &minute, &second) != 6)
    return {};
  const std::chrono::year_month_day date =
      std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day);
  if (!date.ok()) return {};
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         Seconds(second);
}

// Throws nlohmann's exceptions when members are missing or of another type.
DeskTicket ticket_of(const Json& json) {
  DeskTicket ticket;
  ticket.id = json.at("id").get<std::string>();
  ticket.version = json.at("version").get<std::string>();
  ticket.subject = json.at("subject").get<std::string>();
  ticket.description = json.at("description").get<std::string>();
  ticket.reason = json.at("reason").get<std::string>();
  ticket.sub_category = json.at("sub_category").get<std::string>();
  ticket.status = json.at("status").get<std::string>();
  ticket.requester = json.at("requester").at("email").get<std::string>();
  ticket.created_at = time_of(json.at("created_at").get<std::string>());
  for (const Json& file : json.at("attachments")) {
    ticket.attachments.push_back({.id = file.at("id").get<std::string>(),
                                  .name = file.at("name").get<std::string>(),
                                  .content_type = file.at("content_type").get<std::string>(),
                                  .size = file.at("size").get<uint64_t>(),
                                  .sha256 = file.at("sha256").get<std::string>()});
  }
  return ticket;
}

// Whether a check of `a` holds for `b`.
bool same_input(const DeskTicket& a, const DeskTicket& b) {
  const auto same_file = [](const Attachment& x, const Attachment& y) {
    return x.id == y.id && x.name == y.name && x.sha256 == y.sha256;
  };
  return a.subject == b.subject && a.description == b.description && a.reason == b.reason &&
         a.sub_category == b.sub_category &&
         std::equal(a.attachments.begin(), a.attachments.end(), b.attachments.begin(), b.attachments.end(),
                    same_file);
}

}  // namespace

DemoDesk::DemoDesk(DemoDeskSettings settings) : settings_(std::move(settings)) {
  split_url(settings_.base_url);
}

Verified DemoDesk::verify(const WebhookRequest& request, std::chrono::sys_seconds now) const {
  return verify_standard_webhook(settings_.webhook_keys, request, now);
}

DeskResult<std::vector<TicketEvent>> DemoDesk::decode(const WebhookRequest& request) const {
  using Events = std::vector<TicketEvent>;
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) return failure<Events>(DeskError::refused, "the body is not a JSON object");
  const auto type = body.find("type");
  if (type == body.end() || !type->is_string())
    return failure<Events>(DeskError::refused, "\"type\" is missing");
  if (std::find(kEvents.begin(), kEvents.end(), type->get_ref<const std::string&>()) == kEvents.end())
    return {};

  const auto data = body.find("data");
  const auto text = [&](const char* key) -> std::string {
    if (data == body.end() || !data->is_object()) return {};
    const auto member = data->find(key);
    return member != data->end() && member->is_string() ? member->get<std::string>() : std::string();
  };
  TicketEvent event{.desk = settings_.name,
                    .ticket_id = text("ticket_id"),
                    .dedupe_key = {},
                    .kind = *type,
                    .actor = text("actor")};
  if (!is_id(event.ticket_id))
    return failure<Events>(DeskError::refused, "\"data.ticket_id\" is not a ticket's id");
  if (event.actor == settings_.account) return {};
  if (const auto id = request.headers.find(std::string(kStandardWebhooks.id_header));
      id != request.headers.end()) {
    event.dedupe_key = id->second;
  }
  DeskResult<Events> result;
  result.value.push_back(std::move(event));
  return result;
}

DeskResult<DeskTicket> DemoDesk::read_ticket(const std::string& ticket_id) {
  if (!is_id(ticket_id)) return failure<DeskTicket>(DeskError::gone, "not a ticket's id");
  httplib::Client client = client_for(settings_);
  std::string body;
  const auto receive = [&](const char* bytes, size_t size) {
    body.append(bytes, size);
    return body.size() <= kAnswerBytes;
  };
  const auto answer = client.Get("/desk/api/tickets/" + ticket_id, receive);
  if (body.size() > kAnswerBytes)
    return failure<DeskTicket>(DeskError::refused, "the ticket is larger than 8 MiB");
  if (!answer) return failure_of<DeskTicket>(answer.error());
  if (answer->status != 200) return failure_of<DeskTicket>(*answer);
  try {
    DeskResult<DeskTicket> result;
    result.value = ticket_of(Json::parse(body).at("ticket"));
    return result;
  } catch (const Json::exception&) {
    return failure<DeskTicket>(DeskError::refused, "the ticket is not of the API's form");
  }
}

DeskResult<Nothing> DemoDesk::download(const DeskTicket&, const Attachment& attachment,
                                       const std::function<bool(std::string_view)>& sink) {
  if (!is_id(attachment.id)) return failure<Nothing>(DeskError::gone, "not an attachment's id");
  httplib::Client client = client_for(settings_);
  const auto deadline = std::chrono::steady_clock::now() + settings_.download_timeout;
  httplib::Response head;
  bool stopped = false, late = false;
  const auto answer = client.Get(
      "/desk/api/attachments/" + attachment.id,
      [&](const httplib::Response& response) {
        head.status = response.status;
        head.headers = response.headers;
        return response.status == 200;
      },
      [&](const char* bytes, size_t size) {
        late = std::chrono::steady_clock::now() > deadline;
        stopped = !late && !sink({bytes, size});
        return !late && !stopped;
      });
  if (stopped) return failure<Nothing>(DeskError::too_large, "the file passed its bound");
  if (late) return failure<Nothing>(DeskError::unavailable, "the download took too long");
  if (head.status != -1 && head.status != 200) return failure_of<Nothing>(head);
  if (!answer) return failure_of<Nothing>(answer.error());
  return {};
}

DeskResult<Nothing> DemoDesk::annotate(const DeskTicket& ticket, const Annotation& annotation) {
  if (!is_id(ticket.id)) return failure<Nothing>(DeskError::gone, "not a ticket's id");
  const Json note = {
      {"html", annotation.note_html},    {"text", annotation.note_text},
      {"marker", annotation.marker},     {"porting_result", annotation.result},
      {"add_tags", annotation.add_tags}, {"drop_tags", annotation.drop_tags},
  };
  const std::string body = note.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string version = ticket.version;
  for (int attempt = 0; attempt < kWriteAttempts; ++attempt) {
    httplib::Client client = client_for(settings_);
    const auto answer = client.Put("/desk/api/tickets/" + ticket.id + "/note",
                                   {{"If-Match", '"' + version + '"'}}, body, "application/json");
    if (!answer) return failure_of<Nothing>(answer.error());
    if (answer->status == 200) return {};
    if (answer->status != 412) return failure_of<Nothing>(*answer);
    const auto present = read_ticket(ticket.id);
    if (!present.ok()) return failure<Nothing>(present.error, present.detail, present.retry_after);
    if (!same_input(ticket, present.value))
      return failure<Nothing>(DeskError::conflict, "the ticket has changed");
    version = present.value.version;
  }
  return failure<Nothing>(DeskError::conflict, "the ticket keeps changing");
}

}  // namespace portcheck::server::demo
