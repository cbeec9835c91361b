// portcheckd dead-letters and replay, over the running server's admin API.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "server/config/config.h"

namespace portcheck::server {

// 0 done; 1 the server did not do it; 2 server.admin_token is not set.
int list_dead_letters(const Config& config, const std::string& url, std::ostream& out);
int replay_dead_letters(const Config& config, const std::string& url, std::optional<int64_t> id,
                        std::ostream& out);

}  // namespace portcheck::server
