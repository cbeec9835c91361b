#include "server/queue/migrations.h"

#include <array>

namespace portcheck::server {
namespace {

// All times are Unix milliseconds. Of jobs.state, due and fresh_due: sql_queue.cc.
constexpr std::array kSqliteSteps = {
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
    // Jobs are taken desk by desk; who holds one; who may sweep when.
    R"sql(
DROP INDEX jobs_due;
CREATE INDEX jobs_desk_due ON jobs (desk, due, id) WHERE state < 2;
ALTER TABLE jobs ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE cursors ADD COLUMN next_sweep INTEGER NOT NULL DEFAULT 0;
)sql",
};

// Rows of "jobs" change several times in a short life: room in their pages, and vacuumed often.
constexpr std::array kPostgresSteps = {
    R"sql(
CREATE TABLE seen (
  desk text NOT NULL, key text NOT NULL, at bigint NOT NULL,
  PRIMARY KEY (desk, key)
);
CREATE INDEX seen_at ON seen (at);
CREATE TABLE jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  desk text NOT NULL, ticket text NOT NULL,
  state smallint NOT NULL DEFAULT 0,
  due bigint NOT NULL,
  fresh_due bigint,
  attempts integer NOT NULL DEFAULT 0,
  lease bigint NOT NULL DEFAULT 0,
  owner text NOT NULL DEFAULT '',
  trace text NOT NULL DEFAULT '',
  reason text NOT NULL DEFAULT '',
  died_at bigint,
  UNIQUE (desk, ticket)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX jobs_desk_due ON jobs (desk, due, id) WHERE state < 2;
CREATE INDEX jobs_dead ON jobs (died_at) WHERE state = 2;
CREATE TABLE markers (
  desk text NOT NULL, ticket text NOT NULL, marker text NOT NULL, at bigint NOT NULL,
  PRIMARY KEY (desk, ticket)
);
CREATE TABLE cursors (desk text PRIMARY KEY, cursor text NOT NULL, next_sweep bigint NOT NULL DEFAULT 0);
)sql",
};

bool is_newer(int64_t version, size_t known, std::string& error) {
  if (version <= static_cast<int64_t>(known)) return false;
  error = "the queue was written by a newer version of portcheckd (format " + std::to_string(version) +
          ", this one knows up to " + std::to_string(known) + ")";
  return true;
}

}  // namespace

bool migrate_queue(SqliteDb& db, std::string& error) {
  if (!db.run("PRAGMA user_version")) {
    error = db.error();
    return false;
  }
  const int64_t version = db.integer(0, 0);
  if (is_newer(version, kSqliteSteps.size(), error)) return false;
  for (auto step = static_cast<size_t>(version); step < kSqliteSteps.size(); ++step) {
    const std::string stamp = "PRAGMA user_version = " + std::to_string(step + 1);
    if (db.begin() && db.execute(kSqliteSteps[step]) && db.execute(stamp.c_str()) && db.commit()) continue;
    error = db.error();
    db.rollback();
    return false;
  }
  return true;
}

bool migrate_queue(PostgresDb& db, std::string& error) {
  const auto failed = [&] {
    if (error.empty()) error = db.error();
    db.rollback();
    return false;
  };
  // "IF NOT EXISTS" would ask for the right to make a schema even where an administrator has made it.
  if (!db.begin() || !db.run("SELECT pg_advisory_xact_lock(hashtext('portcheck'), hashtext('migrate'))") ||
      !db.run("SELECT to_regnamespace('portcheck') IS NOT NULL, to_regclass('portcheck.meta') IS NOT NULL"))
    return failed();
  const bool schema = db.text(0, 0) == "t", meta = db.text(0, 1) == "t";
  if ((!schema && !db.execute("CREATE SCHEMA portcheck")) ||
      (!meta && !db.execute("CREATE TABLE portcheck.meta (version integer NOT NULL)")) ||
      !db.run("SELECT version FROM portcheck.meta"))
    return failed();
  const int64_t version = db.rows() == 0 ? 0 : db.integer(0, 0);
  if (is_newer(version, kPostgresSteps.size(), error)) return failed();
  for (auto step = static_cast<size_t>(version); step < kPostgresSteps.size(); ++step) {
    if (!db.execute(kPostgresSteps[step])) return failed();
  }
  const std::string stamp = "DELETE FROM portcheck.meta; INSERT INTO portcheck.meta VALUES (" +
                            std::to_string(kPostgresSteps.size()) + ")";
  return (db.execute(stamp.c_str()) && db.commit()) || failed();
}

}  // namespace portcheck::server
