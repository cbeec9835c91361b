// Salesforce Service Cloud, REST API. Events come as SOAP Outbound Messages, which are not signed and carry
// our secret in the address, or as JSON that Apex signs as Standard Webhooks do. Files are versions of
// documents that are linked to the case or to its e-mails.
#include <algorithm>
#include <array>
#include <ctime>
#include <mutex>

#include "server/desk/desks.h"
#include "server/desk/remote_desk.h"
#include "server/desk/soap.h"

namespace portcheck::server {
namespace {

constexpr int kPages = 20;                             // of 2,000 records
constexpr auto kTokenLife = std::chrono::minutes(10);  // less than the shortest session an org can set

bool is_xml(const WebhookRequest& request) {
  const auto type = request.headers.find("content-type");
  return type != request.headers.end() && type->second.find("xml") != std::string::npos;
}

std::string soql_text(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string soql_list(const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) out += (out.empty() ? "(" : ",") + soql_text(id);
  return out + ")";
}

std::string http_time(std::chrono::sys_seconds time) {
  const time_t seconds = time.time_since_epoch().count();
  tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 64> out{};
  const size_t size = std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return {out.data(), size};
}

std::vector<std::string> split_choices(const std::string& text) {
  std::vector<std::string> out;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find(';', at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

class Salesforce final : public RemoteDesk {
 public:
  explicit Salesforce(const DeskSettings& settings) : RemoteDesk(*find_shape("salesforce"), settings) {}

  bool accepts(std::string_view type) const override {
    return type == "application/json" || type == "text/xml" || type == "application/soap+xml" ||
           type == "application/xml";
  }

  Verified verify(const WebhookRequest& request, std::chrono::sys_seconds now) const override {
    if (!is_xml(request)) return RemoteDesk::verify(request, now);
    return verify_signature(*find_scheme("secret"), settings().webhook_secrets, request, now);
  }

  DeskResult<std::vector<TicketEvent>> decode(const WebhookRequest& request) const override {
    using Events = std::vector<TicketEvent>;
    if (!is_xml(request)) return RemoteDesk::decode(request);
    const auto message = parse_outbound_message(request.body);
    if (!message) return desk_failure<Events>(DeskError::refused, "the body is no Outbound Message");
    if (!settings().organization.empty() &&
        salesforce_id(message->organization) != salesforce_id(settings().organization))
      return {};
    DeskResult<Events> out;
    for (const Notification& one : message->notifications) {
      const bool of_case = one.type.empty() || one.type.ends_with(":Case");
      const std::string id = salesforce_id(of_case ? one.object_id : one.parent);
      if (id.rfind("500", 0) != 0 || is_ours(salesforce_id(one.actor))) continue;
      out.value.push_back(event(id, "outbound_message", one.actor, one.id));
    }
    return out;
  }

  // Both ways get what they wait for: an Outbound Message that is not acknowledged comes again for a day.
  WebhookAnswer accepted(size_t fresh) const override {
    (void)fresh;
    return {.status = 200, .content_type = "text/xml; charset=utf-8", .body = std::string(kOutboundAck)};
  }

  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds now) override {
    const TimeCursor at = TimeCursor::parse(cursor, now);
    Swept out{.events = {}, .cursor = at.since};
    std::string fields = "Id,SystemModstamp";
    for (const std::string* field : {&reason_field(), &sub_category_field(), &result_field()}) {
      if (!field->empty()) fields += "," + *field;
    }
    auto cases = query("SELECT " + fields + " FROM Case WHERE SystemModstamp >= " + at.since +
                       " ORDER BY SystemModstamp LIMIT 2000");
    if (!cases.ok()) return passed_on<Swept>(cases);
    for (const Json& one : cases.value) {
      const std::string changed = text_at(one, {"SystemModstamp"}), id = salesforce_id(text_at(one, {"Id"}));
      if (const auto time = parse_iso_time(changed)) out.cursor = iso_time(*time);
      if (concerns_us(text_at(one, {reason_field()}), text_at(one, {sub_category_field()}),
                      text_at(one, {result_field()})))
        out.events.push_back(event(id, "sweep.updated", "", "sweep:" + id + ":" + changed));
    }
    out.more = cases.value.size() >= 2000 && out.cursor != at.since;
    // A new file does not change its case.
    auto files = query(
        "SELECT Id,FirstPublishLocationId,CreatedById FROM ContentVersion WHERE CreatedDate >= " + at.since +
        " LIMIT 2000");
    if (!files.ok()) return passed_on<Swept>(files);
    for (const Json& one : files.value) {
      const std::string id = salesforce_id(text_at(one, {"FirstPublishLocationId"}));
      if (id.rfind("500", 0) != 0 || is_ours(salesforce_id(text_at(one, {"CreatedById"})))) continue;
      out.events.push_back(event(id, "sweep.file", "", "sweep:" + text_at(one, {"Id"})));
    }
    return {.detail = {}, .value = std::move(out)};
  }

 private:
  std::string data(const std::string& path) const {
    const std::string version = settings().api_version.empty() ? "v60.0" : settings().api_version;
    return "/services/data/" + version + path;
  }

  DeskResult<HeaderLines> credentials() override {
    std::unique_lock lock(token_mutex_);
    if (token_.empty() || std::chrono::steady_clock::now() > token_ends_) {
      HttpCall call;
      call.method = "POST";
      call.url = "/services/oauth2/token";
      call.credentials = false;
      call.content_type = "application/x-www-form-urlencoded";
      call.body = "grant_type=client_credentials&client_id=" + url_escape(settings().client_id) +
                  "&client_secret=" + url_escape(settings().client_secret);
      auto got = answer_of(call);
      if (got.error == DeskError::refused) got.error = DeskError::unauthorized;  // 400 invalid_client
      if (!got.ok()) return passed_on<HeaderLines>(got);
      token_ = text_at(got.value, {"access_token"});
      token_ends_ = std::chrono::steady_clock::now() + kTokenLife;
      if (token_.empty())
        return desk_failure<HeaderLines>(DeskError::unauthorized, "no access token was given");
    }
    return {.detail = {}, .value = {"Authorization: Bearer " + token_}};
  }

  void forget_token() {
    const std::lock_guard lock(token_mutex_);
    token_.clear();
  }

  DeskResult<Json> fetch(const std::string& path) {
    auto got = get(path);
    if (got.error != DeskError::unauthorized || got.detail != "HTTP 401") return got;
    forget_token();  // revoked or expired before its time
    return get(path);
  }

  // All records of a query, over its pages.
  DeskResult<Json> query(const std::string& soql) {
    DeskResult<Json> out{.detail = {}, .value = Json::array()};
    std::string path = data("/query?q=" + url_escape(soql));
    for (int page = 0; page < kPages; ++page) {
      auto got = fetch(path);
      if (!got.ok()) return got;
      for (const Json& one : list_at(got.value, {"records"})) out.value.push_back(one);
      path = text_at(got.value, {"nextRecordsUrl"});
      if (text_at(got.value, {"done"}) != "false" || path.rfind('/', 0) != 0) break;
    }
    return out;
  }

  DeskResult<std::vector<TicketEvent>> events(const Json& body,
                                              const WebhookRequest& request) const override {
    using Events = std::vector<TicketEvent>;
    const std::string type = text_at(body, {"type"});
    if (type.empty()) return desk_failure<Events>(DeskError::refused, "\"type\" is missing");
    if (type.rfind("ticket.", 0) != 0) return {};
    const auto key = request.headers.find("webhook-id");
    DeskResult<Events> out;
    out.value.push_back(event(salesforce_id(text_at(body, {"data", "ticket_id"})), type,
                              salesforce_id(text_at(body, {"data", "actor"})),
                              key == request.headers.end() ? "" : key->second));
    return out;
  }

  DeskResult<DeskTicket> read(const std::string& id) override {
    auto got = fetch(data("/sobjects/Case/" + id));
    if (!got.ok()) return passed_on<DeskTicket>(got);
    const Json& json = got.value;
    if (text_at(json, {"IsDeleted"}) == "true") return desk_failure<DeskTicket>(DeskError::gone, "deleted");
    DeskTicket ticket;
    ticket.id = id;
    ticket.version = text_at(json, {"LastModifiedDate"});
    ticket.subject = text_at(json, {"Subject"});
    ticket.description = text_at(json, {"Description"});
    ticket.status = text_at(json, {"Status"});
    ticket.requester = text_at(json, {"ContactEmail"});
    ticket.language = text_at(json, {"Language"});
    ticket.created_at = parse_iso_time(text_at(json, {"CreatedDate"})).value_or(std::chrono::sys_seconds{});
    ticket.reason = text_at(json, {reason_field()});
    ticket.sub_category = text_at(json, {sub_category_field()});
    ticket.result = text_at(json, {result_field()});
    if (!tags_field().empty()) ticket.tags = split_choices(text_at(json, {tags_field()}));
    if (auto files = read_files(ticket); !files.ok()) return passed_on<DeskTicket>(files);
    auto comments = query("SELECT Id,CommentBody,IsPublished,CreatedById FROM CaseComment WHERE ParentId=" +
                          soql_text(id) + " ORDER BY CreatedDate");
    if (!comments.ok()) return passed_on<DeskTicket>(comments);
    for (const Json& one : comments.value) {
      take_note(ticket, text_at(one, {"Id"}), salesforce_id(text_at(one, {"CreatedById"})),
                text_at(one, {"IsPublished"}) == "false", text_at(one, {"CommentBody"}));
    }
    return {.detail = {}, .value = std::move(ticket)};
  }

  DeskResult<Nothing> read_files(DeskTicket& ticket) {
    std::vector<std::string> owners{ticket.id};
    auto emails = query("SELECT Id FROM EmailMessage WHERE ParentId=" + soql_text(ticket.id));
    if (!emails.ok()) return passed_on<Nothing>(emails);
    for (const Json& one : emails.value) owners.push_back(salesforce_id(text_at(one, {"Id"})));
    auto links = query("SELECT ContentDocumentId FROM ContentDocumentLink WHERE LinkedEntityId IN " +
                       soql_list(owners));
    if (!links.ok()) return passed_on<Nothing>(links);
    std::vector<std::string> documents;
    for (const Json& one : links.value)
      documents.push_back(salesforce_id(text_at(one, {"ContentDocumentId"})));
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    if (!documents.empty()) {
      auto versions = query(
          "SELECT Id,Title,FileExtension,ContentSize,CreatedById FROM ContentVersion WHERE IsLatest=true AND "
          "ContentDocumentId IN " +
          soql_list(documents) + " ORDER BY CreatedDate");
      if (!versions.ok()) return passed_on<Nothing>(versions);
      for (const Json& one : versions.value) {
        if (is_ours(salesforce_id(text_at(one, {"CreatedById"})))) continue;
        std::string name = text_at(one, {"Title"});
        if (const std::string extension = text_at(one, {"FileExtension"});
            !extension.empty() && !name.ends_with("." + extension))
          name += "." + extension;
        add_file(ticket, "ContentVersion", "VersionData", one, name, size_at(one, {"ContentSize"}));
      }
    }
    auto legacy = query("SELECT Id,Name,BodyLength FROM Attachment WHERE ParentId IN " + soql_list(owners) +
                        " ORDER BY CreatedDate");
    if (!legacy.ok()) return passed_on<Nothing>(legacy);
    for (const Json& one : legacy.value)
      add_file(ticket, "Attachment", "Body", one, text_at(one, {"Name"}), size_at(one, {"BodyLength"}));
    return {};
  }

  void add_file(DeskTicket& ticket, const std::string& object, const std::string& blob, const Json& record,
                const std::string& name, uint64_t size) const {
    const std::string id = salesforce_id(text_at(record, {"Id"}));
    if (id.empty()) return;
    ticket.attachments.push_back({.id = id,
                                  .name = name,
                                  .content_type = {},
                                  .size = size,
                                  .sha256 = {},
                                  .url = data("/sobjects/" + object + "/" + id + "/" + blob)});
  }

  DeskResult<Written> write(const DeskTicket& ticket, const Change& change) override {
    Json fields = Json::object();
    if (change.result) {
      Json value = *change.result;
      if (change.result->empty()) value = nullptr;
      fields[result_field()] = value;
    }
    if (!tags_field().empty() && (!change.add_tags.empty() || !change.drop_tags.empty())) {
      std::string choices;
      for (const std::string& tag : change.tags) choices += (choices.empty() ? "" : ";") + tag;
      fields[tags_field()] = choices;
    }
    if (!fields.empty()) {
      HeaderLines lock;
      const auto version = parse_iso_time(ticket.version);
      if (version && !has_switch("no_if_unmodified"))
        lock.push_back("If-Unmodified-Since: " + http_time(*version));
      auto patched = send("PATCH", data("/sobjects/Case/" + ticket.id), fields, lock);
      if (!patched.ok()) return passed_on<Written>(patched);
    }
    Written written;
    if (change.note) {
      const bool edit = !change.note_id.empty();
      auto sent =
          edit
              ? send("PATCH", data("/sobjects/CaseComment/" + change.note_id), {{"CommentBody", change.text}})
              : send("POST", data("/sobjects/CaseComment"),
                     {{"ParentId", ticket.id}, {"CommentBody", change.text}, {"IsPublished", false}});
      if (!sent.ok()) return passed_on<Written>(sent);
      written.note_id = edit ? change.note_id : text_at(sent.value, {"id"});
    }
    return {.detail = {}, .value = std::move(written)};
  }

  DeskResult<std::vector<std::string>> field_names() override {
    return names_in(fetch(data("/sobjects/Case/describe")), {"fields"}, "name");
  }

  std::mutex token_mutex_;
  std::string token_;
  std::chrono::steady_clock::time_point token_ends_{};
};

}  // namespace

std::unique_ptr<Desk> make_salesforce(const DeskSettings& settings) {
  return std::make_unique<Salesforce>(settings);
}

}  // namespace portcheck::server
