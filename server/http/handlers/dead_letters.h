// GET /api/v1/dead-letters and POST /api/v1/dead-letters/{id}/replay, for operators with the admin token.
#pragma once

#include <functional>
#include <string>

#include "server/http/route.h"
#include "server/queue/queue.h"

namespace portcheck::server {

// No routes at all without a token.
Routes dead_letter_routes(const std::string& admin_token, Queue& queue, std::function<TimePoint()> clock);

}  // namespace portcheck::server
