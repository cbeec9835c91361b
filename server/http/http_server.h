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
#include "server/http/routes.h"
#include "server/observe/metrics.h"

namespace portcheck::server {

class HttpServer {
 public:
  HttpServer(uint32_t threads, Metrics& metrics);
  ~HttpServer();  // stops
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds and listens, without answering yet. Port 0 takes a free one. Empty on success, else what is wrong
  // and what to do about it.
  std::string bind(const std::string& host, uint16_t port);
  uint16_t port() const { return port_; }
  size_t connections() const { return registry_.size(); }

  void start(const RouteTable& table);  // once, after bind(); the table must outlive the server
  // Accepts no more, closes what waits, lets requests being handled finish within `bound`. False: some did
  // not.
  bool stop(std::chrono::milliseconds bound);

 private:
  class Engine;

  void accept_loop();
  size_t waiting_for_a_thread();
  void worker();
  void serve(int socket);

  const uint32_t thread_count_;
  Metrics& metrics_;
  std::unique_ptr<Engine> engine_;
  ConnectionRegistry registry_;
  int listener_ = -1;
  int wake_[2] = {-1, -1};  // a pipe that ends the accept loop
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};

  std::mutex mutex_;
  std::condition_variable work_, idle_;
  std::deque<int> accepted_;
  uint32_t busy_ = 0;
  std::thread accept_thread_;
  std::vector<std::thread> threads_;
};

}  // namespace portcheck::server
