// portcheck.request/1 -> Request; the form is described in portcheck/request.h.
#include "portcheck/request.h"
#include "text/clean.h"
#include "text/json_reader.h"

namespace portcheck {
namespace {

using text::JsonValue;
using Type = JsonValue::Type;

constexpr size_t kHosts = 100;

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

  static std::string join(const std::string& where, std::string_view name) {
    return where.empty() ? std::string(name) : where + "." + std::string(name);
  }

 private:
  std::optional<RequestError>& error_;
};

void read_ticket(Reader& reader, const JsonValue& value, Request& out) {
  if (value.type == Type::null || !reader.is(value, Type::object, "ticket")) return;
  if (!reader.known(value, "ticket", {"subject", "description", "reason", "sub_category", "complete"}))
    return;
  Ticket& ticket = out.ticket.emplace();
  reader.text(value, "ticket", "subject", ticket.subject);
  reader.text(value, "ticket", "description", ticket.description);
  reader.text(value, "ticket", "reason", ticket.reason);
  reader.text(value, "ticket", "sub_category", ticket.sub_category);
  reader.boolean(value, "ticket", "complete", ticket.complete);
}

void read_hosts(Reader& reader, const JsonValue& value, std::vector<std::string>& out) {
  const std::string where = "options.campaign_hosts";
  if (!reader.is(value, Type::array, where)) return;
  if (value.items.size() > kHosts) {
    reader.fail(where, "at most " + std::to_string(kHosts) + " hosts are taken");
    return;
  }
  out.clear();
  for (size_t i = 0; i < value.items.size(); ++i) {
    std::string item = where + "[" + std::to_string(i) + "]";
    if (!reader.is(value.items[i], Type::string, item)) return;
    std::string host;
    for (char c : value.items[i].string) {
      if (!text::is_alnum(c) && c != '.' && c != '-') {
        reader.fail(item, "a host name such as invoca.net is expected");
        return;
      }
      host += text::lower(c);
    }
    if (host.empty()) {
      reader.fail(item, "a host name such as invoca.net is expected");
      return;
    }
    out.push_back(std::move(host));
  }
}

void read_options(Reader& reader, const JsonValue& value, Options& out) {
  if (value.type == Type::null || !reader.is(value, Type::object, "options")) return;
  if (!reader.known(value, "options", {"kind", "max_findings", "campaign_hosts", "allotment"})) return;
  std::string kind = "auto";
  reader.text(value, "options", "kind", kind);
  if (kind == "local") {
    out.kind = Kind::local;
  } else if (kind == "toll-free") {
    out.kind = Kind::toll_free;
  } else if (kind != "auto") {
    reader.fail("options.kind", "must be auto, local or toll-free");
  }
  uint64_t max_findings = out.max_findings;
  reader.whole(value, "options", "max_findings", 0, UINT32_MAX, max_findings);
  out.max_findings = static_cast<uint32_t>(max_findings);
  if (const JsonValue* hosts = value.find("campaign_hosts")) read_hosts(reader, *hosts, out.campaign_hosts);
  const JsonValue* allotment = value.find("allotment");
  if (!allotment || allotment->type == Type::null ||
      !reader.is(*allotment, Type::object, "options.allotment"))
    return;
  if (!reader.known(*allotment, "options.allotment", {"used", "total"})) return;
  constexpr uint64_t kMost = 1'000'000'000;
  Allotment read;
  reader.whole(*allotment, "options.allotment", "used", 0, kMost, read.used);
  reader.whole(*allotment, "options.allotment", "total", 1, kMost, read.total);
  if (read.total == 0) reader.fail("options.allotment.total", "is missing");
  out.allotment = read;
}

void read_files(Reader& reader, const JsonValue& value, std::vector<InputFile>& out) {
  if (!reader.is(value, Type::array, "files")) return;
  if (value.items.size() > limits::kFiles) {
    reader.fail("files", "at most " + std::to_string(limits::kFiles) + " files are taken");
    return;
  }
  for (size_t i = 0; i < value.items.size(); ++i) {
    std::string where = "files[" + std::to_string(i) + "]";
    const JsonValue& item = value.items[i];
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

}  // namespace

std::optional<RequestError> parse_request(std::string_view json, Request& out) {
  out = Request();
  if (json.size() > limits::kRequestBytes) return RequestError{"", "the request is larger than 1 MiB"};
  JsonValue root;
  if (auto broken = text::parse_json(json, root)) {
    return RequestError{"byte " + std::to_string(broken->offset), std::string(broken->reason)};
  }
  std::optional<RequestError> error;
  Reader reader(error);
  if (!reader.is(root, Type::object, "request") ||
      !reader.known(root, "", {"today", "ticket", "options", "files"})) {
    return error;
  }
  std::string today;
  reader.text(root, "", "today", today);
  if (auto date = parse_iso_date(today)) {
    out.today = *date;
  } else {
    reader.fail("today", today.empty() ? "is missing" : "a date such as 2026-11-22 is expected");
  }
  if (const JsonValue* ticket = root.find("ticket")) read_ticket(reader, *ticket, out);
  if (const JsonValue* options = root.find("options")) read_options(reader, *options, out.options);
  if (const JsonValue* files = root.find("files")) read_files(reader, *files, out.files);
  return error;
}

}  // namespace portcheck
