// The few things the demo desk needs of SQLite: connections, statements, transactions. Errors are thrown as
// SqlError.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace portcheck::server::demo {

struct SqlError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Statement {
 public:
  Statement(sqlite3* db, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Bind the next parameter, in order. Texts and blobs are not copied: they must live until the last step().
  Statement& bind(int64_t value);
  Statement& bind(std::string_view text);
  Statement& bind_blob(std::string_view bytes);
  Statement& bind_null();

  bool step();  // whether there is a row
  void run() { step(); }

  int64_t integer(int column) const;
  std::string text(int column) const;
  bool is_null(int column) const;

 private:
  void check(int code) const;

  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

// One connection. Whoever uses it holds `mutex()`.
class Connection {
 public:
  // WAL, foreign keys on, synchronous=FULL: what was committed survives a power cut.
  explicit Connection(const std::filesystem::path& path);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  std::mutex& mutex() { return mutex_; }
  Statement prepare(std::string_view sql) { return Statement(db_, sql); }
  void execute(const std::string& sql);
  int64_t last_insert_id() const;
  int64_t changes() const;

  // Up to buffer.size() bytes of one blob from `offset` on; returns how many.
  size_t read_blob(const char* table, const char* column, int64_t row, size_t offset, std::span<char> buffer);

 private:
  sqlite3* db_ = nullptr;
  std::mutex mutex_;
};

// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& db) : db_(db) { db_.execute("BEGIN IMMEDIATE"); }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Connection& db_;
  bool done_ = false;
};

}  // namespace portcheck::server::demo
