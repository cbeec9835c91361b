// GET /templates/{file}: what a customer fills in. The porting template as a spreadsheet, and blank Letters
// of Authorization for local and for toll-free numbers. Read-only; made once, at the start.
#pragma once

#include "portcheck/date.h"
#include "server/http/route.h"

namespace portcheck::server {

// `today` is the letters' date of making.
Routes template_routes(Date today);

}  // namespace portcheck::server
