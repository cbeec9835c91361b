#include "server/config/settings.h"

#include <charconv>
#include <limits>
#include <optional>

#include "portcheck/request.h"
#include "server/desk/shape.h"
#include "server/observe/log.h"
#include "server/webhook/signature.h"
#include "server/webhook/standard_webhooks.h"
#include "server/worker/today.h"

namespace portcheck::server {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Unit {
  std::string_view name;
  uint64_t factor;
};
constexpr Unit kDurationUnits[] = {{"ms", 1}, {"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}};
constexpr Unit kSizeUnits[] = {{"KiB", 1U << 10}, {"MiB", 1U << 20}, {"GiB", 1U << 30}};

template <size_t N>
std::optional<uint64_t> parse_with_unit(std::string_view text, const Unit (&units)[N]) {
  uint64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc{} || number > uint64_t{1} << 32) return std::nullopt;
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  for (const Unit& one : units) {
    if (one.name == unit) return number * one.factor;
  }
  return std::nullopt;
}

std::string shown(Milliseconds value) {
  for (size_t i = std::size(kDurationUnits); i-- > 1;) {
    const auto factor = static_cast<int64_t>(kDurationUnits[i].factor);
    if (value.count() != 0 && value.count() % factor == 0) {
      return std::to_string(value.count() / factor).append(kDurationUnits[i].name);
    }
  }
  return std::to_string(value.count()) + "ms";
}

std::string shown_size(uint64_t value) {
  for (size_t i = std::size(kSizeUnits); i-- > 0;) {
    if (value % kSizeUnits[i].factor == 0)
      return std::to_string(value / kSizeUnits[i].factor).append(kSizeUnits[i].name);
  }
  return std::to_string(value);
}

using Accepts = bool (*)(const std::string&);

bool anything(const std::string&) {
  return true;
}
bool not_empty(const std::string& text) {
  return !text.empty();
}

bool is_secret(const std::string& text) {
  for (const char c : text) {
    if (c < 0x21 || c > 0x7e) return false;
  }
  return text.empty() || text.size() >= 16;
}

bool is_url(const std::string& text, bool with_path) {
  const size_t scheme = text.rfind("http://", 0) == 0 ? 7 : text.rfind("https://", 0) == 0 ? 8 : 0;
  if (scheme == 0 || text.size() == scheme) return false;
  const std::string rest = text.substr(scheme);
  return rest.find_first_of(with_path ? " ?#@" : " ?#@/") == std::string::npos;
}
bool is_origin(const std::string& text) {
  return is_url(text, false);
}
bool is_base_url(const std::string& text) {
  return text.empty() || is_url(text, true);
}
bool is_origin_and_path(const std::string& text) {
  return is_url(text, true);
}
bool is_version(const std::string& text) {
  return text.find_first_not_of("v.0123456789") == std::string::npos;
}
bool is_webhook_secret(const std::string& text) {
  return decode_webhook_secret(text).has_value();
}
bool is_time_zone(const std::string& text) {
  return TimeZone::known(text);
}
bool is_level(const std::string& text) {
  return parse_log_level(text).has_value();
}

// `field(config)` is where the value goes.
template <class Target = Config, class Field>
SettingOf<Target> text(std::string_view key, std::string allowed, Accepts accepts, Field field,
                       bool secret = false) {
  return {key, SettingKind::text, std::move(allowed), secret, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<std::string>(&node.value);
            if (value == nullptr || !accepts(*value)) return false;
            field(config) = *value;
            return true;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> list(std::string_view key, std::string allowed, Accepts accepts, Field field,
                       bool secret = false) {
  return {key, SettingKind::list, std::move(allowed), secret, [=](Target& config, const JsonNode& node) {
            const auto* items = std::get_if<JsonNode::Array>(&node.value);
            if (items == nullptr) return false;
            std::vector<std::string> values;
            for (const JsonNode& item : *items) {
              const auto* value = std::get_if<std::string>(&item.value);
              if (value == nullptr || !accepts(*value)) return false;
              values.push_back(*value);
            }
            field(config) = std::move(values);
            return true;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> boolean(std::string_view key, Field field) {
  return {key, SettingKind::boolean, "true or false", false, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<bool>(&node.value);
            if (value != nullptr) field(config) = *value;
            return value != nullptr;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> whole(std::string_view key, int64_t low, int64_t high, Field field) {
  std::string allowed = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  return {key, SettingKind::whole, std::move(allowed), false, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<int64_t>(&node.value);
            if (value == nullptr || *value < low || *value > high) return false;
            auto& target = field(config);
            target = static_cast<std::remove_reference_t<decltype(target)>>(*value);
            return true;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> duration(std::string_view key, Milliseconds low, Milliseconds high, Field field) {
  std::string allowed = "a time from \"" + shown(low) + "\" to \"" + shown(high) + "\", with ms, s, min or h";
  return {key, SettingKind::duration, std::move(allowed), false, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<std::string>(&node.value);
            const auto parsed = value == nullptr ? std::nullopt : parse_duration(*value);
            if (!parsed || *parsed < low || *parsed > high) return false;
            field(config) = *parsed;
            return true;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> size(std::string_view key, uint64_t low, uint64_t high, Field field) {
  std::string allowed =
      "a size from \"" + shown_size(low) + "\" to \"" + shown_size(high) + "\", with KiB, MiB or GiB";
  return {key, SettingKind::size, std::move(allowed), false, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<std::string>(&node.value);
            const auto parsed = value == nullptr ? std::nullopt : parse_size(*value);
            if (!parsed || *parsed < low || *parsed > high) return false;
            field(config) = *parsed;
            return true;
          }};
}

// A profile, kept as the JSON that the engine reads.
template <class Target = Config, class Field>
SettingOf<Target> profile(std::string_view key, Field field) {
  const std::string allowed = "an object as portcheck.request's \"profile\" (shared/README.md)";
  return {key, SettingKind::object, allowed, false, [=](Target& config, const JsonNode& node) {
            if (!std::holds_alternative<JsonNode::Object>(node.value)) return false;
            const std::string json = to_json(node);
            Profile checked;
            if (json != "{}" && parse_profile(json, checked)) return false;
            field(config) = json == "{}" ? std::string() : json;
            return true;
          }};
}

constexpr uint64_t kMiB = uint64_t{1} << 20;

bool is_api_secret(const std::string& text) {
  for (const char c : text) {
    if (c < 0x21 || c > 0x7e) return false;
  }
  return true;
}
bool is_desk_secret(const std::string& text) {
  return !text.empty() && is_secret(text);
}
bool is_kind(const std::string& text) {
  return find_shape(text) != nullptr;
}
bool is_signature(const std::string& text) {
  return text.empty() || find_scheme(text) != nullptr;
}
bool is_host(const std::string& text) {
  return text.find('.') != std::string::npos && text.find_first_of("/:@*? ") == std::string::npos &&
         text.front() != '.';
}
bool is_language(const std::string& text) {
  return text.empty() || text == "en" || text == "es" || text == "fr";
}

std::string kinds() {
  std::string out;
  for (const DeskShape& shape : kDeskShapes)
    out += (out.empty() ? "\"" : ", \"") + std::string(shape.kind) + '"';
  return out;
}

std::string schemes() {
  std::string out = "empty for the desk's own";
  for (const SignatureScheme& scheme : kSchemes) out += ", \"" + std::string(scheme.name) + '"';
  return out;
}

std::vector<Setting> make_settings() {
  const std::string kSecretText = "empty, or at least 16 printable characters without spaces";
  return {
      text(
          "data_dir", "a folder", not_empty, [](Config & c) -> auto& { return c.data_dir; }),
      text(
          "time_zone",
          "\"UTC\", an offset such as \"-05:00\", or a zone of this machine such as \"America/New_York\"",
          is_time_zone, [](Config & c) -> auto& { return c.time_zone; }),

      text(
          "server.bind", "an address of this machine, such as \"127.0.0.1\" or \"0.0.0.0\"", not_empty,
          [](Config & c) -> auto& { return c.server.bind; }),
      whole(
          "server.port", 0, 65535, [](Config & c) -> auto& { return c.server.port; }),
      whole(
          "server.threads", 4, 256, [](Config & c) -> auto& { return c.server.threads; }),
      text(
          "server.web_root", "a folder, or empty for no pages", anything,
          [](Config & c) -> auto& { return c.server.web_root; }),
      list(
          "server.cors_origins", "a list of origins such as \"https://support.example.com\"", is_origin,
          [](Config & c) -> auto& { return c.server.cors_origins; }),
      size(
          "server.upload_max", kMiB, 256 * kMiB,
          [](Config & c) -> auto& { return c.server.upload_max_bytes; }),
      whole(
          "server.check_concurrency", 1, 64, [](Config & c) -> auto& { return c.server.check_concurrency; }),
      text(
          "server.admin_token", kSecretText, is_secret,
          [](Config & c) -> auto& { return c.server.admin_token; }, true),
      duration(
          "server.stop_timeout", seconds{1}, minutes{10},
          [](Config & c) -> auto& { return c.server.stop_timeout; }),

      duration(
          "queue.coalesce_delay", Milliseconds{0}, minutes{1},
          [](Config & c) -> auto& { return c.queue.coalesce_delay; }),
      whole(
          "queue.max_attempts", 1, 1000, [](Config & c) -> auto& { return c.queue.max_attempts; }),
      duration(
          "queue.retry_first", Milliseconds{10}, hours{1},
          [](Config & c) -> auto& { return c.queue.retry_first; }),
      duration(
          "queue.retry_max", Milliseconds{10}, hours{24},
          [](Config & c) -> auto& { return c.queue.retry_max; }),
      duration(
          "queue.lease", seconds{1}, hours{1}, [](Config & c) -> auto& { return c.queue.lease; }),
      whole(
          "queue.dedupe_days", 4, 90, [](Config & c) -> auto& { return c.queue.dedupe_days; }),

      whole(
          "worker.threads", 1, 64, [](Config & c) -> auto& { return c.worker.threads; }),
      duration(
          "worker.missing_files_grace", Milliseconds{0}, hours{168},
          [](Config & c) -> auto& { return c.worker.missing_files_grace; }),
      size(
          "worker.file_max", kMiB, 256 * kMiB, [](Config & c) -> auto& { return c.worker.file_max_bytes; }),
      size(
          "worker.ticket_max", kMiB, 4096 * kMiB,
          [](Config & c) -> auto& { return c.worker.ticket_max_bytes; }),
      boolean(
          "worker.read_scans", [](Config & c) -> auto& { return c.worker.read_scans; }),
      duration(
          "worker.scan_time", seconds{1}, minutes{10},
          [](Config & c) -> auto& { return c.worker.scan_time; }),
      whole(
          "worker.scan_pages", 1, 100, [](Config & c) -> auto& { return c.worker.scan_pages; }),
      text(
          "worker.reason", "the Case Reason of porting tickets", not_empty,
          [](Config & c) -> auto& { return c.worker.reason; }),
      text(
          "worker.sub_category", "the Sub-Category of porting tickets", not_empty,
          [](Config & c) -> auto& { return c.worker.sub_category; }),

      boolean(
          "demo_desk.enabled", [](Config & c) -> auto& { return c.demo_desk.enabled; }),
      text(
          "demo_desk.file", "a file, or empty for demo-desk.db in data_dir", anything,
          [](Config & c) -> auto& { return c.demo_desk.file; }),
      text(
          "demo_desk.base_url", "an address such as \"http://127.0.0.1:8080\", or empty for this server",
          is_base_url, [](Config & c) -> auto& { return c.demo_desk.base_url; }),
      text(
          "demo_desk.api_token", kSecretText, is_secret,
          [](Config & c) -> auto& { return c.demo_desk.api_token; }, true),
      list(
          "demo_desk.webhook_secrets", "a list of \"whsec_\" and base64 of 24 to 64 bytes, the newest first",
          is_webhook_secret, [](Config & c) -> auto& { return c.demo_desk.webhook_secrets; }, true),
      text(
          "demo_desk.agent_password", "empty, or any text", anything,
          [](Config & c) -> auto& { return c.demo_desk.agent_password; }, true),
      duration(
          "demo_desk.request_timeout", Milliseconds{100}, minutes{5},
          [](Config & c) -> auto& { return c.demo_desk.request_timeout; }),

      profile(
          "profile", [](Config & c) -> auto& { return c.profile; }),

      text(
          "log.level", "\"debug\", \"info\", \"warning\" or \"error\"", is_level,
          [](Config & c) -> auto& { return c.log.level; }),
  };
}

std::vector<DeskSetting> make_desk_settings() {
  using S = DeskSettings;
  const std::string kApiSecret = "printable characters without spaces";
  return {
      text<S>(
          "kind", kinds(), is_kind, [](S & s) -> auto& { return s.kind; }),
      text<S>(
          "base_url", "the desk's address, such as \"https://acme.zendesk.com\"", is_origin_and_path,
          [](S & s) -> auto& { return s.base_url; }),
      text<S>(
          "user", "the account's name or e-mail address", anything, [](S & s) -> auto& { return s.user; }),
      text<S>(
          "token", kApiSecret, is_api_secret, [](S & s) -> auto& { return s.token; }, true),
      text<S>(
          "client_id", kApiSecret, is_api_secret, [](S & s) -> auto& { return s.client_id; }),
      text<S>(
          "client_secret", kApiSecret, is_api_secret, [](S & s) -> auto& { return s.client_secret; }, true),
      text<S>(
          "account", "the id or name by which the desk's webhooks call our account", anything,
          [](S & s) -> auto& { return s.account; }),
      list<S>(
          "webhook_secrets",
          "a list of secrets of at least 16 printable characters without spaces, the newest first",
          is_desk_secret, [](S & s) -> auto& { return s.webhook_secrets; }, true),
      text<S>(
          "signature", schemes(), is_signature, [](S & s) -> auto& { return s.signature; }),
      text<S>(
          "organization", "a Salesforce organization's id, or empty for any", anything,
          [](S & s) -> auto& { return s.organization; }),
      text<S>(
          "public_url",
          "this server's address as the desk knows it, such as \"https://portcheck.example.com\"",
          is_base_url, [](S & s) -> auto& { return s.public_url; }),
      text<S>(
          "reason_field", "a field's name", anything, [](S & s) -> auto& { return s.reason_field; }),
      text<S>(
          "sub_category_field", "a field's name", anything,
          [](S & s) -> auto& { return s.sub_category_field; }),
      text<S>(
          "result_field", "a field's name, or empty for none", anything,
          [](S & s) -> auto& { return s.result_field; }),
      text<S>(
          "tags_field", "a field's name, or empty for none", anything,
          [](S & s) -> auto& { return s.tags_field; }),
      text<S>(
          "reason", "the Case Reason of porting tickets, or empty for worker.reason", anything,
          [](S & s) -> auto& { return s.reason; }),
      text<S>(
          "sub_category", "the Sub-Category of porting tickets, or empty for worker.sub_category", anything,
          [](S & s) -> auto& { return s.sub_category; }),
      text<S>(
          "result_ready", "a value of the result field", not_empty,
          [](S & s) -> auto& { return s.result_ready; }),
      text<S>(
          "result_needs_attention", "a value of the result field", not_empty,
          [](S & s) -> auto& { return s.result_needs_attention; }),
      text<S>(
          "result_blocked", "a value of the result field", not_empty,
          [](S & s) -> auto& { return s.result_blocked; }),
      list<S>(
          "file_hosts", "a list of host names such as \"files.example.com\"", is_host,
          [](S & s) -> auto& { return s.file_hosts; }),
      boolean<S>(
          "private_addresses", [](S & s) -> auto& { return s.private_addresses; }),
      boolean<S>(
          "plain_http", [](S & s) -> auto& { return s.plain_http; }),
      text<S>(
          "ca_file", "a file of PEM certificates, or empty for this machine's", anything,
          [](S & s) -> auto& { return s.ca_file; }),
      duration<S>(
          "request_timeout", Milliseconds{100}, minutes{5}, [](S & s) -> auto& { return s.request_timeout; }),
      duration<S>(
          "file_timeout", seconds{1}, hours{1}, [](S & s) -> auto& { return s.file_timeout; }),
      duration<S>(
          "sweep_every", Milliseconds{0}, hours{24}, [](S & s) -> auto& { return s.sweep_every; }),
      text<S>(
          "sweep_filter", "JQL for Jira, such as \"project = SUP\"", anything,
          [](S & s) -> auto& { return s.sweep_filter; }),
      boolean<S>(
          "attach_sheets", [](S & s) -> auto& { return s.attach_sheets; }),
      boolean<S>(
          "draft_reply", [](S & s) -> auto& { return s.draft_reply; }),
      text<S>(
          "reply_language", "\"en\", \"es\", \"fr\", or empty for the customer's", is_language,
          [](S & s) -> auto& { return s.reply_language; }),
      list<S>(
          "switches", "a list of the kind's switches (deploy/desk/NAME/server.md)", not_empty,
          [](S & s) -> auto& { return s.switches; }),
      profile<S>(
          "profile", [](S & s) -> auto& { return s.profile; }),
      text<S>(
          "api_version", "a version such as \"v60.0\", or empty", is_version,
          [](S & s) -> auto& { return s.api_version; }),
  };
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<Milliseconds> parse_duration(std::string_view text) {
  const auto value = parse_with_unit(text, kDurationUnits);
  if (!value) return std::nullopt;
  return Milliseconds(static_cast<int64_t>(*value));
}

std::optional<uint64_t> parse_size(std::string_view text) {
  return parse_with_unit(text, kSizeUnits);
}

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = make_settings();
  return all;
}

const std::vector<DeskSetting>& desk_settings() {
  static const std::vector<DeskSetting> all = make_desk_settings();
  return all;
}

std::string environment_name(std::string_view key) {
  std::string out = "PORTCHECK_";
  for (const char c : key) {
    out += c == '.' || c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

JsonNode from_environment(SettingKind kind, const std::string& text) {
  JsonNode node;
  node.value = text;
  if (kind == SettingKind::boolean && (text == "true" || text == "false")) node.value = text == "true";
  if (kind == SettingKind::whole) {
    int64_t number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code == std::errc{} && end == text.data() + text.size()) node.value = number;
  }
  if (kind == SettingKind::object) {
    JsonError error;
    JsonNode parsed = parse_jsonc(text, error);
    if (error.line == 0) node = std::move(parsed);
  }
  if (kind == SettingKind::list) {
    JsonNode::Array items;
    std::string_view rest = text;
    while (!trimmed(rest).empty()) {
      const size_t comma = rest.find(',');
      JsonNode item;
      item.value = std::string(trimmed(rest.substr(0, comma)));
      items.push_back(std::move(item));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    node.value = std::move(items);
  }
  return node;
}

}  // namespace portcheck::server
