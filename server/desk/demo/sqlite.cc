#include "server/desk/demo/sqlite.h"

#include <sqlite3.h>

#include <algorithm>

namespace portcheck::server::demo {

namespace {

constexpr int kBusyMilliseconds =
    10'000;  // another process (a backup, a shell) may hold the file for a moment

}  // namespace

Statement::Statement(sqlite3* db, std::string_view sql) : db_(db) {
  check(sqlite3_prepare_v2(db_, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr));
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw SqlError(sqlite3_errmsg(db_));
}

Statement& Statement::bind(int64_t value) {
  check(sqlite3_bind_int64(statement_, ++bound_, value));
  return *this;
}

Statement& Statement::bind(std::string_view text) {
  check(sqlite3_bind_text64(statement_, ++bound_, text.data() != nullptr ? text.data() : "", text.size(),
                            SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
  check(sqlite3_bind_blob64(statement_, ++bound_, bytes.data() != nullptr ? bytes.data() : "", bytes.size(),
                            SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind_null() {
  check(sqlite3_bind_null(statement_, ++bound_));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) throw SqlError(sqlite3_errmsg(db_));
  return false;
}

int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Connection::Connection(const std::filesystem::path& path) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
  if (sqlite3_open_v2(path.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
    const std::string reason = db_ != nullptr ? sqlite3_errmsg(db_) : "out of memory";
    sqlite3_close(db_);
    throw SqlError(path.string() + ": " + reason);
  }
  sqlite3_busy_timeout(db_, kBusyMilliseconds);
  try {
    execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
  } catch (const SqlError& error) {
    sqlite3_close(db_);
    throw SqlError(path.string() + ": " + error.what());
  }
}

Connection::~Connection() {
  sqlite3_close(db_);
}

void Connection::execute(const std::string& sql) {
  char* message = nullptr;
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
  const std::string reason = message != nullptr ? message : sqlite3_errmsg(db_);
  sqlite3_free(message);
  throw SqlError(reason);
}

int64_t Connection::last_insert_id() const {
  return sqlite3_last_insert_rowid(db_);
}

int64_t Connection::changes() const {
  return sqlite3_changes64(db_);
}

size_t Connection::read_blob(const char* table, const char* column, int64_t row, size_t offset,
                             std::span<char> buffer) {
  sqlite3_blob* blob = nullptr;
  if (sqlite3_blob_open(db_, "main", table, column, row, 0, &blob) != SQLITE_OK) {
    const std::string reason = sqlite3_errmsg(db_);
    sqlite3_blob_close(blob);
    throw SqlError(reason);
  }
  const auto size = static_cast<size_t>(sqlite3_blob_bytes(blob));
  const size_t wanted = offset < size ? std::min(buffer.size(), size - offset) : 0;
  const int code = wanted == 0 ? SQLITE_OK
                               : sqlite3_blob_read(blob, buffer.data(), static_cast<int>(wanted),
                                                   static_cast<int>(offset));
  const std::string reason = code == SQLITE_OK ? "" : sqlite3_errmsg(db_);
  sqlite3_blob_close(blob);
  if (code != SQLITE_OK) throw SqlError(reason);
  return wanted;
}

Transaction::~Transaction() {
  if (done_) return;
  try {
    db_.execute("ROLLBACK");
  } catch (const SqlError&) {  // SQLite has rolled back by itself, after a full disk for one
  }
}

void Transaction::commit() {
  db_.execute("COMMIT");
  done_ = true;
}

}  // namespace portcheck::server::demo
