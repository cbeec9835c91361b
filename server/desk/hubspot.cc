// HubSpot Service Hub, CRM API v3. Files hang on notes and e-mails that are associated with the ticket, by
// their ids; each is fetched by an address that is signed for a short time.
#include <algorithm>
#include <sstream>

#include "server/desk/desks.h"
#include "server/desk/remote_desk.h"

namespace portcheck::server {
namespace {

constexpr size_t kBatch = 100;
constexpr int kPages = 50;          // of 100 associations
constexpr int kNoteToTicket = 228;  // HubSpot's association type
constexpr size_t kMostFiles = 200;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string one; std::getline(in, one, ';');) {
    if (!one.empty()) out.push_back(one);
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& one : parts) out += (out.empty() ? "" : ";") + one;
  return out;
}

class HubSpot final : public RemoteDesk {
 public:
  explicit HubSpot(const DeskSettings& settings) : RemoteDesk(*find_shape("hubspot"), settings) {}

  DeskResult<Swept> sweep(const std::string& cursor, std::chrono::sys_seconds now) override {
    const TimeCursor at = TimeCursor::parse(cursor, now);
    Json query = {
        {"filterGroups",
         {{{"filters",
            {{{"propertyName", "hs_lastmodifieddate"}, {"operator", "GTE"}, {"value", at.since}}}}}}},
        {"sorts", {{{"propertyName", "hs_lastmodifieddate"}, {"direction", "ASCENDING"}}}},
        {"properties", {"hs_lastmodifieddate", reason_field(), sub_category_field(), result_field()}},
        {"limit", kBatch},
        {"after", std::to_string((static_cast<size_t>(at.page) - 1) * kBatch)}};
    auto list = send("POST", "/crm/v3/objects/tickets/search", query);
    if (!list.ok()) return passed_on<Swept>(list);
    Swept out;
    std::string last;
    const Json& items = list_at(list.value, {"results"});
    for (const Json& one : items) {
      const Json& fields = member(one, {"properties"});
      last = text_at(fields, {"hs_lastmodifieddate"});
      if (!concerns_us(text_at(fields, {reason_field()}), text_at(fields, {sub_category_field()}),
                       text_at(fields, {result_field()})))
        continue;
      const std::string id = text_at(one, {"id"});
      out.events.push_back(event(id, "sweep.updated", "", "sweep:" + id + ":" + last));
    }
    out.more = items.size() >= kBatch;
    out.cursor = at.next(last, out.more);
    return {.detail = {}, .value = std::move(out)};
  }

  DeskResult<Nothing> download(const DeskTicket& ticket, const Attachment& attachment,
                               const std::function<bool(std::string_view)>& sink) override {
    auto signed_url = get("/files/v3/files/" + url_escape(attachment.id) + "/signed-url");
    if (!signed_url.ok()) return passed_on<Nothing>(signed_url);
    Attachment fetched = attachment;
    fetched.url = text_at(signed_url.value, {"url"});
    return RemoteDesk::download(ticket, fetched, sink);
  }

 private:
  DeskResult<std::vector<TicketEvent>> events(const Json& body, const WebhookRequest&) const override {
    using Events = std::vector<TicketEvent>;
    if (!body.is_array()) return desk_failure<Events>(DeskError::refused, "the body is no list of events");
    DeskResult<Events> out;
    for (const Json& one : body) {
      const std::string kind = text_at(one, {"subscriptionType"}), changed = text_at(one, {"propertyName"});
      if (kind.rfind("ticket.", 0) != 0 || kind == "ticket.deletion") continue;
      // Our own fields are changed by nobody else: the loop guard where the event names no user.
      if (!changed.empty() && (changed == result_field() || changed == tags_field())) continue;
      std::string id = text_at(one, {"objectId"});
      if (id.empty()) id = text_at(one, {"fromObjectId"});
      out.value.push_back(event(id, kind, text_at(one, {"sourceId"}),
                                text_at(one, {"eventId"}) + ":" + text_at(one, {"subscriptionId"}) + ":" +
                                    text_at(one, {"occurredAt"})));
    }
    return out;
  }

  DeskResult<DeskTicket> read(const std::string& id) override {
    std::string properties =
        "subject,content,hs_pipeline_stage,createdate,hs_lastmodifieddate,hs_file_upload";
    for (const std::string* field :
         {&reason_field(), &sub_category_field(), &result_field(), &tags_field()}) {
      if (!field->empty()) properties += "," + *field;
    }
    auto got = get("/crm/v3/objects/tickets/" + id + "?properties=" + url_escape(properties) +
                   "&associations=notes,emails");
    if (!got.ok()) return passed_on<DeskTicket>(got);
    const Json& fields = member(got.value, {"properties"});
    DeskTicket ticket;
    ticket.id = id;
    ticket.version = text_at(fields, {"hs_lastmodifieddate"});
    ticket.subject = text_at(fields, {"subject"});
    ticket.description = text_at(fields, {"content"});
    ticket.status = text_at(fields, {"hs_pipeline_stage"});
    ticket.reason = text_at(fields, {reason_field()});
    ticket.sub_category = text_at(fields, {sub_category_field()});
    ticket.result = text_at(fields, {result_field()});
    if (!tags_field().empty()) ticket.tags = split(text_at(fields, {tags_field()}));
    ticket.created_at = parse_iso_time(text_at(fields, {"createdate"})).value_or(std::chrono::sys_seconds{});
    std::vector<std::string> files = split(text_at(fields, {"hs_file_upload"}));
    for (const auto& [kind, body] :
         {std::pair{"notes", "hs_note_body"}, std::pair{"emails", "hs_email_subject"}}) {
      auto ids = associated(id, kind, member(got.value, {"associations", kind}));
      if (!ids.ok()) return passed_on<DeskTicket>(ids);
      if (auto taken = read_engagements(kind, body, std::move(ids.value), ticket, files); !taken.ok())
        return passed_on<DeskTicket>(taken);
    }
    if (auto described = describe(files, ticket); !described.ok()) return passed_on<DeskTicket>(described);
    return {.detail = {}, .value = std::move(ticket)};
  }

