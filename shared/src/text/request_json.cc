// portcheck.request/1 -> Request; the form is described in portcheck/request.h.
#include "portcheck/request.h"

#include "phone/phone_number.h"
#include "text/clean.h"
#include "text/json_reader.h"

namespace portcheck {
namespace {

using text::JsonValue;
using Type = JsonValue::Type;

std::string_view type_name(Type type) {
  constexpr std::string_view kNames[] = {"null",   "true or false", "a whole number",
                                         "a text", "a list",        "an object"};
  return kNames[static_cast<size_t>(type)];
}

// Reads members one by one; the first mistake stays in `error`.
class Reader {
 public:
  explicit Reader(std::optional<RequestError>& error) : error_(error) {}

  bool fail(std::string where, std::string reason) {
    if (!error_) error_ = RequestError{std::move(where), std::move(reason)};
    return false;
  }

  bool is(const JsonValue& value, Type type, const std::string& where) {
    if (value.type == type) return true;
    return fail(where,
                std::string(type_name(type)) + " is expected, not " + std::string(type_name(value.type)));
  }

  bool known(const JsonValue& object, const std::string& where,
             std::initializer_list<std::string_view> names) {
    for (const auto& [name, value] : object.members) {
      bool found = false;
      for (std::string_view known_name : names) found = found || known_name == name;
      if (!found) return fail(join(where, name), "there is no such member");
    }
    return true;
  }

  void text(const JsonValue& object, const std::string& where, std::string_view name, std::string& out) {
    const JsonValue* value = object.find(name);
    if (value && value->type != Type::null && is(*value, Type::string, join(where, name)))
      out = value->string;
  }

  void boolean(const JsonValue& object, const std::string& where, std::string_view name, bool& out) {
    const JsonValue* value = object.find(name);
    if (value && is(*value, Type::boolean, join(where, name))) out = value->boolean;
  }

  void whole(const JsonValue& object, const std::string& where, std::string_view name, uint64_t least,
             uint64_t most, uint64_t& out) {
    const JsonValue* value = object.find(name);
    if (!value || !is(*value, Type::integer, join(where, name))) return;
    if (value->integer < 0 || static_cast<uint64_t>(value->integer) < least ||
        static_cast<uint64_t>(value->integer) > most) {
      fail(join(where, name), "must be from " + std::to_string(least) + " to " + std::to_string(most));
      return;
    }
    out = static_cast<uint64_t>(value->integer);
  }

  void date(const JsonValue& object, const std::string& where, std::string_view name, Date& out) {
    std::string iso;
    text(object, where, name, iso);
    if (auto read = parse_iso_date(iso)) {
      out = *read;
    } else {
      fail(join(where, name), iso.empty() ? "is missing" : "a date such as 2026-11-22 is expected");
    }
  }

  // A list of at most `most` items; null where it is none.
  const std::vector<JsonValue>* list(const JsonValue& object, const std::string& where, std::string_view name,
                                     size_t most) {
    const JsonValue* value = object.find(name);
    if (!value || !is(*value, Type::array, join(where, name))) return nullptr;
    if (value->items.size() <= most) return &value->items;
    fail(join(where, name), "has more than " + std::to_string(most) + " items");
    return nullptr;
  }

  // `accepts` may rewrite an item; false: `expected` says what it should be.
  void texts(const JsonValue& object, const std::string& where, std::string_view name,
             bool (*accepts)(std::string&), const char* expected, std::vector<std::string>& out) {
    const auto* items = list(object, where, name, limits::kProfileNames);
    if (!items) return;
    out.clear();
    for (const JsonValue& value : *items) {
      const std::string item = at(join(where, name), out.size());
      std::string read = value.string;
      if (!is(value, Type::string, item)) return;
      if (!accepts(read)) {
        fail(item, expected);
        return;
      }
      out.push_back(std::move(read));
    }
  }

