// One TCP connection under time and size bounds, as the stream that httplib parses. Until a request's head is
// complete it belongs to the waiting room (waiting_room.h), which holds many and no thread; then to the
// thread that answers.
#pragma once

#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

#include "server/http/client_address.h"
#include "server/http/httplib.h"

namespace portcheck::server {

enum class Phase : uint8_t { head, body, handling, answer };

class Connection;

// The connections that threads are answering.
class ActiveConnections {
 public:
  void add(Connection& connection);
  void remove(Connection& connection);
  // Shuts down up to `wanted` connections whose bodies come slowly, the longest first. Returns how many.
  size_t cut_slow_bodies(size_t wanted);

 private:
  std::mutex mutex_;
  std::unordered_set<Connection*> connections_;
};

class Connection final : public httplib::Stream {
 public:
  using Clock = std::chrono::steady_clock;

  Connection(int socket, const sockaddr_storage& peer);  // takes it over and closes it at the end
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  const IpAddress& peer() const { return peer_; }

  // In the waiting room.
  void begin_waiting();
  Clock::time_point waits_since() const { return waits_since_; }
  bool receive();            // takes what has come, without waiting; false: the peer has gone
  bool has_request() const;  // a whole head is here, or more than a head may have
  Clock::time_point deadline() const { return deadline_; }  // of what it is waiting for

  // In the thread that answers, in this order; begin_body() only when there is one.
  void begin_request();
  // The head is read; a body of up to `bytes` may follow, encoded in up to `overhead` more.
  void begin_body(uint64_t bytes, uint64_t overhead);
  // The same for a multipart body of exactly `bytes`, given to httplib as one chunk, so that the line end
  // which it wants after the last boundary can be added where the sender left it out, as RFC 2046 allows and
  // Node 18 does.
  void begin_multipart(uint64_t bytes);
  void begin_handling();
  void begin_answer(uint64_t bytes);
  bool end_answer();  // sends what is still held back; false: the peer did not take it

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
  friend class ActiveConnections;

  void enter(Phase phase, Clock::duration allowed, uint64_t budget);
  bool wait(short events);
  bool fill();
  ssize_t send_now(const char* data, size_t size);
  ssize_t read_framing(char* out, size_t size);
  void note_end_of_body(std::string_view piece);

  const int socket_;
  IpAddress peer_{};
  std::string peer_text_;
  int peer_port_ = 0;
  std::string buffer_;
  size_t used_ = 0;      // of buffer_
  uint64_t budget_ = 0;  // bytes that may still be read in this phase
  Clock::time_point deadline_, waits_since_;
  std::string answer_;  // small pieces of it, to be sent as one
  bool closing_ = false;
  bool over_budget_ = false;

  bool wraps_ = false;    // begin_multipart()
  std::string framing_;   // of the one chunk, still to be given
  std::string body_end_;  // the last two bytes given

  std::mutex phase_mutex_;  // ActiveConnections reads the two below
  Phase phase_ = Phase::head;
  Clock::time_point since_;
};

}  // namespace portcheck::server
