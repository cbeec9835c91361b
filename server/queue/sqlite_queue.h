// The queue in one SQLite file (WAL, synchronous=FULL).
#pragma once

#include <memory>
#include <string>

#include "server/queue/sql_queue.h"

namespace portcheck::server {

// Opens or creates the file and takes back the leases of a former process; the caller makes sure (with a lock
// on the data folder) that no other process uses it. Null with `error` set on failure.
std::unique_ptr<SqlQueue> open_sqlite_queue(const std::string& file, std::string& error);

}  // namespace portcheck::server
