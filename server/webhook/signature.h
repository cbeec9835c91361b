// Verifies webhooks. Help-desks differ only in the rows of a small table (SignatureScheme, kSchemes); the
// code that reads headers, computes and compares is one.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
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
  id_timestamp_body,          // id.timestamp.body
  method_uri_body_timestamp,  // nothing between; the URI is the public one
  nothing,                    // not signed: the header, or the query's "key", is the secret itself
};
enum class SignatureEncoding : uint8_t { base64, hex };
enum class TimestampForm : uint8_t { seconds, milliseconds, iso };

struct SignatureScheme {
  std::string_view name{};              // in the configuration
  std::string_view id_header{};         // lower case; empty: the scheme has none
  std::string_view timestamp_header{};  // empty: no replay window, duplicates are caught by their key
  TimestampForm timestamp = TimestampForm::seconds;
  std::string_view signature_header{};
  std::string_view prefix{};  // before each signature: "v1,", "sha1="
  bool several = false;       // a list separated by spaces; entries with another prefix are skipped
  Digest digest = Digest::sha256;
  SignatureEncoding encoding = SignatureEncoding::base64;
  SignedContent content = SignedContent::body;
};

// Standard Webhooks 1.0.0 and what each desk's documentation says; deploy/desk has where.
inline constexpr std::array kSchemes = {
    SignatureScheme{.name = "standard-webhooks",
                    .id_header = "webhook-id",
                    .timestamp_header = "webhook-timestamp",
                    .signature_header = "webhook-signature",
                    .prefix = "v1,",
                    .several = true,
                    .content = SignedContent::id_timestamp_body},
    SignatureScheme{.name = "zendesk",
                    .timestamp_header = "x-zendesk-webhook-signature-timestamp",
                    .timestamp = TimestampForm::iso,
                    .signature_header = "x-zendesk-webhook-signature",
                    .content = SignedContent::timestamp_body},
    SignatureScheme{.name = "zammad",
                    .signature_header = "x-hub-signature",
                    .prefix = "sha1=",
                    .digest = Digest::sha1,
                    .encoding = SignatureEncoding::hex},
    SignatureScheme{.name = "jira",
                    .signature_header = "x-hub-signature",
                    .prefix = "sha256=",
                    .encoding = SignatureEncoding::hex},
    SignatureScheme{.name = "hubspot",
                    .timestamp_header = "x-hubspot-request-timestamp",
                    .timestamp = TimestampForm::milliseconds,
                    .signature_header = "x-hubspot-signature-v3",
                    .content = SignedContent::method_uri_body_timestamp},
    SignatureScheme{.name = "front",
                    .timestamp_header = "x-front-request-timestamp",
                    .timestamp = TimestampForm::milliseconds,
                    .signature_header = "x-front-signature",
                    .content = SignedContent::timestamp_colon_body},
    SignatureScheme{
        .name = "help-scout", .signature_header = "x-helpscout-signature", .digest = Digest::sha1},
    SignatureScheme{
        .name = "secret", .signature_header = "x-portcheck-secret", .content = SignedContent::nothing},
};

// Null when there is none of that name.
const SignatureScheme* find_scheme(std::string_view name);

// How far a sender's clock, and a delivery on its way, may be off; both directions, inclusive.
inline constexpr std::chrono::seconds kSignatureTolerance{300};

// `keys`: raw bytes of every secret that is accepted now, so that secrets can be changed without a gap.
// `public_url`: under which address the sender knows this server, for schemes that sign the URI; the
// request's own target is put behind it. malformed: a header is missing, repeated or unreadable. A wrong
// signature is reported before a stale timestamp, so that nobody without a key learns anything about the
// clock. The scheme "secret" also takes the password of HTTP Basic and the query's "key".
Verified verify_signature(const SignatureScheme& scheme, const std::vector<std::string>& keys,
                          const WebhookRequest& request, std::chrono::sys_seconds now,
                          std::string_view public_url = {});

// What is signed, and by whom.
struct SignatureInput {
  std::string_view id{}, timestamp{}, method{}, uri{}, body{};
};

// The value of the signature header for one key, prefix included.
std::string sign(const SignatureScheme& scheme, std::string_view key, const SignatureInput& input);

// "2021-03-25T05:09:27Z" with or without a fraction; nothing when the text is not that.
std::optional<std::chrono::sys_seconds> parse_iso_time(std::string_view text);

}  // namespace portcheck::server
