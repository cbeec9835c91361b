// PostgreSQL as the queue needs it, over libpq: one connection that comes back by itself, prepared
// statements, and no call that waits for ever, whatever the server or the network does.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "server/queue/sql.h"

struct pg_conn;
struct pg_result;

namespace portcheck::server {

// "host=db dbname=portcheck user=portcheck password=…" or "postgresql://…".
bool is_postgres_connection(const std::string& text);

// How long is waited, for the whole of an answer; and, at the server, for a statement, for a lock, and for us
// within a transaction: a server of ours that is frozen must not hold the others' tickets. Each is below
// `answer`, so that the database names the reason where it can.
struct PostgresBounds {
  std::chrono::milliseconds answer{10'000}, statement{8'000}, lock{6'000}, idle{3'000};
};

// Where to connect to; may be replaced while connections are open, which then keep what they have.
class PostgresAddress {
 public:
  explicit PostgresAddress(std::string connection, PostgresBounds bounds = {})
      : bounds_(bounds), connection_(std::move(connection)) {}
  const PostgresBounds& bounds() const { return bounds_; }
  std::string get() const {
    const std::lock_guard lock(mutex_);
    return connection_;
  }
  void set(std::string connection) {
    const std::lock_guard lock(mutex_);
    connection_ = std::move(connection);
  }

 private:
  const PostgresBounds bounds_;
  mutable std::mutex mutex_;
  std::string connection_;
};

class PostgresDb final : public SqlDb {
 public:
  // `told_time` is called with the database's clock, Unix milliseconds, at every begin().
  explicit PostgresDb(std::shared_ptr<const PostgresAddress> address,
                      std::function<void(int64_t)> told_time = nullptr);
  ~PostgresDb() override;

  bool connect();  // begin() does it where needed
  bool connected() const { return connection_ != nullptr; }
  bool begin() override;
  bool commit() override { return execute("COMMIT"); }
  void rollback() override;
  bool run(const char* sql, std::initializer_list<SqlValue> values = {}) override;
  // Any number of statements, without values; rows are those of the last.
  bool execute(const char* sql);

  // --- for who listens ---
  int socket() const;  // -1: not connected
  // Payloads of the notifications that have come in. False: the connection is lost.
  bool notifications(const std::function<void(const std::string&)>& heard);

 private:
  using Deadline = std::chrono::steady_clock::time_point;

  bool usable();           // connected, or why not in error()
  bool finish(bool sent);  // waits for the results of what was sent
  bool take(pg_result* result);
  bool flushed(Deadline end);
  bool readable(Deadline end);
  void lose(const std::string& why, bool again = true);

  const std::shared_ptr<const PostgresAddress> address_;
  const std::function<void(int64_t)> told_time_;
  pg_conn* connection_ = nullptr;
  std::map<const char*, std::string> prepared_;  // names of statements
  bool in_transaction_ = false;
  Deadline next_try_{};
};

}  // namespace portcheck::server
