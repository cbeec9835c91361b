// The agents' side of the demo desk: list, ticket, download, reply, reclassify. Server-rendered, no
// JavaScript.
#pragma once

#include <string>

#include "server/desk/demo/form.h"
#include "server/desk/demo/store.h"
#include "server/http/route.h"

namespace portcheck::server::demo {

struct AgentSettings {
  std::string password;  // HTTP Basic, any user name; empty: everybody who reaches the server may look
  FormLimits limits;
};

Routes agent_routes(Store& store, AgentSettings settings, Clock clock);

}  // namespace portcheck::server::demo
