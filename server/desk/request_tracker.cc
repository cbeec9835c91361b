// Request Tracker 5, REST 2.0. Webhooks come from the scrip in deploy/desk/request-tracker. Comments are
// internal and cannot be edited; a comment's Subject carries the mark, so that one listing finds our notes.
#include <algorithm>

#include "server/desk/base64_member.h"
#include "server/desk/desks.h"
#include "server/desk/remote_desk.h"

namespace portcheck::server {
namespace {

constexpr int kPage = 100;  // RT gives no more
constexpr int kPages = 50;

class RequestTracker final : public RemoteDesk {
 public:
  explicit RequestTracker(const DeskSettings& settings)
      : RemoteDesk(*find_shape("request-tracker"), settings) {}

  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds) override {
    const std::string since = cursor.empty() ? "0" : cursor;
    const std::string query =
        "ObjectType = 'RT::Ticket' AND id > " + since +
        (cursor.empty()
             ? ""
             : " AND (Type = 'Create' OR Type = 'Correspond' OR Type = 'Comment' OR Type = 'CustomField')");
    auto list = get("/REST/2.0/transactions?query=" + url_escape(query) +
                    "&fields=Type,ObjectId,Creator&orderby=id&order=" + (cursor.empty() ? "DESC" : "ASC") +
                    "&per_page=" + (cursor.empty() ? "1" : std::to_string(kPage)));
    if (!list.ok()) return passed_on<Swept>(list);
    Swept out{.events = {}, .cursor = since};
    const Json& items = list_at(list.value, {"items"});
    for (const Json& item : items) {
      const std::string id = text_at(item, {"id"});
      out.cursor = id;
      const std::string actor = text_at(item, {"Creator", "id"}), ticket = text_at(item, {"ObjectId"});
      if (cursor.empty() || is_ours(actor) || !is_ticket_id(IdForm::digits, ticket)) continue;
      out.events.push_back(event(ticket, "sweep." + text_at(item, {"Type"}), actor, "rt_txn_" + id));
    }
    out.more = !cursor.empty() && items.size() >= kPage;
    return {.detail = {}, .value = std::move(out)};
  }

 private:
  DeskResult<std::vector<TicketEvent>> events(const Json& body,
                                              const WebhookRequest& request) const override {
    const std::string type = text_at(body, {"type"});
    if (type.empty())
      return desk_failure<std::vector<TicketEvent>>(DeskError::refused, "\"type\" is missing");
    if (type.rfind("ticket.", 0) != 0) return {};
    const auto id = request.headers.find("webhook-id");
    DeskResult<std::vector<TicketEvent>> out;
    out.value.push_back(event(text_at(body, {"data", "ticket", "id"}), type,
                              text_at(body, {"data", "transaction", "creator"}),
                              id == request.headers.end() ? "" : id->second));
    return out;
  }

  DeskResult<DeskTicket> read(const std::string& id) override {
    std::string etag;
    auto got = get("/REST/2.0/ticket/" + id, &etag);
    if (!got.ok()) return passed_on<DeskTicket>(got);
    const Json& json = got.value;
    if (text_at(json, {"Status"}) == "deleted") return desk_failure<DeskTicket>(DeskError::gone, "deleted");
    DeskTicket ticket;
    ticket.id = id;
    ticket.version = etag;
    ticket.subject = text_at(json, {"Subject"});
    ticket.status = text_at(json, {"Status"});
    const Json& requestors = list_at(json, {"Requestor"});
    if (!requestors.empty()) ticket.requester = text_at(requestors.front(), {"id"});
    ticket.created_at = parse_iso_time(text_at(json, {"Created"})).value_or(std::chrono::sys_seconds{});
    for (const Json& field : list_at(json, {"CustomFields"})) {
      const std::string name = text_at(field, {"name"});
      if (name == reason_field()) ticket.reason = text_at(field, {"values"});
      if (name == sub_category_field()) ticket.sub_category = text_at(field, {"values"});
      if (name == result_field()) ticket.result = text_at(field, {"values"});
      if (name == tags_field()) ticket.tags = texts_at(field, {"values"});
    }
    if (auto files = read_files(ticket); !files.ok()) return passed_on<DeskTicket>(files);
    return {.detail = {}, .value = std::move(ticket)};
  }

  // Attachments, message bodies and multipart shells all stand in one list; files are those with a name.
  DeskResult<Nothing> read_files(DeskTicket& ticket) {
    for (int page = 1; page <= kPages; ++page) {
      auto list = get(
          "/REST/2.0/ticket/" + ticket.id +
          "/attachments?fields=Filename,ContentType,ContentLength,TransactionId,Subject,Creator&per_page=" +
          std::to_string(kPage) + "&page=" + std::to_string(page));
      if (!list.ok()) return passed_on<Nothing>(list);
      const Json& items = list_at(list.value, {"items"});
      for (const Json& item : items) read_file(ticket, item);
      if (items.size() < kPage) break;
    }
    const auto by_id = [](const auto& a, const auto& b) {
      return a.id.size() != b.id.size() ? a.id.size() < b.id.size() : a.id < b.id;
    };
    std::sort(ticket.attachments.begin(), ticket.attachments.end(), by_id);
    std::sort(ticket.notes.begin(), ticket.notes.end(), by_id);
    return {};
  }

