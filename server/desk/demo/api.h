// The demo desk's ticket API, as an outside program uses it: JSON over HTTP with a bearer token. README.md
// lists the routes and shapes.
#pragma once

#include <string>

#include "server/desk/demo/store.h"
#include "server/http/route.h"

namespace portcheck::server::demo {

struct ApiSettings {
  std::string token;    // empty: every request is refused
  std::string account;  // the name of the token's account: author of its notes, actor of its events
};

Routes api_routes(Store& store, ApiSettings settings);

// Streams a stored file; the response's type is application/octet-stream. Shared with the agents' pages.
void send_file(Store& store, const File& file, httplib::Response& response);

}  // namespace portcheck::server::demo
