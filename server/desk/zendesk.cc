// Zendesk Support, API v2. Comments cannot be edited. Files hang on comments and are fetched from another
// host, which refuses requests with credentials.
#include <algorithm>
#include <array>

#include "server/desk/desks.h"
#include "server/desk/remote_desk.h"

namespace portcheck::server {
namespace {

constexpr int kPages = 60;  // of 100 comments; a ticket has at most 5,000
constexpr std::string_view kEventPrefix = "zen:event-type:";
constexpr std::array<std::string_view, 7> kEvents = {"ticket.created",
                                                     "ticket.comment_added",
                                                     "ticket.custom_field_changed",
                                                     "ticket.attachment_linked_to_comment",
                                                     "ticket.attachment_redacted_from_comment",
                                                     "ticket.merged",
                                                     "ticket.undeleted"};

Scan scan_of(const Json& file) {
  const std::string result = text_at(file, {"malware_scan_result"});
  if (result == "malware_found")
    return text_at(file, {"malware_access_override"}) == "true" ? Scan::none : Scan::infected;
  if (result == "not_scanned") return Scan::pending;
  if (result == "failed_to_scan") return Scan::failed;
  return Scan::none;
}

class Zendesk final : public RemoteDesk {
 public:
  explicit Zendesk(const DeskSettings& settings) : RemoteDesk(*find_shape("zendesk"), settings) {}

  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds now) override {
    constexpr std::chrono::seconds kNotYet{60};  // the export refuses the last minute
    const std::string path = "/api/v2/incremental/tickets/cursor.json?";
    auto page = get(path + (cursor.empty()
                                ? "start_time=" + std::to_string((now - kNotYet).time_since_epoch().count())
                                : "cursor=" + url_escape(cursor)));
    if (!page.ok()) return passed_on<Swept>(page);
    Swept out{.events = {}, .cursor = text_at(page.value, {"after_cursor"})};
    if (out.cursor.empty()) out.cursor = cursor;
    for (const Json& one : list_at(page.value, {"tickets"})) {
      DeskTicket ticket;
      read_fields(one, ticket);
      if (!concerns_us(ticket.reason, ticket.sub_category, ticket.result)) continue;
      const std::string id = text_at(one, {"id"});
      out.events.push_back(
          event(id, "sweep.updated", "", "sweep:" + id + ":" + text_at(one, {"updated_at"})));
    }
    out.more = text_at(page.value, {"end_of_stream"}) == "false";
    return {.detail = {}, .value = std::move(out)};
  }

 private:
  // Events of an event subscription, or the trigger's own body: {"ticket_id","actor","updated_at"}.
  DeskResult<std::vector<TicketEvent>> events(const Json& body,
                                              const WebhookRequest& request) const override {
    using Events = std::vector<TicketEvent>;
    DeskResult<Events> out;
    std::string type = text_at(body, {"type"});
    if (type.rfind(kEventPrefix, 0) == 0) {
      type.erase(0, kEventPrefix.size());
      if (std::find(kEvents.begin(), kEvents.end(), type) == kEvents.end()) return out;
      out.value.push_back(event(text_at(body, {"detail", "id"}), type, text_at(body, {"detail", "actor_id"}),
                                text_at(body, {"id"})));
      return out;
    }
    if (!body.contains("ticket_id"))
      return desk_failure<Events>(DeskError::refused, "neither an event nor the trigger's body");
    const auto invocation = request.headers.find("x-zendesk-webhook-invocation-id");
    out.value.push_back(event(text_at(body, {"ticket_id"}), "trigger", text_at(body, {"actor"}),
                              invocation == request.headers.end() ? "" : invocation->second));
    return out;
  }

  void read_fields(const Json& json, DeskTicket& ticket) const {
    for (const Json& field : list_at(json, {"custom_fields"})) {
      const std::string id = text_at(field, {"id"}), value = text_at(field, {"value"});
      if (id == reason_field()) ticket.reason = value;
      if (id == sub_category_field()) ticket.sub_category = value;
      if (id == result_field()) ticket.result = value;
    }
  }

