// POST /webhooks/{desk}: verify, decode, make durable, answer. Nothing else happens before the answer.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "server/desk/desk.h"
#include "server/http/route.h"
#include "server/observe/metrics.h"
#include "server/queue/queue.h"

namespace portcheck::server {

struct WebhookIntake {
  std::map<std::string, Desk*> desks;
  Queue& queue;
  Metrics& metrics;
  std::function<TimePoint()> clock;
  std::chrono::milliseconds coalesce_delay;
};

// 202 {"accepted":n}: n new events are on disk (duplicates and events that are not ours count 0). 400
// malformed, 401 signature (the log, not the answer, tells wrong from stale), 404 unknown desk, 415 not JSON,
// 503 the disk or the database refused.
Routes webhook_routes(WebhookIntake intake);

}  // namespace portcheck::server
