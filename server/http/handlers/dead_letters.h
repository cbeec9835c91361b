// GET /api/v1/dead-letters and POST /api/v1/dead-letters/{id}/replay, for operators with the admin token.
#pragma once

#include "server/http/admin_token.h"
#include "server/http/route.h"
#include "server/queue/queue.h"

namespace portcheck::server {

// 404 while there is no token.
Routes dead_letter_routes(const AdminToken& admin_token, Queue& queue);

}  // namespace portcheck::server
