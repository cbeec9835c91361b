#include "server/desk/remote_desk.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "server/desk/category.h"
#include "server/desk/note_form.h"
#include "server/webhook/crypto.h"
#include "server/webhook/standard_webhooks.h"

namespace portcheck::server {
namespace {

constexpr int kWriteAttempts = 4;  // against others who change the ticket at the same moment

OutboundPolicy policy_of(const DeskShape& shape, const DeskSettings& settings) {
  OutboundPolicy out{.base_url = settings.base_url,
                     .file_hosts = settings.file_hosts,
                     .private_addresses = settings.private_addresses,
                     .plain_http = settings.plain_http,
                     .ca_file = settings.ca_file,
                     .timeout = settings.request_timeout,
                     .file_timeout = settings.file_timeout,
                     .requests_per_minute = settings.requests_per_minute};
  while (out.base_url.ends_with('/')) out.base_url.pop_back();
  for (const std::string_view host : shape.file_hosts) {
    if (!host.empty()) out.file_hosts.emplace_back(host);
  }
  return out;
}

DeskSettings with_defaults(const DeskShape& shape, DeskSettings settings) {
  for (const auto& [field, standard] : {std::pair{&settings.reason_field, shape.reason_field},
                                        std::pair{&settings.sub_category_field, shape.sub_category_field},
                                        std::pair{&settings.result_field, shape.result_field},
                                        std::pair{&settings.tags_field, shape.tags_field}}) {
    if (field->empty()) *field = standard;
  }
  return settings;
}

const SignatureScheme& scheme_of(const DeskShape& shape, const DeskSettings& settings) {
  const SignatureScheme* found = find_scheme(settings.signature.empty() ? shape.scheme : settings.signature);
  return found != nullptr ? *found : kStandardWebhooks;
}

// Standard Webhooks writes keys as "whsec_" and base64; some of its senders, and all others, sign with the
// text.
std::vector<std::string> keys_of(const SignatureScheme& scheme, const std::vector<std::string>& secrets) {
  std::vector<std::string> out;
  for (const std::string& secret : secrets) {
    const auto decoded =
        &scheme == &kStandardWebhooks ? decode_webhook_secret(secret) : std::optional<std::string>();
    out.push_back(decoded.value_or(secret));
  }
  return out;
}

// Whether a check of `a` holds for `b`.
bool same_input(const DeskTicket& a, const DeskTicket& b) {
  const auto same_file = [](const Attachment& x, const Attachment& y) {
    return x.id == y.id && x.name == y.name && x.sha256 == y.sha256 && x.size == y.size;
  };
  return a.subject == b.subject && a.description == b.description && a.reason == b.reason &&
         a.sub_category == b.sub_category &&
         std::equal(a.attachments.begin(), a.attachments.end(), b.attachments.begin(), b.attachments.end(),
                    same_file);
}

bool has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

RemoteDesk::RemoteDesk(const DeskShape& shape, DeskSettings settings)
    : shape_(shape),
      settings_(with_defaults(shape, std::move(settings))),
      scheme_(scheme_of(shape, settings_)),
      keys_(keys_of(scheme_, settings_.webhook_secrets)),
      http_(policy_of(shape, settings_), [this] { return credentials(); }),
      account_(settings_.account) {}

Verified RemoteDesk::verify(const WebhookRequest& request, std::chrono::sys_seconds now) const {
  return verify_signature(scheme_, keys_, request, now, settings_.public_url);
}

DeskResult<std::vector<TicketEvent>> RemoteDesk::decode(const WebhookRequest& request) const {
  using Events = std::vector<TicketEvent>;
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object() && !body.is_array())
    return desk_failure<Events>(DeskError::refused, "the body is not JSON");
  auto found = events(body, request);
  if (!found.ok()) return found;
  Events ours;
  for (TicketEvent& one : found.value) {
    if (is_ours(one.actor)) continue;
    if (!is_ticket_id(shape_.id, one.ticket_id))
      return desk_failure<Events>(DeskError::refused, "it names no ticket");
    if (one.dedupe_key.empty()) one.dedupe_key = random_hex(16);
    ours.push_back(std::move(one));
  }
  return {.detail = {}, .value = std::move(ours)};
}

DeskResult<DeskTicket> RemoteDesk::read_ticket(const std::string& ticket_id) {
  if (!is_ticket_id(shape_.id, ticket_id))
    return desk_failure<DeskTicket>(DeskError::gone, "not a ticket's id");
  if (auto learned = learn_account(); !learned.ok()) return passed_on<DeskTicket>(learned);
  return read(ticket_id);
}

DeskResult<Nothing> RemoteDesk::download(const DeskTicket&, const Attachment& attachment,
                                         const std::function<bool(std::string_view)>& sink) {
  HttpCall call;
  call.url = attachment.url;
  call.sink = sink;
  const auto got = http_.call(call);
  if (got.ok()) return {};
  return passed_on<Nothing>(got);
}

RemoteDesk::Change RemoteDesk::change_for(const DeskTicket& ticket, const Annotation& annotation) const {
  Change change{.marker = annotation.marker, .verdict = annotation.result};
  const std::string mark = note_mark(annotation.marker);
  const std::string latest = ticket.notes.empty() ? std::string() : ticket.notes.back().marker;
  const bool edits = (shape_.edits || has_switch("edit_articles")) && !has_switch("no_edit");
  change.note = shape_.keeps_marker || latest != marker_in(mark);
  if (change.note && shape_.keeps_marker) {
    change.html = annotation.note_html;
    change.text = annotation.note_text;
  } else if (change.note) {
    if (edits) change.note_id = ticket.notes.empty() ? annotation.known_note : ticket.notes.back().id;
    const std::string before =
        !ticket.notes.empty() && !edits ? "This replaces PortCheck's earlier notes on this ticket." : "";
    change.title = "PortCheck " + mark;
    change.text = text_note(plain(annotation.note_text), before, mark, shape_.note_max);
    change.html = html_note(annotation.note_html, before, mark, shape_.note_max);
    if (shape_.takes_files && settings_.attach_sheets) change.files = annotation.files;
  }
  if (!settings_.result_field.empty()) {
    const std::string wanted = result_value(annotation.result);
    if (ticket.result != wanted) change.result = wanted;
  }
  change.tags = ticket.tags;
  for (const std::string& tag : annotation.drop_tags) {
    if (!has(ticket.tags, tag)) continue;
    change.drop_tags.push_back(tag);
    change.tags.erase(std::find(change.tags.begin(), change.tags.end(), tag));
  }
  for (const std::string& tag : annotation.add_tags) {
    if (has(change.tags, tag)) continue;
    change.add_tags.push_back(tag);
    change.tags.push_back(tag);
  }
  return change;
}

DeskResult<Written> RemoteDesk::annotate(const DeskTicket& given, const Annotation& annotation) {
  DeskTicket ticket = given;
  for (int attempt = 0; attempt < kWriteAttempts; ++attempt) {
    Change change = change_for(ticket, annotation);
    const std::string known = ticket.notes.empty() ? annotation.known_note : ticket.notes.back().id;
    if (!change.note && !change.fields()) return {.detail = {}, .value = {.note_id = known}};
    auto written = write(ticket, change);
    if (written.error == DeskError::gone && !change.note_id.empty()) {  // somebody deleted our note
      change.note_id.clear();
      written = write(ticket, change);
    }
    if (written.error != DeskError::conflict) {
      if (written.ok() && written.value.note_id.empty() && !change.note) written.value.note_id = known;
      return written;
    }
    auto present = read(ticket.id);
    if (!present.ok()) return passed_on<Written>(present);
    if (!same_input(ticket, present.value))
      return desk_failure<Written>(DeskError::conflict, "the ticket has changed");
    ticket = std::move(present.value);
  }
  return desk_failure<Written>(DeskError::conflict, "the ticket keeps changing");
}

DeskResult<HeaderLines> RemoteDesk::credentials() {
  const DeskSettings& s = settings_;
  const auto basic = [](const std::string& pair) { return "Authorization: Basic " + base64_encode(pair); };
  std::string line = "Authorization: Bearer " + s.token;
  switch (shape_.auth) {
    case ApiAuth::bearer:
    case ApiAuth::oauth_client:
      break;
    case ApiAuth::basic_or_bearer:
      if (!s.user.empty()) line = basic(s.user + ":" + s.token);
      break;
    case ApiAuth::zendesk:
      if (!s.user.empty()) line = basic(s.user + "/token:" + s.token);
      break;
    case ApiAuth::key_as_user:
      line = basic(s.token + ":X");
      break;
    case ApiAuth::token_equals:
      line = "Authorization: Token token=" + s.token;
      break;
    case ApiAuth::token_word:
      line = "Authorization: token " + s.token;
      break;
  }
  return {.detail = {}, .value = {line}};
}

DeskResult<Json> RemoteDesk::answer_of(const HttpCall& call, std::string* etag) {
  auto got = http_.call(call);
  if (!got.ok()) return passed_on<Json>(got);
  if (etag != nullptr) *etag = got.value.header("etag");
  DeskResult<Json> out;
  if (got.value.body.empty()) return out;  // 204
  out.value = Json::parse(got.value.body, nullptr, false);
  // A proxy's page, or an answer that was cut: it passes.
  if (out.value.is_discarded()) return desk_failure<Json>(DeskError::unavailable, "the answer is not JSON");
  return out;
}

DeskResult<Json> RemoteDesk::get(const std::string& path, std::string* etag) {
  HttpCall call;
  call.url = path;
  call.headers = {"Accept: application/json"};
  return answer_of(call, etag);
}

DeskResult<std::vector<std::string>> RemoteDesk::names_in(const DeskResult<Json>& answer, JsonPath list,
                                                          const char* name) {
  if (!answer.ok()) return passed_on<std::vector<std::string>>(answer);
  DeskResult<std::vector<std::string>> out;
  for (const Json& one : list_at(answer.value, list)) out.value.push_back(text_at(one, {name}));
  return out;
}

DeskResult<Json> RemoteDesk::send(const std::string& method, const std::string& path, const Json& body,
                                  const HeaderLines& headers) {
  HttpCall call;
  call.method = method;
  call.url = path;
  call.headers = headers;
  call.headers.emplace_back("Accept: application/json");
  call.content_type = "application/json";
  call.body = dumped(body);
  return answer_of(call);
}

DeskResult<Json> RemoteDesk::post_form(const std::string& path, const std::vector<FormPart>& parts,
                                       const HeaderLines& headers) {
  HttpCall call;
  call.method = "POST";
  call.url = path;
  call.headers = headers;
  call.headers.emplace_back("Accept: application/json");
  call.body = form_body(parts, call.content_type);
  return answer_of(call);
}

std::string RemoteDesk::account() const {
  const std::lock_guard lock(mutex_);
  return account_;
}

bool RemoteDesk::is_ours(const std::string& author) const {
  return !author.empty() && author == account();
}

DeskResult<Nothing> RemoteDesk::learn_account() {
  if (!account().empty() || shape_.me_path.empty()) return {};
  auto me = get(std::string(shape_.me_path));
  if (!me.ok()) return passed_on<Nothing>(me);
  const Json* at = &me.value;
  std::string_view rest = shape_.me_field;
  while (!rest.empty()) {
    const size_t dot = rest.find('.');
    at = &member(*at, {rest.substr(0, dot)});
    rest.remove_prefix(dot == std::string_view::npos ? rest.size() : dot + 1);
  }
  const std::lock_guard lock(mutex_);
  account_ = text_of(*at);
  return {};
}

bool RemoteDesk::take_note(DeskTicket& ticket, const std::string& id, const std::string& author,
                           bool internal, std::string_view body) const {
  const std::string me = account();
  if (!internal || (!me.empty() && author != me)) return false;
  const std::string marker = marker_in(body);
  if (marker.empty()) return false;
  ticket.notes.push_back({.id = id, .marker = marker});
  return true;
}

TicketEvent RemoteDesk::event(std::string ticket_id, std::string kind, std::string actor,
                              std::string key) const {
  return {.desk = settings_.name,
          .ticket_id = std::move(ticket_id),
          .dedupe_key = std::move(key),
          .kind = std::move(kind),
          .actor = std::move(actor)};
}

bool RemoteDesk::concerns_us(const std::string& reason, const std::string& sub_category,
                             const std::string& result) const {
  return !result.empty() ||
         (same_category(reason, settings_.reason) && same_category(sub_category, settings_.sub_category));
}

std::string RemoteDesk::result_value(const std::string& verdict) const {
  return verdict == "ready"             ? settings_.result_ready
         : verdict == "needs_attention" ? settings_.result_needs_attention
         : verdict == "blocked"         ? settings_.result_blocked
                                        : verdict;
}

bool RemoteDesk::has_switch(std::string_view name) const {
  return std::find(settings_.switches.begin(), settings_.switches.end(), name) != settings_.switches.end();
}

std::string iso_time(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 80> out{};
  const int size =
      std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                    static_cast<int>(clock.seconds().count()));
  return {out.data(), static_cast<size_t>(size)};
}

TimeCursor TimeCursor::parse(const std::string& text, std::chrono::sys_seconds now) {
  if (text.empty()) return {.since = iso_time(now)};
  const size_t bar = text.find('|');
  TimeCursor out{.since = text.substr(0, bar)};
  if (bar != std::string::npos) out.page = std::max(1, std::atoi(text.c_str() + bar + 1));
  return out;
}

std::string TimeCursor::next(const std::string& last, bool full) const {
  if (last.empty() || last == since) return full ? since + "|" + std::to_string(page + 1) : since;
  return last;
}

}  // namespace portcheck::server
