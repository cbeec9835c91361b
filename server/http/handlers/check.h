// POST /api/v1/check: the engine for pages whose browser has no WebAssembly, and for other programs.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "portcheck/date.h"
#include "portcheck/request.h"
#include "server/engine/engine.h"
#include "server/http/route.h"
#include "server/observe/metrics.h"

namespace portcheck::server {

struct CheckApi {
  Engine& engine;
  Metrics& metrics;
  std::function<Date()> today;  // for requests that name no day
  Profile profile;              // holds where the request says nothing
  uint64_t upload_max_bytes = 0;
  uint32_t concurrency = 1;  // more wait a moment, then get 503
  std::vector<std::string> cors_origins;
};

// multipart/form-data: part "request" (portcheck.request/1; optional) and parts "files" in its order.
// 200 the report; 400 {"error":{"where","reason"}}; 403 a page of another origin; 413; 415; 503 busy.
Routes check_routes(CheckApi api);

}  // namespace portcheck::server