  static std::string at(const std::string& where, size_t index) {
    return where + "[" + std::to_string(index) + "]";
  }
  static std::string join(const std::string& where, std::string_view name) {
    return where.empty() ? std::string(name) : where + "." + std::string(name);
  }

 private:
  std::optional<RequestError>& error_;
};

void read_ticket(Reader& reader, const JsonValue& value, Request& out) {
  if (value.type == Type::null || !reader.is(value, Type::object, "ticket")) return;
  if (!reader.known(value, "ticket",
                    {"subject", "description", "reason", "sub_category", "complete", "rejection"}))
    return;
  Ticket& ticket = out.ticket.emplace();
  reader.text(value, "ticket", "subject", ticket.subject);
  reader.text(value, "ticket", "description", ticket.description);
  reader.text(value, "ticket", "reason", ticket.reason);
  reader.text(value, "ticket", "sub_category", ticket.sub_category);
  reader.boolean(value, "ticket", "complete", ticket.complete);
  const JsonValue* rejection = value.find("rejection");
  const std::string where = "ticket.rejection";
  if (!rejection || rejection->type == Type::null || !reader.is(*rejection, Type::object, where) ||
      !reader.known(*rejection, where, {"date", "text"}))
    return;
  Rejection& read = ticket.rejection.emplace();
  reader.date(*rejection, where, "date", read.date);
  reader.text(*rejection, where, "text", read.text);
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

void read_kind(Reader& reader, const JsonValue& value, const std::string& where, Kind& out) {
  std::string kind;
  reader.text(value, where, "kind", kind);
  if (kind.empty()) return;
  if (kind == "auto") {
    out = Kind::automatic;
  } else if (kind == "local") {
    out = Kind::local;
  } else if (kind == "toll-free") {
    out = Kind::toll_free;
  } else {
    reader.fail(Reader::join(where, "kind"), "must be auto, local or toll-free");
  }
}

void read_allotment(Reader& reader, const JsonValue& value, const std::string& where,
                    std::optional<Allotment>& out) {
  if (value.type == Type::null || !reader.is(value, Type::object, where)) return;
  if (!reader.known(value, where, {"used", "total"})) return;
  constexpr uint64_t kMost = 1'000'000'000;
  Allotment read;
  reader.whole(value, where, "used", 0, kMost, read.used);
  reader.whole(value, where, "total", 1, kMost, read.total);
  if (read.total == 0) reader.fail(Reader::join(where, "total"), "is missing");
  out = read;
}

void read_profile(Reader& reader, const JsonValue& value, const std::string& where, Profile& out) {
  constexpr const char* kExpectedName = "a name of at most 1024 bytes is expected";
  read_kind(reader, value, where, out.kind);
  reader.texts(value, where, "campaign_hosts", is_host, "a host name such as invoca.net is expected",
               out.campaign_hosts);
  if (const JsonValue* allotment = value.find("allotment"))
    read_allotment(reader, *allotment, Reader::join(where, "allotment"), out.allotment);
  reader.whole(value, where, "max_numbers", 1, UINT32_MAX, out.max_numbers);
  reader.texts(value, where, "required_columns", is_name, kExpectedName, out.required_columns);
  reader.texts(value, where, "optional_columns", is_name, kExpectedName, out.optional_columns);
  reader.texts(value, where, "marketing_columns", is_name, kExpectedName, out.marketing_columns);
  reader.texts(value, where, "media_types", is_name, kExpectedName, out.media_types);
  reader.boolean(value, where, "standard_media_types", out.standard_media_types);
}

bool known_options(Reader& reader, const JsonValue& value, const std::string& where, std::string_view also) {
  return reader.is(value, Type::object, where) &&
         reader.known(value, where,
                      {"kind", "campaign_hosts", "allotment", "max_numbers", "required_columns",
                       "optional_columns", "marketing_columns", "media_types", "standard_media_types", also});
}

void read_options(Reader& reader, const JsonValue& root, Options& out) {
  for (const char* where : {"profile", "options"}) {
    const JsonValue* value = root.find(where);
    bool profile = *where == 'p';
    if (!value || value->type == Type::null ||
        !known_options(reader, *value, where, profile ? "kind" : "max_findings"))
      continue;
    read_profile(reader, *value, where, out);
    uint64_t max_findings = out.max_findings;
    reader.whole(*value, where, "max_findings", 0, UINT32_MAX, max_findings);
    out.max_findings = static_cast<uint32_t>(max_findings);
  }
}

void read_open_requests(Reader& reader, const JsonValue& root, std::vector<OpenRequest>& out) {
  const auto* items = reader.list(root, "", "open_requests", limits::kOpenRequests);
  if (!items) return;
  for (const JsonValue& value : *items) {
    const std::string where = Reader::at("open_requests", out.size());
    if (!reader.is(value, Type::object, where) || !reader.known(value, where, {"ticket", "numbers"})) return;
    OpenRequest& open = out.emplace_back();
    reader.text(value, where, "ticket", open.ticket);
    const auto* numbers = reader.list(value, where, "numbers", SIZE_MAX);
    if (!numbers) return;
    for (const JsonValue& number : *numbers) {
      phone::PhoneNumber read;
      if (number.type != Type::string || !phone::parse_ordinary(number.string, read)) {
        reader.fail(Reader::at(where + ".numbers", open.numbers.size()), "ten digits are expected as a text");
        return;
      }
      open.numbers.push_back(read.digits);
    }
  }
}

void read_files(Reader& reader, const JsonValue& root, std::vector<InputFile>& out) {
  const auto* items = reader.list(root, "", "files", limits::kFiles);
  if (!items) return;
  for (const JsonValue& item : *items) {
    const std::string where = Reader::at("files", out.size());
    if (!reader.is(item, Type::object, where) || !reader.known(item, where, {"name", "sha256"})) return;
    InputFile& file = out.emplace_back();
    reader.text(item, where, "name", file.name);
    reader.text(item, where, "sha256", file.sha256);
    if (file.name.size() > limits::kFileNameBytes) reader.fail(where + ".name", "is longer than 1024 bytes");
    bool hex = file.sha256.empty() || file.sha256.size() == 64;
    for (char c : file.sha256) hex = hex && (text::is_digit(c) || (c >= 'a' && c <= 'f'));
    if (!hex) reader.fail(where + ".sha256", "64 lower-case hexadecimal digits are expected");
  }
}

std::optional<RequestError> parse_root(std::string_view json, JsonValue& root) {
  if (json.size() > limits::kRequestBytes) return RequestError{"", "the request is larger than 1 MiB"};
  if (auto broken = text::parse_json(json, root))
    return RequestError{"byte " + std::to_string(broken->offset), std::string(broken->reason)};
  return std::nullopt;
}

}  // namespace

std::optional<RequestError> parse_request(std::string_view json, Request& out) {
  out = Request();
  JsonValue root;
  std::optional<RequestError> error = parse_root(json, root);
  Reader reader(error);
  if (error || !reader.is(root, Type::object, "request") ||
      !reader.known(root, "", {"today", "ticket", "profile", "options", "open_requests", "files"})) {
    return error;
  }
  reader.date(root, "", "today", out.today);
  if (const JsonValue* ticket = root.find("ticket")) read_ticket(reader, *ticket, out);
  read_options(reader, root, out.options);
  read_open_requests(reader, root, out.open_requests);
  read_files(reader, root, out.files);
  return error;
}

std::optional<RequestError> parse_profile(std::string_view json, Profile& out) {
  JsonValue root;
  std::optional<RequestError> error = parse_root(json, root);
  Reader reader(error);
  if (!error && known_options(reader, root, "profile", "kind")) read_profile(reader, root, "profile", out);
  return error;
}

}  // namespace portcheck
