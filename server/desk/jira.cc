// Jira Service Management. Issues by REST API 2, whose comments are plain text with wiki markup; internal
// comments by the service desk's own API. Files are fetched from the media host, without credentials.
#include <algorithm>

#include "server/desk/desks.h"
#include "server/desk/remote_desk.h"

namespace portcheck::server {
namespace {

constexpr int kPage = 100;
constexpr int kPages = 50;

class Jira final : public RemoteDesk {
 public:
  explicit Jira(const DeskSettings& settings) : RemoteDesk(*find_shape("jira"), settings) {}

  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds now) override {
    // JQL knows minutes, in the account's time zone: a span that ends now means the same everywhere.
    const TimeCursor at = TimeCursor::parse(cursor, now);
    const auto since = parse_iso_time(at.since).value_or(now);
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(now - since).count() + 1;
    std::string jql = settings().sweep_filter.empty() ? "" : "(" + settings().sweep_filter + ") AND ";
    jql += "updated >= -" + std::to_string(std::max<int64_t>(minutes, 1)) + "m ORDER BY updated ASC";
    Swept out{.events = {}, .cursor = iso_time(now)};
    std::string token;
    for (int page = 0; page < kPages; ++page) {
      auto list = get("/rest/api/3/search/jql?jql=" + url_escape(jql) + "&maxResults=100&fields=updated," +
                      url_escape(reason_field() + "," + sub_category_field() + "," + result_field()) +
                      (token.empty() ? "" : "&nextPageToken=" + url_escape(token)));
      if (!list.ok()) return passed_on<Swept>(list);
      for (const Json& issue : list_at(list.value, {"issues"})) {
        DeskTicket ticket;
        read_fields(member(issue, {"fields"}), ticket);
        if (!concerns_us(ticket.reason, ticket.sub_category, ticket.result)) continue;
        const std::string key = text_at(issue, {"key"});
        out.events.push_back(
            event(key, "sweep.updated", "", "sweep:" + key + ":" + text_at(issue, {"fields", "updated"})));
      }
      token = text_at(list.value, {"nextPageToken"});
      if (token.empty()) break;
    }
    return {.detail = {}, .value = std::move(out)};
  }

 private:
  DeskResult<std::vector<TicketEvent>> events(const Json& body,
                                              const WebhookRequest& request) const override {
    using Events = std::vector<TicketEvent>;
    const std::string kind = text_at(body, {"webhookEvent"}), key = text_at(body, {"issue", "key"});
    if (kind.empty()) return desk_failure<Events>(DeskError::refused, "\"webhookEvent\" is missing");
    if (key.empty() || kind == "jira:issue_deleted") return {};
    std::string actor = text_at(body, {"comment", "updateAuthor", "accountId"});
    if (actor.empty()) actor = text_at(body, {"comment", "author", "accountId"});
    if (const std::string user = text_at(body, {"user", "accountId"}); !user.empty()) actor = user;
    const auto id = request.headers.find("x-atlassian-webhook-identifier");
    DeskResult<Events> out;
    out.value.push_back(event(key, kind, actor, id == request.headers.end() ? "" : id->second));
    return out;
  }

  void read_fields(const Json& fields, DeskTicket& ticket) const {
    ticket.reason = text_at(fields, {reason_field()});
    // One cascading field for both: the choice and the choice below it.
    ticket.sub_category = reason_field() == sub_category_field() ? text_at(fields, {reason_field(), "child"})
                                                                 : text_at(fields, {sub_category_field()});
    ticket.result = text_at(fields, {result_field()});
  }

