// Verifies signed webhooks. Help-desks differ only in the rows of a small table (SignatureScheme); the code
// that reads headers, computes and compares is one. The first row, Standard Webhooks, is in
// standard_webhooks.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/desk/desk.h"
#include "server/webhook/crypto.h"

namespace portcheck::server {

enum class SignedContent : uint8_t {
  body,            // the raw body alone
  timestamp_body,  // timestamp and body, nothing between
  timestamp_colon_body,
  id_timestamp_body,  // id.timestamp.body
};
enum class SignatureEncoding : uint8_t { base64, hex };

struct SignatureScheme {
  std::string_view id_header{};  // lower case; empty: the scheme has none
  std::string_view
      timestamp_header{};  // Unix seconds; empty: no replay window, duplicates are caught by their key
  std::string_view signature_header{};
  std::string_view prefix{};  // before each signature: "v1,", "sha1="
  bool several = false;       // a list separated by spaces; entries with another prefix are skipped
  Digest digest = Digest::sha256;
  SignatureEncoding encoding = SignatureEncoding::base64;
  SignedContent content = SignedContent::body;
};

// How far a sender's clock, and a delivery on its way, may be off; both directions, inclusive.
inline constexpr std::chrono::seconds kSignatureTolerance{300};

// `keys`: raw bytes of every secret that is accepted now, so that secrets can be changed without a gap.
// malformed: a header is missing, repeated or unreadable. A wrong signature is reported before a stale
// timestamp, so that nobody without a key learns anything about the clock.
Verified verify_signature(const SignatureScheme& scheme, const std::vector<std::string>& keys,
                          const WebhookRequest& request, std::chrono::sys_seconds now);

// The value of the signature header for one key, prefix included.
std::string sign(const SignatureScheme& scheme, std::string_view key, std::string_view id,
                 std::string_view timestamp, std::string_view body);

}  // namespace portcheck::server
