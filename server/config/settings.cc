#include "server/config/settings.h"

#include "server/config/setting_kinds.h"
#include "server/http/client_address.h"
#include "server/observe/log.h"
#include "server/queue/postgres.h"
#include "server/webhook/standard_webhooks.h"
#include "server/worker/today.h"

namespace portcheck::server {
namespace {

using namespace setting_kinds;

constexpr uint64_t kMiB = uint64_t{1} << 20;

bool is_webhook_secret(const std::string& text) {
  return decode_webhook_secret(text).has_value();
}
bool is_time_zone(const std::string& text) {
  return TimeZone::known(text);
}
bool is_address_block(const std::string& text) {
  return AddressBlock::parse(text).has_value();
}
bool is_forwarded_header(const std::string& text) {
  return text == header_name(ForwardedHeader::x_forwarded_for) ||
         text == header_name(ForwardedHeader::forwarded);
}
bool is_queue(const std::string& text) {
  return text.empty() || is_postgres_connection(text);
}
bool is_level(const std::string& text) {
  return parse_log_level(text).has_value();
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
      list(
          "server.trusted_proxies", "a list of addresses or blocks such as \"10.0.0.0/8\"", is_address_block,
          [](Config & c) -> auto& { return c.server.trusted_proxies; }),
      text(
          "server.forwarded_header", "\"X-Forwarded-For\" or \"Forwarded\"", is_forwarded_header,
          [](Config & c) -> auto& { return c.server.forwarded_header; }),
      whole(
          "server.rate_limit", 0, 1'000'000, [](Config & c) -> auto& { return c.server.rate_limit; }),
      whole(
          "server.rate_burst", 1, 1'000'000, [](Config & c) -> auto& { return c.server.rate_burst; }),
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

      text(
          "queue.postgres",
          "empty, or a connection such as \"host=db dbname=portcheck user=portcheck password=…\" or "
          "\"postgresql://…\"",
          is_queue, [](Config & c) -> auto& { return c.queue.postgres; }, true),
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
      duration(
          "worker.check_time", seconds{1}, minutes{10},
          [](Config & c) -> auto& { return c.worker.check_time; }),
      size(
          "worker.check_memory", 256 * kMiB, 16384 * kMiB,
          [](Config & c) -> auto& { return c.worker.check_memory_bytes; }),
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

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<Milliseconds> parse_duration(std::string_view text) {
  const auto value = setting_kinds::parse_with_unit(text, setting_kinds::kDurationUnits);
  if (!value) return std::nullopt;
  return Milliseconds(static_cast<int64_t>(*value));
}

std::optional<uint64_t> parse_size(std::string_view text) {
  return setting_kinds::parse_with_unit(text, setting_kinds::kSizeUnits);
}

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = make_settings();
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
