// The queue's tables, as steps: step N brings a file from user_version N to N+1. Steps that were released
// never change.
#pragma once

#include "server/queue/sqlite.h"

namespace portcheck::server {

// False with db.error(), or with a file written by a newer version: then nothing was changed.
bool migrate_queue(SqliteDb& db, std::string& error);

}  // namespace portcheck::server
