// Hears when other servers, or this one, put work into the database, and whether the database is there at
// all: a connection of its own, on a thread of its own.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "server/queue/postgres.h"

namespace portcheck::server {

class PostgresListener {
 public:
  // `heard` gets a desk's name, or "" when anything may have been missed.
  PostgresListener(std::shared_ptr<const PostgresAddress> address,
                   std::function<void(const std::string&)> heard);
  ~PostgresListener();
  PostgresListener(const PostgresListener&) = delete;
  PostgresListener& operator=(const PostgresListener&) = delete;

  bool connected() const { return connected_; }

 private:
  void run();
  bool nap(int socket, std::chrono::milliseconds time) const;  // whether the server is to go on

  PostgresDb db_;
  const std::function<void(const std::string&)> heard_;
  std::atomic<bool> connected_{true};
  int stop_[2] = {-1, -1};  // a pipe: closed at its writing end to stop
  std::thread thread_;
};

}  // namespace portcheck::server