  DeskResult<DeskTicket> read(const std::string& id) override {
    auto got = get("/api/v2/tickets/" + id + ".json?include=users");
    if (!got.ok()) return passed_on<DeskTicket>(got);
    const Json& json = member(got.value, {"ticket"});
    DeskTicket ticket;
    ticket.id = id;
    ticket.version = text_at(json, {"updated_at"});
    ticket.subject = text_at(json, {"subject"});
    ticket.description = text_at(json, {"description"});
    ticket.status = text_at(json, {"status"});
    if (ticket.status == "deleted" || ticket.status == "closed")
      return desk_failure<DeskTicket>(DeskError::gone, "the ticket is " + ticket.status);
    ticket.created_at = parse_iso_time(text_at(json, {"created_at"})).value_or(std::chrono::sys_seconds{});
    ticket.tags = texts_at(json, {"tags"});
    read_fields(json, ticket);
    for (const Json& user : list_at(got.value, {"users"})) {
      if (text_at(user, {"id"}) != text_at(json, {"requester_id"})) continue;
      ticket.requester = text_at(user, {"email"});
      ticket.language = text_at(user, {"locale"});
    }
    if (auto comments = read_comments(ticket); !comments.ok()) return passed_on<DeskTicket>(comments);
    return {.detail = {}, .value = std::move(ticket)};
  }

  DeskResult<Nothing> read_comments(DeskTicket& ticket) {
    const std::string first = "/api/v2/tickets/" + ticket.id + "/comments.json?page[size]=100";
    std::string path = first;
    for (int page = 0; page < kPages; ++page) {
      auto got = get(path);
      if (!got.ok()) return passed_on<Nothing>(got);
      for (const Json& comment : list_at(got.value, {"comments"})) {
        const bool internal = text_at(comment, {"public"}) == "false";
        if (take_note(ticket, text_at(comment, {"id"}), text_at(comment, {"author_id"}), internal,
                      text_at(comment, {"html_body"})))
          continue;
        for (const Json& file : list_at(comment, {"attachments"})) {
          if (text_at(file, {"deleted"}) == "true") continue;
          ticket.attachments.push_back({.id = text_at(file, {"id"}),
                                        .name = text_at(file, {"file_name"}),
                                        .content_type = text_at(file, {"content_type"}),
                                        .size = size_at(file, {"size"}),
                                        .sha256 = {},
                                        .url = text_at(file, {"content_url"}),
                                        .scan = scan_of(file)});
        }
      }
      const std::string after = text_at(got.value, {"meta", "after_cursor"});
      if (text_at(got.value, {"meta", "has_more"}) != "true" || after.empty()) return {};
      path = first + "&page[after]=" + url_escape(after);
    }
    return {};
  }

  DeskResult<Written> write(const DeskTicket& ticket, const Change& change) override {
    Json update = Json::object();
    if (change.note) {
      Json tokens = Json::array();
      for (const NoteFile& file : change.files) {
        auto token = upload(file);
        if (!token.ok()) return passed_on<Written>(token);
        tokens.push_back(token.value);
      }
      update["comment"] = {{"html_body", change.html}, {"public", false}};
      if (!tokens.empty()) update["comment"]["uploads"] = tokens;
    }
    if (change.result) {
      Json value = *change.result;
      if (change.result->empty()) value = nullptr;
      const int64_t field = std::strtoll(result_field().c_str(), nullptr, 10);
      update["custom_fields"] = Json::array({{{"id", field}, {"value", value}}});
    }
    const bool tags_apart = has_switch("tags_by_endpoint");
    if (!tags_apart && !change.add_tags.empty()) update["additional_tags"] = change.add_tags;
    if (!tags_apart && !change.drop_tags.empty()) update["remove_tags"] = change.drop_tags;
    if (!update.empty()) {
      if (!has_switch("no_safe_update")) {
        update["safe_update"] = true;
        update["updated_stamp"] = ticket.version;
      }
      auto put = send("PUT", "/api/v2/tickets/" + ticket.id + ".json", {{"ticket", update}});
      if (!put.ok()) return passed_on<Written>(put);
    }
    if (tags_apart) {
      const std::string path = "/api/v2/tickets/" + ticket.id + "/tags.json";
      for (const auto& [method, tags] :
           {std::pair{"PUT", &change.add_tags}, std::pair{"DELETE", &change.drop_tags}}) {
        if (tags->empty()) continue;
        auto sent = send(method, path, {{"tags", *tags}});
        if (!sent.ok()) return passed_on<Written>(sent);
      }
    }
    return {};
  }

  DeskResult<std::string> upload(const NoteFile& file) {
    HttpCall call;
    call.method = "POST";
    call.url = "/api/v2/uploads.json?filename=" + url_escape(file.name);
    call.content_type = file.content_type;
    call.body = file.bytes;
    auto got = answer_of(call);
    if (!got.ok()) return passed_on<std::string>(got);
    return {.detail = {}, .value = text_at(got.value, {"upload", "token"})};
  }

  DeskResult<std::vector<std::string>> field_names() override {
    return names_in(get("/api/v2/ticket_fields.json"), {"ticket_fields"}, "id");
  }
};

}  // namespace

std::unique_ptr<Desk> make_zendesk(const DeskSettings& settings) {
  return std::make_unique<Zendesk>(settings);
}

}  // namespace portcheck::server
