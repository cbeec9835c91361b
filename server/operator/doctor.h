// portcheckd doctor: a configuration against the live desk. Reads, never writes.
#pragma once

#include <ostream>
#include <string>

#include "server/config/config.h"

namespace portcheck::server {

// `desk` empty: all that are configured. 0 all is well; 1 something is wrong, with what to do and where to
// click; 2 there is no such desk.
int run_doctor(const Config& config, const std::string& desk, std::ostream& out);

}  // namespace portcheck::server
