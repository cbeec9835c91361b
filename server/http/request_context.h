// What the server knows about the request that the current thread is answering, beside httplib's own Request.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "server/http/rate_limit.h"
#include "server/http/route.h"
#include "server/observe/trace_context.h"

namespace portcheck::server {

struct RequestContext {
  std::string id;  // 16 hex digits; in the X-Request-Id header and in every log line of the request
  const Route* route = nullptr;  // null: no route fits
  int refusal = 0;               // status to answer without reading the body; 0: go on
  std::string allow{};           // with refusal 405: the methods that the path has
  bool accepts_brotli = false, accepts_gzip = false;
  std::chrono::steady_clock::time_point start{};
  TraceContext trace{};
  RateLimiter* limiter = nullptr;  // null: this source is not limited
  IpAddress source{};
  std::chrono::seconds retry_after{0};  // with a 429

  // Counts against the source. False: it has used up what it may; answer 429.
  bool charge(uint32_t cost);
};

// Valid inside handlers; between requests its fields are empty.
RequestContext& request_context();

}  // namespace portcheck::server
