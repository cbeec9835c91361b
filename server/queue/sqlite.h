// SQLite as the queue needs it, without exceptions: a connection and its cached statements.
#pragma once

#include <map>
#include <string>

#include "server/queue/sql.h"

struct sqlite3;
struct sqlite3_stmt;

namespace portcheck::server {

class SqliteDb final : public SqlDb {
 public:
  SqliteDb() = default;
  ~SqliteDb() override;

  bool open(const std::string& path);
  bool begin() override { return execute("BEGIN IMMEDIATE"); }
  bool commit() override { return execute("COMMIT"); }
  void rollback() override;
  bool run(const char* sql, std::initializer_list<SqlValue> values = {}) override;
  // Any number of statements, without values or rows.
  bool execute(const char* sql);

 private:
  void fail();

  sqlite3* db_ = nullptr;
  std::map<const char*, sqlite3_stmt*> statements_;
};

}  // namespace portcheck::server
