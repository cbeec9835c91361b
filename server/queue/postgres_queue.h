// The queue in a PostgreSQL database that several servers share.
#pragma once

#include <memory>
#include <string>

#include "server/queue/postgres.h"
#include "server/queue/queue.h"

namespace portcheck::server {

// Makes or updates the tables and takes back the leases that a former process of this `owner` left behind;
// the caller makes sure that no two processes have one owner's name at the same time. Null with `error` set
// on failure. A database that goes away later is waited for: until it is back every call fails, within
// seconds.
std::unique_ptr<Queue> open_postgres_queue(const std::string& connection, const std::string& owner,
                                           std::string& error, PostgresBounds bounds = {});

}  // namespace portcheck::server