  DeskResult<DeskTicket> read(const std::string& id) override {
    auto got = get("/rest/api/2/issue/" + id + "?fields=*all");
    if (!got.ok()) return passed_on<DeskTicket>(got);
    const Json& fields = member(got.value, {"fields"});
    DeskTicket ticket;
    ticket.id = id;
    ticket.version = text_at(fields, {"updated"});
    ticket.subject = text_at(fields, {"summary"});
    ticket.description = text_at(fields, {"description"});
    ticket.status = text_at(fields, {"status"});
    ticket.requester = text_at(fields, {"reporter", "emailAddress"});
    ticket.language = text_at(fields, {"reporter", "locale"});
    ticket.created_at = parse_iso_time(text_at(fields, {"created"})).value_or(std::chrono::sys_seconds{});
    ticket.tags = texts_at(fields, {"labels"});
    read_fields(fields, ticket);
    for (const Json& file : list_at(fields, {"attachment"})) {
      if (is_ours(text_at(file, {"author", "accountId"}))) continue;
      const std::string attachment = text_at(file, {"id"});
      ticket.attachments.push_back({.id = attachment,
                                    .name = text_at(file, {"filename"}),
                                    .content_type = text_at(file, {"mimeType"}),
                                    .size = size_at(file, {"size"}),
                                    .sha256 = {},
                                    .url = "/rest/api/3/attachment/content/" + url_escape(attachment)});
    }
    const auto by_id = [](const Attachment& a, const Attachment& b) {
      return a.id.size() != b.id.size() ? a.id.size() < b.id.size() : a.id < b.id;
    };
    std::sort(ticket.attachments.begin(), ticket.attachments.end(), by_id);
    for (int page = 0; page < kPages; ++page) {
      auto list = get("/rest/api/2/issue/" + id +
                      "/comment?orderBy=created&maxResults=100&startAt=" + std::to_string(page * kPage));
      if (!list.ok()) return passed_on<DeskTicket>(list);
      const Json& comments = list_at(list.value, {"comments"});
      for (const Json& comment : comments) {
        const bool internal = text_at(comment, {"jsdPublic"}) != "true";
        take_note(ticket, text_at(comment, {"id"}), text_at(comment, {"author", "accountId"}), internal,
                  text_at(comment, {"body"}));
      }
      if (comments.size() < kPage) break;
    }
    return {.detail = {}, .value = std::move(ticket)};
  }

  // Without what would be wiki markup.
  std::string plain(const std::string& text) const override {
    std::string out;
    for (const char c : text) {
      if (c == '{' || c == '[' || c == '!' || c == '|') out += '\\';
      out += c;
    }
    return out;
  }

  DeskResult<Written> write(const DeskTicket& ticket, const Change& change) override {
    Written written;
    if (change.note) {
      const bool edit = !change.note_id.empty();
      auto sent = edit ? send("PUT", "/rest/api/2/issue/" + ticket.id + "/comment/" + change.note_id,
                              {{"body", change.text}})
                       : send("POST", "/rest/servicedeskapi/request/" + ticket.id + "/comment",
                              {{"body", change.text}, {"public", false}});
      if (!sent.ok()) return passed_on<Written>(sent);
      written.note_id = edit ? change.note_id : text_at(sent.value, {"id"});
    }
    if (change.fields()) {
      Json body = Json::object();
      if (change.result) {
        Json value = nullptr;
        if (!change.result->empty())
          value = has_switch("text_result") ? Json(*change.result) : Json{{"value", *change.result}};
        body["fields"] = {{result_field(), value}};
      }
      for (const std::string& tag : change.add_tags) body["update"]["labels"].push_back({{"add", tag}});
      for (const std::string& tag : change.drop_tags) body["update"]["labels"].push_back({{"remove", tag}});
      auto put = send("PUT", "/rest/api/2/issue/" + ticket.id + "?notifyUsers=false", body);
      if (!put.ok()) return passed_on<Written>(put);
    }
    return {.detail = {}, .value = std::move(written)};
  }

  DeskResult<std::vector<std::string>> field_names() override {
    return names_in(get("/rest/api/2/field"), {}, "id");
  }
};

}  // namespace

std::unique_ptr<Desk> make_jira(const DeskSettings& settings) {
  return std::make_unique<Jira>(settings);
}

}  // namespace portcheck::server
