// portcheck.request/1 -> Request; the form is described in portcheck/request.h.
#include "portcheck/request.h"

#include "text/clean.h"
#include "text/decimal.h"
#include "text/json_members.h"

namespace portcheck {
namespace {

using text::JsonValue;
using Type = JsonValue::Type;
using Reader = text::JsonMembers;

void read_rejection(Reader& reader, const JsonValue& value, Rejection& out) {
  if (!reader.object(value, "date|text")) return;
  reader.date(value, "date", out.date);
  reader.text(value, "text", out.text);
}

void read_ticket(Reader& reader, const JsonValue& value, Ticket& out) {
  if (!reader.object(value, "subject|description|reason|sub_category|complete|rejection")) return;
  reader.text(value, "subject", out.subject);
  reader.text(value, "description", out.description);
  reader.text(value, "reason", out.reason);
  reader.text(value, "sub_category", out.sub_category);
  reader.boolean(value, "complete", out.complete);
  size_t mark = 0;
  if (const JsonValue* rejection = reader.member(value, "rejection", mark))
    read_rejection(reader, *rejection, out.rejection.emplace());
  reader.leave(mark);
}

bool is_host(std::string& host) {
  for (char& c : host) {
    if (!text::is_alnum(c) && c != '.' && c != '-') return false;
    c = text::lower(c);
  }
  return !host.empty();
}

bool is_name(std::string& name) {
  constexpr size_t kLongest = 1024;  // bytes: four of each of a column name's 255 characters
  return name.size() <= kLongest && !text::fold_name(name).empty();
}

void read_kind(Reader& reader, const JsonValue& object, Kind& out) {
  size_t mark = 0;
  if (const JsonValue* value = reader.member(object, "kind", Type::string, mark)) {
    if (value->string == "auto") {
      out = Kind::automatic;
    } else if (value->string == "local") {
      out = Kind::local;
    } else if (value->string == "toll-free") {
      out = Kind::toll_free;
    } else {
      reader.fail("must be auto, local or toll-free");
    }
  }
  reader.leave(mark);
}

void read_allotment(Reader& reader, const JsonValue& object, std::optional<Allotment>& out) {
  size_t mark = 0;
  const JsonValue* value = reader.member(object, "allotment", mark);
  if (value && reader.object(*value, "used|total")) {
    constexpr int64_t kMost = 1'000'000'000;
    Allotment read;
    reader.whole(*value, "used", 0, kMost, read.used);
    reader.whole(*value, "total", 1, kMost, read.total);
    size_t inner = reader.enter("total");
    if (read.total == 0) reader.fail("is missing");
    reader.leave(inner);
    out = read;
  }
  reader.leave(mark);
}

struct TextsMember {
  const char* name;
  std::vector<std::string> Profile::*out;
};
constexpr TextsMember kTexts[] = {
    {"campaign_hosts", &Profile::campaign_hosts},     {"required_columns", &Profile::required_columns},
    {"optional_columns", &Profile::optional_columns}, {"marketing_columns", &Profile::marketing_columns},
    {"media_types", &Profile::media_types},
};

void read_texts(Reader& reader, const JsonValue& object, const TextsMember& member, Profile& profile) {
  bool hosts = &member == kTexts;
  const JsonValue* there = object.find(member.name);
  if (!there || there->type == Type::null) return;
  std::vector<std::string> read;
  reader.list(object, member.name, limits::kProfileNames, [&](const JsonValue& item) {
    if (!reader.is(item, Type::string)) return;
    std::string& name = read.emplace_back(item.string);
    if (!(hosts ? is_host : is_name)(name))
      reader.fail(hosts ? "a host name such as invoca.net is expected"
                        : "a name of at most 1024 bytes is expected");
  });
  profile.*member.out = std::move(read);
}

constexpr char kProfile[] =
    "kind|allotment|max_numbers|standard_media_types|"
    "campaign_hosts|required_columns|optional_columns|marketing_columns|media_types";
constexpr char kOptions[] =
    "max_findings|kind|allotment|max_numbers|standard_media_types|"
    "campaign_hosts|required_columns|optional_columns|marketing_columns|media_types";

// `names` are the members that the object may have.
void read_profile(Reader& reader, const JsonValue& value, const char* names, Profile& out) {
  if (!reader.object(value, names)) return;
  read_kind(reader, value, out.kind);
  read_allotment(reader, value, out.allotment);
  reader.whole(value, "max_numbers", 1, UINT32_MAX, out.max_numbers);
  reader.boolean(value, "standard_media_types", out.standard_media_types);
  for (const TextsMember& member : kTexts) read_texts(reader, value, member, out);
}

void read_open_request(Reader& reader, const JsonValue& value, OpenRequest& out) {
  if (!reader.object(value, "ticket|numbers")) return;
  reader.text(value, "ticket", out.ticket);
  reader.list(value, "numbers", SIZE_MAX,
              [&](const JsonValue& number) { out.numbers.push_back(reader.ten_digits(number)); });
}

void read_file(Reader& reader, const JsonValue& value, InputFile& out) {
  if (!reader.object(value, "name|sha256")) return;
  reader.text(value, "name", out.name);
  reader.text(value, "sha256", out.sha256);
  size_t mark = reader.enter("name");
  if (out.name.size() > limits::kFileNameBytes) reader.fail("is longer than 1024 bytes");
  reader.leave(mark);
  bool hex = out.sha256.empty() || out.sha256.size() == 64;
  for (char c : out.sha256) hex = hex && (text::is_digit(c) || (c >= 'a' && c <= 'f'));
  reader.enter("sha256");
  if (!hex) reader.fail("64 lower-case hexadecimal digits are expected");
  reader.leave(mark);
}

void read_root(Reader& reader, const JsonValue& root, Request& out) {
  if (!reader.object(root, "today|ticket|profile|options|open_requests|files")) return;
  reader.date(root, "today", out.today);
  size_t mark = 0;
  if (const JsonValue* ticket = reader.member(root, "ticket", mark))
    read_ticket(reader, *ticket, out.ticket.emplace());
  reader.leave(mark);
  if (const JsonValue* profile = reader.member(root, "profile", mark))
    read_profile(reader, *profile, kProfile, out.options);
  reader.leave(mark);
  if (const JsonValue* options = reader.member(root, "options", mark)) {
    uint64_t max_findings = out.options.max_findings;
    read_profile(reader, *options, kOptions, out.options);
    reader.whole(*options, "max_findings", 0, UINT32_MAX, max_findings);
    out.options.max_findings = static_cast<uint32_t>(max_findings);
  }
  reader.leave(mark);
  reader.list(root, "open_requests", limits::kOpenRequests, [&](const JsonValue& item) {
    read_open_request(reader, item, out.open_requests.emplace_back());
  });
  reader.list(root, "files", limits::kFiles,
              [&](const JsonValue& item) { read_file(reader, item, out.files.emplace_back()); });
}

std::optional<RequestError> parse_root(std::string_view json, JsonValue& root) {
  if (json.size() > limits::kRequestBytes) return RequestError{"", "the request is larger than 1 MiB"};
  if (auto broken = text::parse_json(json, root))
    return RequestError{"byte " + text::decimal(broken->offset), std::string(broken->reason)};
  return std::nullopt;
}

}  // namespace

std::optional<RequestError> parse_request(std::string_view json, Request& out, const Profile& profile) {
  out = Request();
  static_cast<Profile&>(out.options) = profile;
  JsonValue root;
  std::optional<RequestError> error = parse_root(json, root);
  Reader reader(error);
  if (error) return error;
  if (root.type == Type::object) {
    read_root(reader, root, out);
  } else {
    reader.enter("request");
    reader.is(root, Type::object);
  }
  return error;
}

std::optional<RequestError> parse_profile(std::string_view json, Profile& out) {
  JsonValue root;
  std::optional<RequestError> error = parse_root(json, root);
  Reader reader(error);
  reader.enter("profile");
  if (!error) read_profile(reader, root, kProfile, out);
  return error;
}

}  // namespace portcheck
