#include "server/queue/sqlite.h"

#include <sqlite3.h>

namespace portcheck::server {
namespace {

constexpr int kBusyMilliseconds = 5'000;  // a backup or a shell may hold the file for a moment

}  // namespace

SqliteRow::~SqliteRow() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

SqliteRow& SqliteRow::bind(int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, ++bound_, value);
  return *this;
}

SqliteRow& SqliteRow::bind(std::string_view text) {
  if (statement_ != nullptr) {
    sqlite3_bind_text64(statement_, ++bound_, text.data() == nullptr ? "" : text.data(), text.size(),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  return *this;
}

bool SqliteRow::next() {
  if (statement_ == nullptr) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) db_.fail();
  return false;
}

bool SqliteRow::run() {
  while (next()) {
  }
  return !db_.failed();
}

int64_t SqliteRow::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string SqliteRow::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return bytes == nullptr ? std::string()
                          : std::string(bytes, static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
}

SqliteDb::~SqliteDb() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

void SqliteDb::fail() {
  error_ = db_ == nullptr ? "out of memory" : sqlite3_errmsg(db_);
}

bool SqliteDb::open(const std::string& path) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
    fail();
    return false;
  }
  sqlite3_busy_timeout(db_, kBusyMilliseconds);
  return true;
}

bool SqliteDb::execute(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return true;
  fail();
  return false;
}

SqliteRow SqliteDb::query(const char* sql) {
  sqlite3_stmt*& statement = statements_[sql];
  if (statement == nullptr &&
      sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    fail();
    statement = nullptr;
  }
  return SqliteRow(*this, statement);
}

int64_t SqliteDb::changes() const {
  return sqlite3_changes64(db_);
}

}  // namespace portcheck::server
