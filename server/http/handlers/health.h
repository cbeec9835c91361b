// GET /healthz: the process answers. GET /readyz: it can do its work now; 503 with reasons otherwise. GET
// /metrics. All are read-only and touch neither disk nor help-desk.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/http/route.h"
#include "server/observe/metrics.h"

namespace portcheck::server {

// `reasons`: why the server is not ready; empty means ready.
Routes health_routes(std::function<std::vector<std::string>()> reasons, Metrics& metrics);

}  // namespace portcheck::server
