// One request, from a connection with a whole head to the last byte of its answer: httplib parses and routes,
// the bounds, the source's rate, the request's id and trace, metrics and the log are ours.
#pragma once

#include <atomic>

#include "server/http/client_address.h"
#include "server/http/connection.h"
#include "server/http/httplib.h"
#include "server/http/rate_limit.h"
#include "server/http/routes.h"
#include "server/observe/metrics.h"

namespace portcheck::server {

// How much one source may ask for, and who says which source it is.
struct SourcePolicy {
  ProxyTrust trust{};
  uint32_t rate_limit = 0;  // requests per second; 0: as many as they like
  uint32_t rate_burst = 1;  // so many at once
};

// httplib's server without its sockets and threads. Thread-safe once made.
class RequestEngine final : public httplib::Server {
 public:
  // `listener` is the socket that tells httplib it is running; it is not used.
  RequestEngine(const RouteTable& table, const SourcePolicy& sources, Metrics& metrics,
                const std::atomic<bool>& stopping, int listener);

  bool answer(Connection& connection);  // false: close the connection

 private:
  void add(const Route& route);
  void prepare(Connection& connection, httplib::Request& request);
  void identify(const Connection& connection, const httplib::Request& request);
  void before_answer(httplib::Response& response);
  void answered(const httplib::Response& response);

  const RouteTable& table_;
  const ProxyTrust trust_;
  RateLimiter limiter_;
  Metrics& metrics_;
  const std::atomic<bool>& stopping_;
};

}  // namespace portcheck::server
