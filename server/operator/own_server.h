// Calls from portcheckd's commands to the portcheckd that is running.
#pragma once

#include <string>

#include "server/config/config.h"
#include "server/desk/outbound/client.h"

namespace portcheck::server {

// `url` empty: where server.bind and server.port say that it listens.
OutboundPolicy own_server(const Config& config, const std::string& url);

// What to tell the operator when it did not answer as it should.
std::string trouble_with(const OutboundPolicy& server, DeskError error, const std::string& detail);

}  // namespace portcheck::server
