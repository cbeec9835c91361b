// The HTTP server: own listener and threads around httplib's parser and router, so that every bound is ours
// (limits.h), a slow peer never keeps others out, and a refused body is never read.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/http/connection.h"
#include "server/http/request_engine.h"
#include "server/http/routes.h"
#include "server/http/waiting_room.h"
#include "server/observe/metrics.h"

namespace portcheck::server {

class HttpServer {
 public:
  HttpServer(uint32_t threads, SourcePolicy sources, Metrics& metrics);
  ~HttpServer();  // stops
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds and listens, without answering yet. Port 0 takes a free one. Empty on success, else what is wrong
  // and what to do about it.
  std::string bind(const std::string& host, uint16_t port);
  uint16_t port() const { return port_; }
  size_t connections() const { return open_; }

  void start(const RouteTable& table);  // once, after bind(); the table must outlive the server
  // Accepts no more, closes what waits, lets requests being handled finish within `bound`. False: some did
  // not.
  bool stop(std::chrono::milliseconds bound);

 private:
  // The reception: one thread that accepts connections into the waiting room, sends away who is late, and
  // sees to it that somebody is served when all threads are held up.
  void reception();
  void accept_some();
  void relieve();
  void count_connections();

  void worker();
  ConnectionPtr next_connection();  // null: stop
  void serve(ConnectionPtr connection);

  const uint32_t thread_count_;
  const SourcePolicy sources_;
  Metrics& metrics_;
  std::unique_ptr<RequestEngine> engine_;
  ActiveConnections active_;
  int listener_ = -1;
  int wake_[2] = {-1, -1};  // a pipe that interrupts the reception's poll()
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  WaitingRoom room_;

  mutable std::mutex mutex_;
  std::condition_variable idle_;
  std::deque<ConnectionPtr> crowd_;  // with a request, taken in while every thread was busy
  uint32_t busy_ = 0;
  std::atomic<size_t> open_{0};
  std::thread reception_thread_;
  std::vector<std::thread> threads_;
};

}  // namespace portcheck::server
