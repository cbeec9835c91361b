#include "server/desk/demo/url.h"

#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace portcheck::server::demo {

Url split_url(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (url.substr(0, scheme.size()) != scheme) continue;
    const size_t end = url.find_first_of("/?#", scheme.size());
    if (end == scheme.size() || url.size() == scheme.size()) break;
    if (end == std::string_view::npos) return {std::string(url), "/"};
    if (url[end] != '/') break;
    return {std::string(url.substr(0, end)), std::string(url.substr(end))};
  }
  throw std::invalid_argument("not an http or https address: " + std::string(url));
}

std::chrono::seconds retry_after(std::string_view header) {
  constexpr int64_t kLongest = 7 * 24 * 3600;
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), seconds);
  if (error != std::errc() || end != header.data() + header.size() || seconds < 0)
    return std::chrono::seconds(0);
  return std::chrono::seconds(seconds < kLongest ? seconds : kLongest);
}

}  // namespace portcheck::server::demo
