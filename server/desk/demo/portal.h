// What customers reach of the demo desk: sending the contact form, their page of the request, adding files
// later. The form itself is a page of web/portal.
#pragma once

#include "server/desk/demo/form.h"
#include "server/desk/demo/store.h"
#include "server/http/route.h"

namespace portcheck::server::demo {

Routes portal_routes(Store& store, FormLimits limits, Clock clock);

}  // namespace portcheck::server::demo
