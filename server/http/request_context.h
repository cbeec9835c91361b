// What the server knows about the request that the current thread is answering, beside httplib's own Request.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "server/http/route.h"

namespace portcheck::server {

struct RequestContext {
  std::string id;  // 16 hex digits; in the X-Request-Id header and in every log line of the request
  const Route* route = nullptr;  // null: no route fits
  int refusal = 0;               // status to answer without reading the body; 0: go on
  std::string allow{};           // with refusal 405: the methods that the path has
  bool accepts_brotli = false, accepts_gzip = false;
  std::chrono::steady_clock::time_point start{};
};

// Valid inside handlers; between requests its fields are empty.
RequestContext& request_context();

}  // namespace portcheck::server
