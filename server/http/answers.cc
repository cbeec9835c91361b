#include "server/http/answers.h"

#include <nlohmann/json.hpp>

#include "server/webhook/crypto.h"

namespace portcheck::server {

std::string_view default_reason(int status) {
  switch (status) {
    case 400:
      return "This is not a well-formed HTTP request.";
    case 401:
      return "The request is not authorised.";
    case 404:
      return "There is nothing at this address.";
    case 405:
      return "This address does not have this method; the Allow header lists those it has.";
    case 408:
      return "The request took too long to arrive.";
    case 411:
      return "The request needs a Content-Length.";
    case 413:
      return "The body is larger than this address accepts.";
    case 414:
      return "The address is too long.";
    case 415:
      return "This content type or encoding is not accepted here.";
    case 416:
      return "This range cannot be served.";
    case 417:
      return "This expectation cannot be met.";
    case 429:
      return "Too many requests from this address; the Retry-After header says when to go on.";
    case 431:
      return "The request's headers are too large.";
    case 500:
      return "Something went wrong here; the log has the details under this request's id.";
    case 503:
      return "The server cannot do this now; try again.";
    default:
      return "The request failed.";
  }
}

void send_json(httplib::Response& response, int status, std::string body) {
  response.status = status;
  response.body = std::move(body);
  response.headers.erase("Content-Type");
  response.set_header("Content-Type", "application/json");
}

void send_error(httplib::Response& response, int status, std::string_view where, std::string_view reason) {
  const nlohmann::json body = {{"error", {{"where", where}, {"reason", reason}}}};
  send_json(response, status, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

bool has_bearer_token(const httplib::Request& request, const std::string& token) {
  constexpr std::string_view kScheme = "Bearer ";
  const std::string header = request.get_header_value("Authorization");
  return !token.empty() && header.compare(0, kScheme.size(), kScheme) == 0 &&
         equal_constant_time(std::string_view(header).substr(kScheme.size()), token);
}

}  // namespace portcheck::server
