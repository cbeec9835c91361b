// Any system that sends Standard Webhooks and has PortCheck's small ticket API (desk/demo/README.md has its
// routes): the demo desk is one.
#include "server/desk/desks.h"
#include "server/desk/remote_desk.h"

namespace portcheck::server {
namespace {

class Standard final : public RemoteDesk {
 public:
  explicit Standard(const DeskSettings& settings) : RemoteDesk(*find_shape("standard-webhooks"), settings) {}

  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds now) override {
    constexpr size_t kPage = 100;
    const TimeCursor at = TimeCursor::parse(cursor, now);
    auto list = get("/tickets?updated_since=" + url_escape(at.since) + "&page=" + std::to_string(at.page));
    if (!list.ok()) return passed_on<Swept>(list);
    Swept out;
    std::string last;
    const Json& items = list_at(list.value, {"tickets"});
    for (const Json& one : items) {
      last = text_at(one, {"updated_at"});
      if (!concerns_us(text_at(one, {"reason"}), text_at(one, {"sub_category"}),
                       text_at(one, {"custom_fields", "porting_result"})))
        continue;
      const std::string id = text_at(one, {"id"});
      out.events.push_back(event(id, "sweep.updated", "", "sweep:" + id + ":" + text_at(one, {"version"})));
    }
    out.more = items.size() >= kPage;
    out.cursor = at.next(last, out.more);
    return {.detail = {}, .value = std::move(out)};
  }

 private:
  DeskResult<std::vector<TicketEvent>> events(const Json& body,
                                              const WebhookRequest& request) const override {
    using Events = std::vector<TicketEvent>;
    const Json& type = member(body, {"type"});
    if (!type.is_string()) return desk_failure<Events>(DeskError::refused, "\"type\" is missing");
    const auto kind = type.get<std::string>();
    if (kind.rfind("ticket.", 0) != 0) return {};
    std::string id = text_at(body, {"data", "ticket_id"});
    if (id.empty()) id = text_at(body, {"data", "ticket", "id"});
    const auto key = request.headers.find("webhook-id");
    DeskResult<Events> out;
    out.value.push_back(
        event(id, kind, text_at(body, {"data", "actor"}), key == request.headers.end() ? "" : key->second));
    return out;
  }

  DeskResult<DeskTicket> read(const std::string& id) override {
    auto got = get("/tickets/" + id);
    if (!got.ok()) return passed_on<DeskTicket>(got);
    const Json& json = member(got.value, {"ticket"});
    if (text_at(json, {"id"}) != id)
      return desk_failure<DeskTicket>(DeskError::refused, "the answer is not of the API's form");
    DeskTicket ticket;
    ticket.id = id;
    ticket.version = text_at(json, {"version"});
    ticket.subject = text_at(json, {"subject"});
    ticket.description = text_at(json, {"description"});
    ticket.reason = text_at(json, {"reason"});
    ticket.sub_category = text_at(json, {"sub_category"});
    ticket.status = text_at(json, {"status"});
    ticket.requester = text_at(json, {"requester", "email"});
    ticket.language = text_at(json, {"requester", "language"});
    ticket.result = text_at(json, {"custom_fields", "porting_result"});
    ticket.tags = texts_at(json, {"tags"});
    ticket.created_at = parse_iso_time(text_at(json, {"created_at"})).value_or(std::chrono::sys_seconds{});
    for (const Json& file : list_at(json, {"attachments"})) {
      const std::string attachment = text_at(file, {"id"}), url = text_at(file, {"url"});
      ticket.attachments.push_back({.id = attachment,
                                    .name = text_at(file, {"name"}),
                                    .content_type = text_at(file, {"content_type"}),
                                    .size = size_at(file, {"size"}),
                                    .sha256 = text_at(file, {"sha256"}),
                                    .url = url.empty() ? "/attachments/" + url_escape(attachment) : url});
    }
    return {.detail = {}, .value = std::move(ticket)};
  }

  // Fields are not listed; that the list of tickets may be read is worth knowing.
  DeskResult<std::vector<std::string>> field_names() override {
    auto list = get("/tickets?page=1");
    return list.ok() ? DeskResult<std::vector<std::string>>() : passed_on<std::vector<std::string>>(list);
  }

  // The API keeps one note for our token and compares markers itself.
  DeskResult<Written> write(const DeskTicket& ticket, const Change& change) override {
    const Json note = {{"html", change.html},         {"text", change.text},
                       {"marker", change.marker},     {"porting_result", change.verdict},
                       {"add_tags", change.add_tags}, {"drop_tags", change.drop_tags}};
    auto put = send("PUT", "/tickets/" + ticket.id + "/note", note, {"If-Match: \"" + ticket.version + "\""});
    if (!put.ok()) return passed_on<Written>(put);
    return {};
  }
};

}  // namespace

std::unique_ptr<Desk> make_standard(const DeskSettings& settings) {
  return std::make_unique<Standard>(settings);
}

}  // namespace portcheck::server
