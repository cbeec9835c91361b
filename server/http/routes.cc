#include "server/http/routes.h"

namespace portcheck::server {

void RouteTable::add(Routes routes) {
  for (Route& route : routes) {
    std::regex pattern(route.pattern);
    entries_.push_back({.route = std::move(route), .pattern = std::move(pattern)});
  }
}

RouteTable::Match RouteTable::find(const std::string& method, const std::string& path) const {
  const std::string& wanted = method == "HEAD" ? "GET" : method;
  Match match;
  for (const Entry& entry : entries_) {
    if (!std::regex_match(path, entry.pattern)) continue;
    if (entry.route.method == wanted) return {.route = &entry.route, .allow = {}};
    if (match.allow.find(entry.route.method) != std::string::npos) continue;
    match.allow += (match.allow.empty() ? "" : ", ") + entry.route.method;
  }
  return match;
}

}  // namespace portcheck::server
