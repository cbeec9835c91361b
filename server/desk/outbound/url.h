// The little that calling a help-desk needs of addresses, over libcurl's URL parser: what is checked here and
// what is connected to are read by the same code.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace portcheck::server {

struct Url {
  std::string scheme, host, port, path;  // host lower case; port always given; path with query

  std::string origin() const { return scheme + "://" + host + ":" + port; }

  // Nothing for anything but http and https addresses with a host, and for those with a user name.
  static std::optional<Url> parse(const std::string& text);
  // `location` as a browser at `base` would understand it.
  static std::optional<std::string> resolve(const std::string& base, const std::string& location);
};

}  // namespace portcheck::server
