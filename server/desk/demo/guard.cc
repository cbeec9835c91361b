#include "server/desk/demo/guard.h"

#include "server/http/httplib.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "server/observe/log.h"
#include "server/webhook/crypto.h"

namespace portcheck::server::demo {

namespace {

constexpr const char* kPagePolicy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

std::string credentials(const httplib::Request& request, std::string_view scheme) {
  const std::string header = request.get_header_value("Authorization");
  if (header.size() <= scheme.size() || header[scheme.size()] != ' ') return {};
  const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  if (!std::equal(scheme.begin(), scheme.end(), header.begin(), same)) return {};
  return header.substr(scheme.size() + 1);
}

}  // namespace

void set_header(httplib::Response& response, const std::string& name, const std::string& value) {
  response.headers.erase(name);
  response.set_header(name, value);
}

bool has_bearer(const httplib::Request& request, const std::string& token) {
  return !token.empty() && equal_constant_time(credentials(request, "Bearer"), token);
}

bool has_password(const httplib::Request& request, const std::string& password) {
  if (password.empty()) return true;
  const auto decoded = base64_decode(credentials(request, "Basic"));
  if (!decoded) return false;
  const size_t colon = decoded->find(':');
  return colon != std::string::npos && equal_constant_time(decoded->substr(colon + 1), password);
}

bool same_origin(const httplib::Request& request) {
  // Browsers send it to https and to this machine; no page can write it. A page with "no-referrer" sends
  // `Origin: null`.
  if (request.has_header("Sec-Fetch-Site")) {
    const std::string site = request.get_header_value("Sec-Fetch-Site");
    return site == "same-origin" || site == "none";
  }
  if (!request.has_header("Origin")) return true;
  const std::string origin = request.get_header_value("Origin");
  const size_t scheme = origin.find("://");
  return scheme != std::string::npos && origin.substr(scheme + 3) == request.get_header_value("Host");
}

int64_t id_of(const httplib::Request& request) {
  const std::string text = request.matches.size() > 1 ? request.matches[1].str() : std::string();
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() ? id : 0;
}

void send_html(httplib::Response& response, int status, const Html& page) {
  response.status = status;
  set_header(response, "Content-Security-Policy", kPagePolicy);
  set_header(response, "X-Content-Type-Options", "nosniff");
  set_header(response, "Cache-Control", "no-store");
  set_header(response, "Cross-Origin-Opener-Policy", "same-origin");
  set_header(response, "Cross-Origin-Resource-Policy", "same-origin");
  set_header(response, "Referrer-Policy",
             "same-origin");  // "no-referrer" would make forms send `Origin: null`
  response.set_content(page.str(), "text/html; charset=utf-8");
}

void send_json_error(httplib::Response& response, int status, std::string_view code,
                     std::string_view message) {
  response.status = status;
  const nlohmann::ordered_json body = {{"error", {{"code", code}, {"message", message}}}};
  response.set_content(body.dump(), "application/json");
}

Handler guarded(Handler handler) {
  return [handler = std::move(handler)](const httplib::Request& request, httplib::Response& response) {
    try {
      handler(request, response);
    } catch (const std::exception& error) {
      Log::error("demo_desk.request_failed", {LogField::detail(error.what())});
      response.body.clear();
      send_json_error(response, 500, "internal", "Something went wrong on our side. Please try again.");
    }
  };
}

}  // namespace portcheck::server::demo
