// The table of routes: one list, collected at start from the modules that answer. What is not in it does not
// exist.
#pragma once

#include <regex>
#include <string>
#include <vector>

#include "server/http/route.h"

namespace portcheck::server {

class RouteTable {
 public:
  void add(Routes routes);

  struct Match {
    const Route* route = nullptr;
    std::string allow;  // no route, but the path exists with these methods
  };
  Match find(const std::string& method, const std::string& path) const;  // HEAD is answered by GET

  struct Entry {
    Route route;
    std::regex pattern;
  };
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

}  // namespace portcheck::server
