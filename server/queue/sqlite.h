// The little that the queue needs of SQLite, without exceptions: a connection, cached statements, results as
// values.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace portcheck::server {

class SqliteDb;

// A prepared statement in use. Reset when it goes out of scope; borrowed from the connection's cache.
class SqliteRow {
 public:
  explicit SqliteRow(SqliteDb& db, sqlite3_stmt* statement) : db_(db), statement_(statement) {}
  ~SqliteRow();
  SqliteRow(const SqliteRow&) = delete;
  SqliteRow& operator=(const SqliteRow&) = delete;

  SqliteRow& bind(int64_t value);
  SqliteRow& bind(std::string_view text);  // copied

  bool next();  // a row is there; false at the end and on failure
  bool run();   // to the end; false on failure

  int64_t integer(int column) const;
  std::string text(int column) const;

 private:
  SqliteDb& db_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

// One connection, used by one thread at a time.
class SqliteDb {
 public:
  SqliteDb() = default;
  ~SqliteDb();
  SqliteDb(const SqliteDb&) = delete;
  SqliteDb& operator=(const SqliteDb&) = delete;

  bool open(const std::string& path);
  bool execute(const char* sql);
  SqliteRow query(const char* sql);  // `sql` must be a constant: it is the cache's key
  int64_t changes() const;

  bool failed() const { return !error_.empty(); }
  const std::string& error() const { return error_; }  // of the last failed call
  void clear_error() { error_.clear(); }

 private:
  friend class SqliteRow;
  void fail();

  sqlite3* db_ = nullptr;
  std::map<const char*, sqlite3_stmt*> statements_;
  std::string error_;
};

}  // namespace portcheck::server
