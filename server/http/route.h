// One line of the route table. The table itself is http/routes.cc; modules with routes of their own return such lines.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace httplib {
struct Request;
struct Response;
}  // namespace httplib

namespace portcheck::server {

using Handler = std::function<void(const httplib::Request&, httplib::Response&)>;

struct Route {
  std::string method;   // "GET", "POST", …
  std::string pattern;  // an httplib path pattern (regular expression)
  Handler handler;
  std::string metric;   // label in http_requests_total; constant, never part of a request's data
};

using Routes = std::vector<Route>;

}  // namespace portcheck::server
