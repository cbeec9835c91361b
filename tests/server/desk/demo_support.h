// What the demo desk's tests share: a folder, a clock, an HTTP server on a free loopback port.
#pragma once

#include "server/http/httplib.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include "server/desk/demo/clock.h"
#include "server/desk/demo/ticket.h"
#include "server/http/route.h"

namespace portcheck::server::demo::testing {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  std::filesystem::path file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// 2026-11-23 12:00:00 UTC until somebody moves it.
class FakeClock {
 public:
  Clock clock() {
    return [this] { return from_db(now_.load()); };
  }
  Time now() const { return from_db(now_.load()); }
  void advance(std::chrono::milliseconds by) { now_ += by.count(); }

 private:
  std::atomic<int64_t> now_{1795435200000};
};

// Binds at once, serves after start().
class LocalServer {
 public:
  LocalServer();
  ~LocalServer();
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

  httplib::Server& http() { return server_; }
  void add(const Routes& routes);
  void start();
  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
  httplib::Client client() const;

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

// Waits for `done`, at most ten seconds; whether it came.
bool eventually(const std::function<bool()>& done);

NewTicket porting_ticket();

}  // namespace portcheck::server::demo::testing