  // The first hundred come with the ticket, the others page by page.
  DeskResult<std::vector<std::string>> associated(const std::string& id, const std::string& kind, Json page) {
    DeskResult<std::vector<std::string>> out;
    for (int pages = 0; pages < kPages; ++pages) {
      for (const Json& one : list_at(page, {"results"})) out.value.push_back(text_at(one, {"id"}));
      const std::string after = text_at(page, {"paging", "next", "after"});
      if (after.empty()) break;
      auto got = get("/crm/v3/objects/tickets/" + id + "/associations/" + kind +
                     "?limit=100&after=" + url_escape(after));
      if (!got.ok()) return passed_on<std::vector<std::string>>(got);
      page = std::move(got.value);
    }
    return out;
  }

  DeskResult<Nothing> read_engagements(const std::string& kind, const std::string& body_field,
                                       std::vector<std::string> ids, DeskTicket& ticket,
                                       std::vector<std::string>& files) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    Json found = Json::array();
    for (size_t at = 0; at < ids.size(); at += kBatch) {
      Json inputs = Json::array();
      for (size_t i = at; i < std::min(ids.size(), at + kBatch); ++i) inputs.push_back({{"id", ids[i]}});
      auto batch =
          send("POST", "/crm/v3/objects/" + kind + "/batch/read",
               {{"properties", {body_field, "hs_attachment_ids", "hs_timestamp"}}, {"inputs", inputs}});
      if (!batch.ok()) return passed_on<Nothing>(batch);
      for (const Json& one : list_at(batch.value, {"results"})) found.push_back(one);
    }
    const auto time = [](const Json& one) { return text_at(one, {"properties", "hs_timestamp"}); };
    std::stable_sort(found.begin(), found.end(),
                     [&](const Json& a, const Json& b) { return time(a) < time(b); });
    for (const Json& one : found) {
      const Json& fields = member(one, {"properties"});
      // Who wrote a note is not told; nobody but users of this HubSpot account writes notes.
      if (kind == "notes" &&
          take_note(ticket, text_at(one, {"id"}), account(), true, text_at(fields, {body_field})))
        continue;
      for (std::string& file : split(text_at(fields, {"hs_attachment_ids"})))
        files.push_back(std::move(file));
    }
    return {};
  }

  DeskResult<Nothing> describe(const std::vector<std::string>& files, DeskTicket& ticket) {
    for (const std::string& id : files) {
      if (ticket.attachments.size() == kMostFiles) break;
      if (!is_ticket_id(IdForm::digits, id)) continue;
      auto got = get("/files/v3/files/" + id);
      if (got.error == DeskError::gone) continue;
      if (!got.ok()) return passed_on<Nothing>(got);
      std::string name = text_at(got.value, {"name"});
      if (const std::string extension = text_at(got.value, {"extension"}); !extension.empty())
        name += "." + extension;
      ticket.attachments.push_back({.id = id,
                                    .name = name,
                                    .content_type = {},
                                    .size = size_at(got.value, {"size"}),
                                    .sha256 = {},
                                    .url = {}});
    }
    return {};
  }

  DeskResult<Written> write(const DeskTicket& ticket, const Change& change) override {
    Written written;
    if (change.note) {
      const bool edit = !change.note_id.empty();
      const auto now = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
      Json note = {{"properties", {{"hs_note_body", change.html}}}};
      if (!edit) {
        note["properties"]["hs_timestamp"] = iso_time(now);
        note["associations"] = {
            {{"to", {{"id", ticket.id}}},
             {"types",
              {{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", kNoteToTicket}}}}}};
      }
      auto sent = edit ? send("PATCH", "/crm/v3/objects/notes/" + change.note_id, note)
                       : send("POST", "/crm/v3/objects/notes", note);
      if (!sent.ok()) return passed_on<Written>(sent);
      written.note_id = edit ? change.note_id : text_at(sent.value, {"id"});
    }
    Json fields = Json::object();
    if (change.result) fields[result_field()] = *change.result;
    if (!tags_field().empty() && (!change.add_tags.empty() || !change.drop_tags.empty()))
      fields[tags_field()] = joined(change.tags);
    if (!fields.empty()) {
      auto patched = send("PATCH", "/crm/v3/objects/tickets/" + ticket.id, {{"properties", fields}});
      if (!patched.ok()) return passed_on<Written>(patched);
    }
    return {.detail = {}, .value = std::move(written)};
  }

  DeskResult<std::vector<std::string>> field_names() override {
    return names_in(get("/crm/v3/properties/tickets"), {"results"}, "name");
  }
};

}  // namespace

std::unique_ptr<Desk> make_hubspot(const DeskSettings& settings) {
  return std::make_unique<HubSpot>(settings);
}

}  // namespace portcheck::server
