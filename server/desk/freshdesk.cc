// Freshdesk, API v2. Webhooks are unsigned: the rule sends our secret. Private notes can be edited. Files are
// fetched from addresses that are signed themselves.
#include "server/desk/desks.h"
#include "server/desk/remote_desk.h"

namespace portcheck::server {
namespace {

constexpr int kPage = 100;
constexpr int kPages = 50;

class Freshdesk final : public RemoteDesk {
 public:
  explicit Freshdesk(const DeskSettings& settings) : RemoteDesk(*find_shape("freshdesk"), settings) {}

  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds now) override {
    const TimeCursor at = TimeCursor::parse(cursor, now);
    auto list = get("/api/v2/tickets?updated_since=" + url_escape(at.since) +
                    "&order_by=updated_at&order_type=asc&per_page=100&page=" + std::to_string(at.page));
    if (!list.ok()) return passed_on<Swept>(list);
    Swept out;
    std::string last;
    for (const Json& one : list_at(list.value, {})) {
      last = text_at(one, {"updated_at"});
      const Json& fields = member(one, {"custom_fields"});
      if (!concerns_us(text_at(fields, {reason_field()}), text_at(fields, {sub_category_field()}),
                       text_at(fields, {result_field()})))
        continue;
      const std::string id = text_at(one, {"id"});
      out.events.push_back(event(id, "sweep.updated", "", "sweep:" + id + ":" + last));
    }
    const bool full = list.value.is_array() && list.value.size() >= kPage;
    out.cursor = at.next(last, full);
    out.more = full;
    return {.detail = {}, .value = std::move(out)};
  }

 private:
  DeskResult<std::vector<TicketEvent>> events(const Json& body, const WebhookRequest&) const override {
    using Events = std::vector<TicketEvent>;
    const Json& hook = body.contains("freshdesk_webhook") ? member(body, {"freshdesk_webhook"}) : body;
    std::string id = text_at(hook, {"ticket_id"});
    if (id.empty()) return desk_failure<Events>(DeskError::refused, "\"ticket_id\" is missing");
    if (const size_t dash = id.rfind('-'); dash != std::string::npos) id.erase(0, dash + 1);  // "INC-17"
    DeskResult<Events> out;
    out.value.push_back(event(id, "ticket.updated", text_at(hook, {"actor"}), ""));
    return out;
  }

  void read_files(const Json& owner, DeskTicket& ticket) const {
    for (const Json& file : list_at(owner, {"attachments"})) {
      ticket.attachments.push_back({.id = text_at(file, {"id"}),
                                    .name = text_at(file, {"name"}),
                                    .content_type = text_at(file, {"content_type"}),
                                    .size = size_at(file, {"size"}),
                                    .sha256 = {},
                                    .url = text_at(file, {"attachment_url"})});
    }
  }

  DeskResult<DeskTicket> read(const std::string& id) override {
    auto got = get("/api/v2/tickets/" + id + "?include=requester");
    if (!got.ok()) return passed_on<DeskTicket>(got);
    const Json& json = got.value;
    if (text_at(json, {"deleted"}) == "true") return desk_failure<DeskTicket>(DeskError::gone, "deleted");
    DeskTicket ticket;
    ticket.id = id;
    ticket.version = text_at(json, {"updated_at"});
    ticket.subject = text_at(json, {"subject"});
    ticket.description = text_at(json, {"description_text"});
    ticket.status = text_at(json, {"status"});
    ticket.requester = text_at(json, {"requester", "email"});
    ticket.created_at = parse_iso_time(text_at(json, {"created_at"})).value_or(std::chrono::sys_seconds{});
    ticket.tags = texts_at(json, {"tags"});
    const Json& fields = member(json, {"custom_fields"});
    ticket.reason = text_at(fields, {reason_field()});
    ticket.sub_category = text_at(fields, {sub_category_field()});
    ticket.result = text_at(fields, {result_field()});
    read_files(json, ticket);
    for (int page = 1; page <= kPages; ++page) {
      auto list = get("/api/v2/tickets/" + id + "/conversations?per_page=100&page=" + std::to_string(page));
      if (!list.ok()) return passed_on<DeskTicket>(list);
      if (!list.value.is_array()) break;
      for (const Json& one : list.value) {
        const bool internal = text_at(one, {"private"}) == "true";
        if (take_note(ticket, text_at(one, {"id"}), text_at(one, {"user_id"}), internal,
                      text_at(one, {"body"}))) {
          for (const Json& file : list_at(one, {"attachments"}))
            ticket.notes.back().files.push_back(text_at(file, {"id"}));
        } else {
          read_files(one, ticket);
        }
      }
      if (list.value.size() < kPage) break;
    }
    return {.detail = {}, .value = std::move(ticket)};
  }

  DeskResult<Written> write(const DeskTicket& ticket, const Change& change) override {
    Written written;
    if (change.note) {
      const bool edit = !change.note_id.empty();
      const std::string path =
          edit ? "/api/v2/conversations/" + change.note_id : "/api/v2/tickets/" + ticket.id + "/notes";
      std::vector<FormPart> parts{
          {.name = "body", .file_name = {}, .content_type = {}, .bytes = change.html}};
      if (!edit) parts.push_back({.name = "private", .file_name = {}, .content_type = {}, .bytes = "true"});
      for (const NoteFile& file : change.files)
        parts.push_back({.name = "attachments[]",
                         .file_name = file.name,
                         .content_type = file.content_type,
                         .bytes = file.bytes});
      HttpCall call;
      call.method = edit ? "PUT" : "POST";
      call.url = path;
      if (change.files.empty()) {
        Json note = {{"body", change.html}};
        if (!edit) note["private"] = true;
        call.content_type = "application/json";
        call.body = dumped(note);
      } else {
        call.body = form_body(parts, call.content_type);
      }
      auto sent = answer_of(call);
      if (!sent.ok()) return passed_on<Written>(sent);
      written.note_id = edit ? change.note_id : text_at(sent.value, {"id"});
      if (edit) drop_old_sheets(ticket);
    }
    if (change.fields()) {
      Json update = Json::object();
      if (change.result) {
        Json value = *change.result;
        if (change.result->empty()) value = nullptr;
        update["custom_fields"] = {{result_field(), value}};
      }
      if (!change.add_tags.empty() || !change.drop_tags.empty()) update["tags"] = change.tags;
      auto put = send("PUT", "/api/v2/tickets/" + ticket.id, update);
      if (!put.ok()) return passed_on<Written>(put);
    }
    return {.detail = {}, .value = std::move(written)};
  }

  // What was attached for an earlier verdict. Left behind, it would mislead but not break anything.
  void drop_old_sheets(const DeskTicket& ticket) {
    if (ticket.notes.empty()) return;
    for (const std::string& file : ticket.notes.back().files) {
      if (is_ticket_id(IdForm::digits, file))
        http().call({.method = "DELETE", .url = "/api/v2/attachments/" + file});
    }
  }

  DeskResult<std::vector<std::string>> field_names() override {
    return names_in(get("/api/v2/ticket_fields"), {}, "name");
  }
};

}  // namespace

std::unique_ptr<Desk> make_freshdesk(const DeskSettings& settings) {
  return std::make_unique<Freshdesk>(settings);
}

}  // namespace portcheck::server
