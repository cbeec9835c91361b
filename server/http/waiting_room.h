// Connections without a whole request: new ones, slow ones, and those kept alive between two requests. They
// cost a socket and no thread. The threads that answer wait here for the next one that has a request.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server/http/connection.h"

namespace portcheck::server {

using ConnectionPtr = std::unique_ptr<Connection>;

// Thread-safe.
class WaitingRoom {
 public:
  WaitingRoom() = default;
  ~WaitingRoom();
  WaitingRoom(const WaitingRoom&) = delete;
  WaitingRoom& operator=(const WaitingRoom&) = delete;

  std::string open();  // once, first; empty on success

  // The connection waits from now on, up to its deadline().
  void enter(ConnectionPtr connection);

  // The next connection with a whole head, or more than a head may have. Null when there was none for `wait`
  // (negative: for ever), and once for every wake(). Connections whose peers have gone are closed on the way.
  ConnectionPtr next(std::chrono::milliseconds wait);
  void wake();

  void close_late(Connection::Clock::time_point now);  // those whose deadline has passed
  bool close_oldest();                                 // who waits longest; false: nobody is here
  size_t size() const;

 private:
  void arm(Connection& connection) const;
  ConnectionPtr take(Connection* connection);

  int epoll_ = -1;
  int wakes_ = -1;  // an eventfd
  mutable std::mutex mutex_;
  std::unordered_map<Connection*, ConnectionPtr> waiting_;
};

}  // namespace portcheck::server
