// The little that an HTTP client needs of addresses and of waiting.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace portcheck::server::demo {

struct Url {
  std::string origin;  // "http://127.0.0.1:8080"
  std::string path;    // "/webhooks/demo", with the query; "/" when the address has none
};

// Throws std::invalid_argument for anything but http and https addresses.
Url split_url(std::string_view url);

// Retry-After in seconds; 0 when it is missing, a date or nonsense.
std::chrono::seconds retry_after(std::string_view header);

}  // namespace portcheck::server::demo