  void read_file(DeskTicket& ticket, const Json& item) {
    const std::string creator = text_at(item, {"Creator", "id"}), name = text_at(item, {"Filename"});
    std::string transaction = text_at(item, {"TransactionId", "id"});
    if (transaction.empty()) transaction = text_at(item, {"TransactionId"});
    if (is_ours(creator)) {
      const auto known = std::find_if(ticket.notes.begin(), ticket.notes.end(),
                                      [&](const DeskNote& note) { return note.id == transaction; });
      if (known == ticket.notes.end())
        take_note(ticket, transaction, creator, true, text_at(item, {"Subject"}));
      return;
    }
    if (name.empty()) return;
    const std::string id = text_at(item, {"id"});
    ticket.attachments.push_back({.id = id,
                                  .name = name,
                                  .content_type = text_at(item, {"ContentType"}),
                                  .size = size_at(item, {"ContentLength"}),
                                  .sha256 = {},
                                  .url = "/REST/2.0/attachment/" + id});
  }

  // The bytes come as base64 in JSON: they are decoded as they arrive.
  DeskResult<Nothing> download(const DeskTicket& ticket, const Attachment& attachment,
                               const std::function<bool(std::string_view)>& sink) override;

  DeskResult<Written> write(const DeskTicket& ticket, const Change& change) override {
    Json fields = Json::object();
    if (change.result) fields[result_field()] = *change.result;
    if (!tags_field().empty() && (!change.add_tags.empty() || !change.drop_tags.empty()))
      fields[tags_field()] = change.tags;
    if (!fields.empty()) {
      HeaderLines lock;
      if (!ticket.version.empty()) lock.push_back("If-Match: " + ticket.version);
      auto put = send("PUT", "/REST/2.0/ticket/" + ticket.id, {{"CustomFields", fields}}, lock);
      if (!put.ok()) return passed_on<Written>(put);
    }
    if (!change.note) return {};
    const Json note = {{"Subject", change.title}, {"Content", change.html}, {"ContentType", "text/html"}};
    const std::string path = "/REST/2.0/ticket/" + ticket.id + "/comment";
    auto posted =
        change.files.empty() ? send("POST", path, note) : post_form(path, form_of(note, change.files));
    if (!posted.ok()) return passed_on<Written>(posted);
    return {};
  }

  // As a form, because RT's JSON loses the letters of file names that are not ASCII.
  static std::vector<FormPart> form_of(const Json& note, const std::vector<NoteFile>& files) {
    std::vector<FormPart> parts{
        {.name = "JSON", .file_name = {}, .content_type = "application/json", .bytes = dumped(note)}};
    for (const NoteFile& file : files)
      parts.push_back({.name = "Attachments",
                       .file_name = file.name,
                       .content_type = file.content_type,
                       .bytes = file.bytes});
    return parts;
  }

  DeskResult<std::vector<std::string>> field_names() override {
    return names_in(get("/REST/2.0/customfields?query=" + url_escape("id > 0") + "&fields=Name&per_page=100"),
                    {"items"}, "Name");
  }
};

DeskResult<Nothing> RequestTracker::download(const DeskTicket&, const Attachment& attachment,
                                             const std::function<bool(std::string_view)>& sink) {
  if (!is_ticket_id(IdForm::digits, attachment.id))
    return desk_failure<Nothing>(DeskError::gone, "not an attachment's id");
  Base64Member reader("Content", sink);
  HttpCall call;
  call.url = "/REST/2.0/attachment/" + attachment.id;
  call.headers = {"Accept: application/json"};
  call.sink = [&](std::string_view piece) { return reader.take(piece); };
  const auto got = http().call(call);
  if (reader.stopped()) return desk_failure<Nothing>(DeskError::too_large, "the file passed its bound");
  if (!got.ok() && got.error != DeskError::too_large) return passed_on<Nothing>(got);
  if (!got.ok() || !reader.finish() || !reader.complete()) {
    return reader.stopped()
               ? desk_failure<Nothing>(DeskError::too_large, "the file passed its bound")
               : desk_failure<Nothing>(DeskError::refused, "the attachment is not of the API's form");
  }
  return {};
}

}  // namespace

std::unique_ptr<Desk> make_request_tracker(const DeskSettings& settings) {
  return std::make_unique<RequestTracker>(settings);
}

}  // namespace portcheck::server
