// The demo desk's tables, and the way from every earlier version to the present one (PRAGMA user_version).
#pragma once

#include "server/desk/demo/sqlite.h"

namespace portcheck::server::demo {

inline constexpr int64_t kSchemaVersion = 1;

// Throws SqlError, also for a file written by a newer version: it is left as it was.
void migrate(Connection& db);

}  // namespace portcheck::server::demo
