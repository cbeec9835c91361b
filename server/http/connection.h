// One TCP connection under time and size bounds, as the stream that httplib parses. Its phase decides the
// deadline: waiting for a request, reading its head, reading its body, handling (no deadline), sending the
// answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>

#include "server/http/httplib.h"

namespace portcheck::server {

enum class Phase : uint8_t { waiting, head, body, handling, answer };

class Connection;

// All open connections. Closes those that only wait when newcomers need their threads.
class ConnectionRegistry {
 public:
  void add(Connection& connection);
  void remove(Connection& connection);
  // Shuts down up to `wanted` connections whose peers keep us waiting, the longest first: idle ones, then
  // those that have not finished their head, then slow bodies. Returns how many.
  size_t evict(size_t wanted);
  // Shuts down every connection that is not being served; those being served end after their answer.
  void close_waiting();
  size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::list<Connection*> connections_;
};

class Connection final : public httplib::Stream {
 public:
  // Takes the socket over and closes it at the end.
  Connection(ConnectionRegistry& registry, int socket);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Waits for the next request's first byte. False: the peer has gone, was too slow or was evicted.
  bool wait_for_request();
  // The head is read; a body of up to `bytes` may follow, encoded in up to `overhead` more.
  void begin_body(uint64_t bytes, uint64_t overhead);
  void begin_handling();
  void begin_answer(uint64_t bytes);

  void close_after_answer() { closing_ = true; }
  bool closing() const { return closing_; }
  bool over_budget() const { return over_budget_; }  // the peer sent more than the phase allows
  // Lets the peer read our answer although it is still sending: half-closes and drains within bounds.
  void linger();

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* out, size_t size) override;
  ssize_t write(const char* data, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  friend class ConnectionRegistry;
  using Clock = std::chrono::steady_clock;

  void enter(Phase phase, Clock::duration allowed, uint64_t budget);
  bool wait(short events);
  bool fill();

  ConnectionRegistry& registry_;
  const int socket_;
  std::string buffer_;
  size_t used_ = 0;
  uint64_t budget_ = 0;  // bytes that may still be read in this phase
  Clock::time_point deadline_;
  bool closing_ = false;
  bool over_budget_ = false;

  std::mutex phase_mutex_;  // read by the registry
  Phase phase_ = Phase::waiting;
  Clock::time_point since_;
};

}  // namespace portcheck::server
