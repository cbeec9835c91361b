#include "server/queue/sqlite_queue.h"

#include "server/queue/migrations.h"
#include "server/queue/sqlite.h"

namespace portcheck::server {

std::unique_ptr<SqlQueue> open_sqlite_queue(const std::string& file, std::string& error) {
  auto db = std::make_unique<SqliteDb>();
  if (!db->open(file) || !db->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")) {
    error = db->error();
    return nullptr;
  }
  if (!migrate_queue(*db, error)) return nullptr;
  auto queue = std::make_unique<SqlQueue>(SqlQueueParts{.db = std::move(db),
                                                        .clock = std::make_shared<QueueClock>(),
                                                        .trouble = "the queue cannot be written to disk"});
  if (!queue->adopt(error)) return nullptr;
  return queue;
}

}  // namespace portcheck::server
