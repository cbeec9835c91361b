// This process as the system sees it, under the names that Prometheus' own client libraries use.
#pragma once

#include "server/observe/metrics.h"

namespace portcheck::server {

void set_process_metrics(Metrics& metrics);

}  // namespace portcheck::server
