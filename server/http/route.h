// One line of the route table. The table itself is http/routes.cc; modules with routes of their own return
// such lines.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/http/limits.h"

namespace httplib {
struct Request;
struct Response;
}  // namespace httplib

namespace portcheck::server {

// What counts against a source's rate limit.
enum class Charge : uint8_t {
  every,    // each request; one that is answered 401 counts kGuessCost times
  refused,  // only what proves nothing: whoever signs may send as much as there is to tell
  nothing,  // probes
};
inline constexpr uint32_t kGuessCost = 10;

using Handler = std::function<void(const httplib::Request&, httplib::Response&)>;

struct Route {
  std::string method;   // "GET", "POST", …
  std::string pattern;  // an httplib path pattern (regular expression)
  Handler handler;
  std::string metric;  // label in http_requests_total; constant, never part of a request's data
  uint64_t max_body = http_limits::kBodyBytes;  // larger bodies are answered 413 before they are read
  Charge charge = Charge::every;
};

using Routes = std::vector<Route>;

}  // namespace portcheck::server
