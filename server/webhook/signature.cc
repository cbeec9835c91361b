#include "server/webhook/signature.h"

#include <charconv>
#include <optional>

namespace portcheck::server {
namespace {

constexpr size_t kMaxHeaderBytes = 4096;
constexpr size_t kMaxSignatures = 16;  // a sender in the middle of a key change sends two

std::optional<std::string_view> single_header(const WebhookRequest& request, std::string_view name) {
  const auto [begin, end] = request.headers.equal_range(std::string(name));
  if (begin == end || std::next(begin) != end) return std::nullopt;
  if (begin->second.empty() || begin->second.size() > kMaxHeaderBytes) return std::nullopt;
  return begin->second;
}

std::optional<int64_t> unix_seconds(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  if (value > int64_t{253'402'300'799}) return std::nullopt;  // the year 9999
  return value;
}

std::string signed_content(const SignatureScheme& scheme, std::string_view id, std::string_view timestamp,
                           std::string_view body) {
  std::string out;
  out.reserve(id.size() + timestamp.size() + body.size() + 2);
  switch (scheme.content) {
    case SignedContent::body:
      break;
    case SignedContent::timestamp_body:
      out.append(timestamp);
      break;
    case SignedContent::timestamp_colon_body:
      out.append(timestamp).append(":");
      break;
    case SignedContent::id_timestamp_body:
      out.append(id).append(".").append(timestamp).append(".");
      break;
  }
  return out.append(body);
}

std::string encoded_mac(const SignatureScheme& scheme, std::string_view key, std::string_view content) {
  const std::string mac = hmac(scheme.digest, key, content);
  return scheme.encoding == SignatureEncoding::base64 ? base64_encode(mac) : to_hex(mac);
}

std::vector<std::string_view> signatures_of(const SignatureScheme& scheme, std::string_view header) {
  std::vector<std::string_view> out;
  while (!header.empty() && out.size() < kMaxSignatures) {
    const size_t space = scheme.several ? header.find(' ') : std::string_view::npos;
    std::string_view entry = header.substr(0, space);
    header.remove_prefix(space == std::string_view::npos ? header.size() : space + 1);
    if (entry.size() > scheme.prefix.size() && entry.substr(0, scheme.prefix.size()) == scheme.prefix) {
      out.push_back(entry.substr(scheme.prefix.size()));
    }
  }
  return out;
}

}  // namespace

Verified verify_signature(const SignatureScheme& scheme, const std::vector<std::string>& keys,
                          const WebhookRequest& request, std::chrono::sys_seconds now) {
  std::string_view id;
  if (!scheme.id_header.empty()) {
    const auto header = single_header(request, scheme.id_header);
    if (!header) return Verified::malformed;
    id = *header;
    // A dot in the id would let a signature for one (id, timestamp) pair speak for another.
    if (scheme.content == SignedContent::id_timestamp_body && id.find('.') != std::string_view::npos) {
      return Verified::malformed;
    }
  }
  std::string_view timestamp;
  std::optional<int64_t> sent;
  if (!scheme.timestamp_header.empty()) {
    const auto header = single_header(request, scheme.timestamp_header);
    if (!header) return Verified::malformed;
    timestamp = *header;
    sent = unix_seconds(timestamp);
    if (!sent) return Verified::malformed;
  }
  const auto header = single_header(request, scheme.signature_header);
  if (!header) return Verified::malformed;

  const auto given = signatures_of(scheme, *header);
  const std::string content = signed_content(scheme, id, timestamp, request.body);
  bool matched = false;
  for (const std::string& key : keys) {
    const std::string expected = encoded_mac(scheme, key, content);
    for (const std::string_view signature : given) matched |= equal_constant_time(signature, expected);
  }
  if (!matched) return Verified::bad_signature;
  if (sent) {
    const int64_t skew = now.time_since_epoch().count() - *sent;
    if (skew > kSignatureTolerance.count() || skew < -kSignatureTolerance.count()) return Verified::stale;
  }
  return Verified::ok;
}

std::string sign(const SignatureScheme& scheme, std::string_view key, std::string_view id,
                 std::string_view timestamp, std::string_view body) {
  return std::string(scheme.prefix) + encoded_mac(scheme, key, signed_content(scheme, id, timestamp, body));
}

}  // namespace portcheck::server
