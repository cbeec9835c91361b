// The secrets of Standard Webhooks 1.0.0, and signing as its senders do: the demo desk and send-test-webhook.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/webhook/signature.h"

namespace portcheck::server {

inline constexpr const SignatureScheme& kStandardWebhooks = kSchemes[0];
static_assert(kStandardWebhooks.name == "standard-webhooks");

inline constexpr size_t kMinSecretBytes = 24;
inline constexpr size_t kMaxSecretBytes = 64;

// "whsec_" + base64 of 24 to 64 bytes -> those bytes. Nothing when the text is not that.
std::optional<std::string> decode_webhook_secret(std::string_view text);

std::string make_webhook_secret();  // a new one, 32 random bytes

// Keys come decoded (decode_webhook_secret).
Verified verify_standard_webhook(const std::vector<std::string>& keys, const WebhookRequest& request,
                                 std::chrono::sys_seconds now);

// The value of webhook-signature: one signature for each key, the newest first.
std::string sign_standard_webhook(const std::vector<std::string>& keys, std::string_view id,
                                  std::string_view timestamp, std::string_view body);

}  // namespace portcheck::server
