#include "server/webhook/standard_webhooks.h"

namespace portcheck::server {
namespace {

constexpr std::string_view kSecretPrefix = "whsec_";

}  // namespace

std::optional<std::string> decode_webhook_secret(std::string_view text) {
  if (text.substr(0, kSecretPrefix.size()) != kSecretPrefix) return std::nullopt;
  auto key = base64_decode(text.substr(kSecretPrefix.size()));
  if (!key || key->size() < kMinSecretBytes || key->size() > kMaxSecretBytes) return std::nullopt;
  return key;
}

std::string make_webhook_secret() {
  return std::string(kSecretPrefix) + base64_encode(random_bytes(32));
}

Verified verify_standard_webhook(const std::vector<std::string>& keys, const WebhookRequest& request,
                                 std::chrono::sys_seconds now) {
  return verify_signature(kStandardWebhooks, keys, request, now);
}

std::string sign_standard_webhook(const std::vector<std::string>& keys, std::string_view id,
                                  std::string_view timestamp, std::string_view body) {
  std::string out;
  for (const std::string& key : keys) {
    if (!out.empty()) out += ' ';
    out += sign(kStandardWebhooks, key, {.id = id, .timestamp = timestamp, .body = body});
  }
  return out;
}

}  // namespace portcheck::server
