#include "server/desk/demo/schema.h"

#include <array>

namespace portcheck::server::demo {

namespace {

// Times are milliseconds since 1970, UTC.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE tickets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  access_key TEXT NOT NULL,                  -- opens the customer's page of this ticket
  subject TEXT NOT NULL,
  description TEXT NOT NULL,
  reason TEXT NOT NULL,
  sub_category TEXT NOT NULL,
  requester_name TEXT NOT NULL,
  requester_email TEXT NOT NULL,
  status TEXT NOT NULL,
  porting_result TEXT NOT NULL DEFAULT '',   -- the custom field that the API's account sets
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  input_at INTEGER NOT NULL,                 -- last change of what a check reads: fields and files
  checked_at INTEGER NOT NULL DEFAULT 0      -- last time the API's account came with a result, changed or not
);
CREATE INDEX tickets_by_category ON tickets (reason, sub_category);

CREATE TABLE tags (
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (ticket_id, tag)
) WITHOUT ROWID;

CREATE TABLE comments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  author_kind TEXT NOT NULL,                 -- customer, agent, app
  author TEXT NOT NULL,
  internal INTEGER NOT NULL,
  format TEXT NOT NULL,                      -- text, html
  body TEXT NOT NULL,
  marker TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
);
CREATE INDEX comments_by_ticket ON comments (ticket_id, id);
CREATE UNIQUE INDEX one_note_per_app ON comments (ticket_id, author) WHERE author_kind = 'app';

CREATE TABLE attachments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  ticket_id INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
  comment_id INTEGER REFERENCES comments (id) ON DELETE CASCADE,  -- null: came with the ticket itself
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX attachments_by_ticket ON attachments (ticket_id, id);

-- Apart from attachments, so that lists never walk over megabytes.
CREATE TABLE contents (
  attachment_id INTEGER PRIMARY KEY REFERENCES attachments (id) ON DELETE CASCADE,
  bytes BLOB NOT NULL
);

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook_id TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,                   -- null: given up
  last_error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_by_time ON outbox (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
)sql";

constexpr std::array kSteps = {kVersion1};  // step i leads from version i to i + 1
static_assert(kSteps.size() == kSchemaVersion);

int64_t version_of(Connection& db) {
  Statement statement = db.prepare("PRAGMA user_version");
  return statement.step() ? statement.integer(0) : 0;
}

}  // namespace

void migrate(Connection& db) {
  const std::lock_guard lock(db.mutex());
  Transaction transaction(db);
  const int64_t found = version_of(db);
  if (found > kSchemaVersion) {
    throw SqlError("the ticket store has version " + std::to_string(found) + "; this program knows up to " +
                   std::to_string(kSchemaVersion));
  }
  for (auto version = static_cast<size_t>(found); version < kSteps.size(); ++version)
    db.execute(kSteps[version]);
  if (found < kSchemaVersion) db.execute("PRAGMA user_version = " + std::to_string(kSchemaVersion));
  transaction.commit();
}

}  // namespace portcheck::server::demo
