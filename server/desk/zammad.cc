// Zammad, API v1. A note and the ticket's fields go in one call; articles are not edited unless the switch
// says that this instance lets them be.
#include "server/desk/desks.h"
#include "server/desk/remote_desk.h"

namespace portcheck::server {
namespace {

class Zammad final : public RemoteDesk {
 public:
  explicit Zammad(const DeskSettings& settings) : RemoteDesk(*find_shape("zammad"), settings) {}

  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds now) override {
    constexpr size_t kPage = 100;
    const TimeCursor at = TimeCursor::parse(cursor, now);
    auto list = get("/api/v1/tickets/search?query=" + url_escape("updated_at:[" + at.since + " TO *]") +
                    "&sort_by=updated_at&order_by=asc&expand=true&limit=100&page=" + std::to_string(at.page));
    if (!list.ok()) return passed_on<Swept>(list);
    Swept out;
    std::string last;
    const Json& items = list_at(list.value, {});
    for (const Json& one : items) {
      last = text_at(one, {"updated_at"});
      if (!concerns_us(text_at(one, {reason_field()}), text_at(one, {sub_category_field()}),
                       text_at(one, {result_field()})))
        continue;
      const std::string id = text_at(one, {"id"});
      out.events.push_back(event(id, "sweep.updated", "", "sweep:" + id + ":" + last));
    }
    out.more = items.size() >= kPage;
    out.cursor = at.next(last, out.more);
    return {.detail = {}, .value = std::move(out)};
  }

 private:
  DeskResult<std::vector<TicketEvent>> events(const Json& body,
                                              const WebhookRequest& request) const override {
    using Events = std::vector<TicketEvent>;
    if (!member(body, {"ticket"}).is_object())
      return desk_failure<Events>(DeskError::refused, "\"ticket\" is missing");
    std::string actor = text_at(body, {"article", "created_by", "id"});
    if (actor.empty()) actor = text_at(body, {"article", "created_by_id"});
    const std::string updater = text_at(body, {"ticket", "updated_by", "id"});
    // A field that somebody changes carries the latest article along: whoever changed the ticket counts.
    if (!updater.empty() && updater != actor && is_ours(actor)) actor = updater;
    const auto delivery = request.headers.find("x-zammad-delivery");
    DeskResult<Events> out;
    out.value.push_back(event(text_at(body, {"ticket", "id"}), "ticket.updated", actor,
                              delivery == request.headers.end() ? "" : delivery->second));
    return out;
  }

  DeskResult<DeskTicket> read(const std::string& id) override {
    auto got = get("/api/v1/tickets/" + id + "?expand=true");
    if (!got.ok()) return passed_on<DeskTicket>(got);
    const Json& json = got.value;
    DeskTicket ticket;
    ticket.id = id;
    ticket.version = text_at(json, {"updated_at"});
    ticket.subject = text_at(json, {"title"});
    ticket.status = text_at(json, {"state"});
    if (ticket.status == "merged" || ticket.status == "removed")
      return desk_failure<DeskTicket>(DeskError::gone, "the ticket is " + ticket.status);
    ticket.requester = text_at(json, {"customer"});
    ticket.created_at = parse_iso_time(text_at(json, {"created_at"})).value_or(std::chrono::sys_seconds{});
    ticket.reason = text_at(json, {reason_field()});
    ticket.sub_category = text_at(json, {sub_category_field()});
    ticket.result = text_at(json, {result_field()});
    auto tags = get("/api/v1/tags?object=Ticket&o_id=" + id);
    if (!tags.ok()) return passed_on<DeskTicket>(tags);
    ticket.tags = texts_at(tags.value, {"tags"});
    auto articles = get("/api/v1/ticket_articles/by_ticket/" + id);
    if (!articles.ok()) return passed_on<DeskTicket>(articles);
    for (const Json& article : list_at(articles.value, {})) read_article(article, ticket);
    return {.detail = {}, .value = std::move(ticket)};
  }

  void read_article(const Json& article, DeskTicket& ticket) const {
    const std::string id = text_at(article, {"id"}), body = text_at(article, {"body"});
    if (ticket.description.empty() && text_at(article, {"sender"}) == "Customer") ticket.description = body;
    const bool internal = text_at(article, {"internal"}) == "true";
    if (take_note(ticket, id, text_at(article, {"created_by_id"}), internal, body)) return;
    for (const Json& file : list_at(article, {"attachments"})) {
      const std::string attachment = text_at(file, {"id"});
      ticket.attachments.push_back({.id = attachment,
                                    .name = text_at(file, {"filename"}),
                                    .content_type = text_at(file, {"preferences", "Content-Type"}),
                                    .size = size_at(file, {"size"}),
                                    .sha256 = {},
                                    .url = "/api/v1/ticket_attachment/" + ticket.id + "/" + url_escape(id) +
                                           "/" + url_escape(attachment)});
    }
  }

  DeskResult<Written> write(const DeskTicket& ticket, const Change& change) override {
    const bool edit = change.note && !change.note_id.empty();
    Json update = Json::object();
    if (change.result) update[result_field()] = *change.result;
    if (change.note && !edit) {
      Json article = {{"subject", "PortCheck"},
                      {"body", change.html},
                      {"content_type", "text/html"},
                      {"type", "note"},
                      {"internal", true}};
      for (const NoteFile& file : change.files)
        article["attachments"].push_back(
            {{"filename", file.name}, {"data", base64_encode(file.bytes)}, {"mime-type", file.content_type}});
      update["article"] = std::move(article);
    }
    if (edit) {
      auto put = send("PUT", "/api/v1/ticket_articles/" + change.note_id,
                      {{"body", change.html}, {"content_type", "text/html"}});
      if (!put.ok()) return passed_on<Written>(put);
    }
    if (!update.empty()) {
      auto put = send("PUT", "/api/v1/tickets/" + ticket.id, update);
      if (!put.ok()) return passed_on<Written>(put);
    }
    for (const auto& [method, path, tags] :
         {std::tuple{"POST", "/api/v1/tags/add", &change.add_tags},
          std::tuple{"DELETE", "/api/v1/tags/remove", &change.drop_tags}}) {
      for (const std::string& tag : *tags) {
        auto sent = send(method, path, {{"item", tag}, {"object", "Ticket"}, {"o_id", ticket.id}});
        if (!sent.ok()) return passed_on<Written>(sent);
      }
    }
    return {.detail = {}, .value = {.note_id = change.note_id}};
  }

  DeskResult<std::vector<std::string>> field_names() override {
    return names_in(get("/api/v1/object_manager_attributes"), {}, "name");
  }
};

}  // namespace

std::unique_ptr<Desk> make_zammad(const DeskSettings& settings) {
  return std::make_unique<Zammad>(settings);
}

}  // namespace portcheck::server
