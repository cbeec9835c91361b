#include "server/desk/outbound/url.h"

#include <curl/curl.h>

#include <memory>

#include "server/desk/outbound/client.h"
#include "server/webhook/crypto.h"

namespace portcheck::server {
namespace {

using Handle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::optional<std::string> part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK || text == nullptr) return std::nullopt;
  std::string out(text);
  curl_free(text);
  return out;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string in_quotes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"') {
      out += "%22";
    } else {
      out += static_cast<unsigned char>(c) < 0x20 || c == '\\' ? '_' : c;
    }
  }
  return out;
}

}  // namespace

std::optional<Url> Url::parse(const std::string& text) {
  const Handle url(curl_url(), &curl_url_cleanup);
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
    return std::nullopt;
  const auto scheme = part(url.get(), CURLUPART_SCHEME), host = part(url.get(), CURLUPART_HOST),
             port = part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT),
             path = part(url.get(), CURLUPART_PATH), query = part(url.get(), CURLUPART_QUERY);
  if (!scheme || !host || !port || (*scheme != "http" && *scheme != "https")) return std::nullopt;
  if (part(url.get(), CURLUPART_USER) || part(url.get(), CURLUPART_PASSWORD)) return std::nullopt;
  Url out{.scheme = *scheme, .host = *host, .port = *port, .path = path.value_or("/")};
  if (query) out.path += "?" + *query;
  for (char& c : out.host) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  while (!out.host.empty() && out.host.back() == '.') out.host.pop_back();
  if (out.host.empty()) return std::nullopt;
  return out;
}

std::optional<std::string> Url::resolve(const std::string& base, const std::string& location) {
  if (location.empty()) return std::nullopt;
  const Handle url(curl_url(), &curl_url_cleanup);
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
      curl_url_set(url.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK) {
    return std::nullopt;
  }
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  return part(url.get(), CURLUPART_URL);
}

std::string url_escape(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string form_body(const std::vector<FormPart>& parts, std::string& content_type) {
  const std::string boundary = "portcheck" + random_hex(16);
  content_type = "multipart/form-data; boundary=" + boundary;
  std::string out;
  for (const FormPart& one : parts) {
    out += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + in_quotes(one.name) + "\"";
    if (!one.file_name.empty()) out += "; filename=\"" + in_quotes(one.file_name) + "\"";
    if (!one.content_type.empty()) out += "\r\nContent-Type: " + one.content_type;
    out += "\r\n\r\n" + one.bytes + "\r\n";
  }
  return out + "--" + boundary + "--\r\n";
}

}  // namespace portcheck::server
