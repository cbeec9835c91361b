#include "server/queue/sqlite.h"

#include <sqlite3.h>

namespace portcheck::server {
namespace {

constexpr int kBusyMilliseconds = 5'000;  // a backup or a shell may hold the file for a moment

void bind(sqlite3_stmt* statement, int place, const SqlValue& value) {
  if (const auto* number = std::get_if<int64_t>(&value)) {
    sqlite3_bind_int64(statement, place, *number);
    return;
  }
  const auto text = std::get<std::string_view>(value);
  sqlite3_bind_text64(statement, place, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}

std::string column(sqlite3_stmt* statement, int place) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, place));
  return bytes == nullptr ? std::string()
                          : std::string(bytes, static_cast<size_t>(sqlite3_column_bytes(statement, place)));
}

}  // namespace

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

void SqliteDb::rollback() {
  // A full disk makes SQLite roll back by itself; then this has nothing to do.
  if (sqlite3_get_autocommit(db_) == 0) execute("ROLLBACK");
}

bool SqliteDb::run(const char* sql, std::initializer_list<SqlValue> values) {
  rows_.clear();
  sqlite3_stmt*& statement = statements_[sql];
  if (statement == nullptr &&
      sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    fail();
    statement = nullptr;
    return false;
  }
  int place = 0;
  for (const SqlValue& value : values) bind(statement, ++place, value);
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    auto& row = rows_.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) row.push_back(column(statement, i));
  }
  if (code != SQLITE_DONE) fail();
  changes_ = sqlite3_changes64(db_);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return code == SQLITE_DONE;
}

}  // namespace portcheck::server
