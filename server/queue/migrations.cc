#include "server/queue/migrations.h"

#include <array>

namespace portcheck::server {
namespace {

constexpr std::array kSteps = {
    // jobs.state: 0 pending, 1 leased, 2 dead. jobs.due: when a pending job is due, or when a lease runs out.
    // jobs.fresh_due: set when an event came in during the lease. All times are Unix milliseconds.
    R"sql(
CREATE TABLE seen (
  desk TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (desk, key)
) WITHOUT ROWID;
CREATE INDEX seen_at ON seen (at);
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  desk TEXT NOT NULL, ticket TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL,
  fresh_due INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  died_at INTEGER,
  UNIQUE (desk, ticket)
);
CREATE INDEX jobs_due ON jobs (due) WHERE state < 2;
CREATE INDEX jobs_dead ON jobs (died_at) WHERE state = 2;
CREATE TABLE markers (
  desk TEXT NOT NULL, ticket TEXT NOT NULL, marker TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (desk, ticket)
) WITHOUT ROWID;
)sql",
    // Where each desk's sweep goes on.
    R"sql(
CREATE TABLE cursors (desk TEXT PRIMARY KEY, cursor TEXT NOT NULL) WITHOUT ROWID;
)sql",
    // The trace that the job's latest event belongs to.
    R"sql(
ALTER TABLE jobs ADD COLUMN trace TEXT NOT NULL DEFAULT '';
)sql",
};

}  // namespace

bool migrate_queue(SqliteDb& db, std::string& error) {
  int64_t version = 0;
  if (auto row = db.query("PRAGMA user_version"); row.next()) version = row.integer(0);
  if (version > static_cast<int64_t>(kSteps.size())) {
    error = "the queue was written by a newer version of portcheckd (format " + std::to_string(version) +
            ", this one knows up to " + std::to_string(kSteps.size()) + ")";
    return false;
  }
  for (auto step = static_cast<size_t>(version); step < kSteps.size(); ++step) {
    const std::string stamp = "PRAGMA user_version = " + std::to_string(step + 1);
    const bool done = db.execute("BEGIN IMMEDIATE") && db.execute(kSteps[step]) &&
                      db.execute(stamp.c_str()) && db.execute("COMMIT");
    if (!done) {
      error = db.error();
      db.execute("ROLLBACK");
      return false;
    }
  }
  return true;
}

}  // namespace portcheck::server
