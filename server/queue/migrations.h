// The queue's tables, as steps: step N brings a database from version N to N+1. Steps that were released
// never change. PostgreSQL's must let servers of the version before go on working: they are changed one by
// one.
#pragma once

#include "server/queue/postgres.h"
#include "server/queue/sqlite.h"

namespace portcheck::server {

// False with `error`: also for tables of a newer version, which are left as they are.
bool migrate_queue(SqliteDb& db, std::string& error);
// Makes the schema "portcheck" where it is missing. Servers that start at once wait for each other.
bool migrate_queue(PostgresDb& db, std::string& error);

}  // namespace portcheck::server
