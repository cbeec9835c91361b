// The databases that a queue can be in, each empty at first, for tests that hold for all.
#pragma once

#include <memory>
#include <string>

#include "server/queue/queue.h"

namespace portcheck::server::testing_support {

class Backend {
 public:
  using Maker = std::unique_ptr<Backend> (*)();
  static std::unique_ptr<Backend> sqlite();
  static std::unique_ptr<Backend> postgres();

  virtual ~Backend() = default;
  // The same database each time: one queue after another.
  virtual std::unique_ptr<Queue> open(std::string& error) = 0;
};

// One PostgreSQL for all tests of a process, started when it is first asked for; stopped, and its folder
// removed, when the process ends.
class PostgresServer {
 public:
  static PostgresServer& get();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  const std::string& connection() const { return connection_; }
  void empty();  // no tables of ours
  void run(const std::string& sql);
  std::string ask(const std::string& sql);  // the first value
  void stop();
  void start();
  void freeze();  // every process of it stands still
  void thaw();

 private:
  PostgresServer();
  void signal_all(int number);

  std::string folder_, connection_;
  int pid_ = -1;
};

}  // namespace portcheck::server::testing_support
