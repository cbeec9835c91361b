#include "server/webhook/signature.h"

#include <algorithm>
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

std::optional<int64_t> whole(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<int64_t> seconds_of(TimestampForm form, std::string_view text) {
  constexpr int64_t kYear9999 = 253'402'300'799;
  if (form == TimestampForm::iso) {
    const auto time = parse_iso_time(text);
    if (!time) return std::nullopt;
    return time->time_since_epoch().count();
  }
  auto value = whole(text);
  if (value && form == TimestampForm::milliseconds) *value /= 1000;
  if (!value || *value > kYear9999) return std::nullopt;
  return value;
}

std::string signed_content(const SignatureScheme& scheme, const SignatureInput& in) {
  std::string out;
  out.reserve(in.id.size() + in.timestamp.size() + in.uri.size() + in.body.size() + 16);
  switch (scheme.content) {
    case SignedContent::body:
    case SignedContent::nothing:
      break;
    case SignedContent::timestamp_body:
      out.append(in.timestamp);
      break;
    case SignedContent::timestamp_colon_body:
      out.append(in.timestamp).append(":");
      break;
    case SignedContent::id_timestamp_body:
      out.append(in.id).append(".").append(in.timestamp).append(".");
      break;
    case SignedContent::method_uri_body_timestamp:
      return out.append(in.method).append(in.uri).append(in.body).append(in.timestamp);
  }
  return out.append(in.body);
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

std::string unescaped(std::string_view text) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// What an unsigned webhook brings as its secret.
std::vector<std::string> secrets_of(const SignatureScheme& scheme, const WebhookRequest& request) {
  std::vector<std::string> out;
  if (const auto header = single_header(request, scheme.signature_header)) out.emplace_back(*header);
  constexpr std::string_view kBasic = "Basic ", kBearer = "Bearer ";
  if (const auto header = single_header(request, "authorization")) {
    if (header->substr(0, kBearer.size()) == kBearer) out.emplace_back(header->substr(kBearer.size()));
    if (header->substr(0, kBasic.size()) == kBasic) {
      const auto plain = base64_decode(header->substr(kBasic.size())).value_or("");
      if (const size_t colon = plain.find(':'); colon != std::string::npos)
        out.push_back(plain.substr(colon + 1));
    }
  }
  const std::string_view target = request.target;
  size_t at = target.find('?');
  while (at != std::string_view::npos) {
    const size_t end = target.find('&', at + 1);
    const std::string_view pair = target.substr(at + 1, end == std::string_view::npos ? end : end - at - 1);
    if (pair.substr(0, 4) == "key=") out.push_back(unescaped(pair.substr(4)));
    at = end;
  }
  return out;
}

bool any_equal(const std::vector<std::string>& keys, const std::vector<std::string>& given) {
  bool matched = false;
  for (const std::string& key : keys) {
    for (const std::string& one : given) matched |= !key.empty() && equal_constant_time(one, key);
  }
  return matched;
}

}  // namespace

const SignatureScheme* find_scheme(std::string_view name) {
  const auto found = std::find_if(kSchemes.begin(), kSchemes.end(),
                                  [&](const SignatureScheme& one) { return one.name == name; });
  return found == kSchemes.end() ? nullptr : &*found;
}

Verified verify_signature(const SignatureScheme& scheme, const std::vector<std::string>& keys,
                          const WebhookRequest& request, std::chrono::sys_seconds now,
                          std::string_view public_url) {
  if (scheme.content == SignedContent::nothing)
    return any_equal(keys, secrets_of(scheme, request)) ? Verified::ok : Verified::bad_signature;

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
    sent = seconds_of(scheme.timestamp, timestamp);
    if (!sent) return Verified::malformed;
  }
  const auto header = single_header(request, scheme.signature_header);
  if (!header) return Verified::malformed;

  const auto given = signatures_of(scheme, *header);
  const std::string uri = std::string(public_url) + request.target;
  const std::string content = signed_content(
      scheme, {.id = id, .timestamp = timestamp, .method = request.method, .uri = uri, .body = request.body});
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

std::string sign(const SignatureScheme& scheme, std::string_view key, const SignatureInput& input) {
  if (scheme.content == SignedContent::nothing) return std::string(key);
  return std::string(scheme.prefix) + encoded_mac(scheme, key, signed_content(scheme, input));
}

std::optional<std::chrono::sys_seconds> parse_iso_time(std::string_view text) {
  using namespace std::chrono;
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (text.size() < kForm.size()) return std::nullopt;
  for (size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i] && !(kForm[i] == 'T' && text[i] == ' '))
      return std::nullopt;
  }
  const auto number = [&](size_t at, size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const year_month_day date = year(number(0, 4)) / number(5, 2) / number(8, 2);
  if (!date.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 60) return std::nullopt;
  sys_seconds out = sys_days(date) + hours(number(11, 2)) + minutes(number(14, 2)) + seconds(number(17, 2));
  std::string_view rest = text.substr(kForm.size());
  if (!rest.empty() && rest[0] == '.') {
    rest.remove_prefix(1);
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') rest.remove_prefix(1);
  }
  if (rest.empty() || rest == "Z") return out;
  // "+00:00", "-0500"
  if (rest[0] != '+' && rest[0] != '-') return std::nullopt;
  std::string digits;
  for (const char c : rest.substr(1)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ':')
      return std::nullopt;
  }
  if (digits.size() != 4) return std::nullopt;
  const auto off =
      hours((digits[0] - '0') * 10 + digits[1] - '0') + minutes((digits[2] - '0') * 10 + digits[3] - '0');
  return rest[0] == '+' ? out - off : out + off;
}

}  // namespace portcheck::server
