// portcheckd send-test-webhook: one webhook as the desk would send it, to the running server.
#pragma once

#include <ostream>
#include <string>

#include "server/config/config.h"

namespace portcheck::server {

// 0 the server took it; 1 it did not; 2 there is no such desk.
int send_test_webhook(const Config& config, const std::string& url, const std::string& desk,
                      const std::string& ticket, std::ostream& out);

}  // namespace portcheck::server
