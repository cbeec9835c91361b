#include "server/http/connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>
#include <vector>

#include "server/http/limits.h"

namespace portcheck::server {
namespace {

using namespace http_limits;

using Clock = std::chrono::steady_clock;

constexpr size_t kReadBytes = 16 << 10;
constexpr size_t kAnswerPiece = 16 << 10;

std::chrono::steady_clock::duration at_slowest(uint64_t bytes) {
  return std::chrono::seconds(bytes / kMinBytesPerSecond);
}

void address_of(const sockaddr_storage& address, std::string& ip, int& port) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    port = ntohs(v4.sin_port);
  } else if (address.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    port = ntohs(v6.sin6_port);
  }
  ip = text.data();
}

}  // namespace

void ActiveConnections::add(Connection& connection) {
  const std::lock_guard lock(mutex_);
  connections_.insert(&connection);
}

void ActiveConnections::remove(Connection& connection) {
  const std::lock_guard lock(mutex_);
  connections_.erase(&connection);
}

size_t ActiveConnections::cut_slow_bodies(size_t wanted) {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  std::vector<std::pair<Clock::time_point, Connection*>> slow;
  for (Connection* one : connections_) {
    const std::lock_guard phase_lock(one->phase_mutex_);
    if (one->phase_ == Phase::body && now - one->since_ > kSlowBody) slow.emplace_back(one->since_, one);
  }
  std::sort(slow.begin(), slow.end());
  if (slow.size() > wanted) slow.resize(wanted);
  for (const auto& [since, victim] : slow) ::shutdown(victim->socket_, SHUT_RDWR);
  return slow.size();
}

Connection::Connection(int socket, const sockaddr_storage& peer) : socket_(socket) {
  address_of(peer, peer_text_, peer_port_);
  peer_ = parse_address(peer_text_).value_or(IpAddress{});
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  begin_waiting();
}

Connection::~Connection() {
  ::shutdown(socket_, SHUT_RDWR);
  ::close(socket_);
}

void Connection::enter(Phase phase, Clock::duration allowed, uint64_t budget) {
  const auto now = Clock::now();
  deadline_ = now + allowed;
  budget_ = budget;
  const std::lock_guard lock(phase_mutex_);
  phase_ = phase;
  since_ = now;
}

void Connection::begin_waiting() {
  buffer_.erase(0, used_);
  used_ = 0;
  over_budget_ = false;
  waits_since_ = Clock::now();
  deadline_ = waits_since_ + (buffer_.empty() ? kIdle : kHead);
}

bool Connection::receive() {
  if (buffer_.empty()) deadline_ = Clock::now() + kHead;
  std::array<char, kReadBytes> piece;  // NOLINT: what is not received is not read
  const ssize_t got = ::recv(socket_, piece.data(), piece.size(), MSG_DONTWAIT);
  if (got > 0) buffer_.append(piece.data(), static_cast<size_t>(got));
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

bool Connection::has_request() const {
  return buffer_.size() - used_ >= kHeadBytes || buffer_.find("\r\n\r\n", used_) != std::string::npos;
}

void Connection::begin_request() {
  wraps_ = false;
  framing_.clear();
  enter(Phase::head, kHead, kHeadBytes);
}

bool Connection::wait(short events) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
    if (left.count() <= 0) return false;
    pollfd poll_entry{.fd = socket_, .events = events, .revents = 0};
    const int ready = ::poll(&poll_entry, 1, static_cast<int>(std::min<int64_t>(left.count(), 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Connection::fill() {
  if (!wait(POLLIN)) return false;
  buffer_.resize(kReadBytes);
  used_ = 0;
  ssize_t got = 0;
  do {
    got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
  } while (got < 0 && errno == EINTR);
  buffer_.resize(got > 0 ? static_cast<size_t>(got) : 0);
  return got > 0;
}

void Connection::begin_body(uint64_t bytes, uint64_t overhead) {
  enter(Phase::body, kBody + at_slowest(bytes), bytes + overhead);
}

void Connection::begin_multipart(uint64_t bytes) {
  begin_body(bytes, 0);
  std::array<char, 20> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), bytes, 16);
  framing_.assign(digits.data(), end);
  framing_ += "\r\n";
  body_end_.clear();
  wraps_ = true;
}

ssize_t Connection::read_framing(char* out, size_t size) {
  const size_t count = std::min(size, framing_.size());
  std::memcpy(out, framing_.data(), count);
  framing_.erase(0, count);
  return static_cast<ssize_t>(count);
}

void Connection::note_end_of_body(std::string_view piece) {
  body_end_.append(piece.substr(piece.size() - std::min<size_t>(2, piece.size())));
  if (body_end_.size() > 2) body_end_.erase(0, body_end_.size() - 2);
  if (budget_ != 0) return;
  framing_ = body_end_ == "\r\n" ? "\r\n0\r\n\r\n" : "\r\n2\r\n\r\n\r\n0\r\n\r\n";
  wraps_ = false;
}

void Connection::begin_handling() {
  enter(Phase::handling, std::chrono::hours(24), 0);
}

void Connection::begin_answer(uint64_t bytes) {
  enter(Phase::answer, kAnswer + at_slowest(bytes), 0);
}

bool Connection::end_answer() {
  std::string_view left = answer_;
  while (!left.empty()) {
    const ssize_t sent = send_now(left.data(), left.size());
    if (sent < 0) break;
    left.remove_prefix(static_cast<size_t>(sent));
  }
  const bool all = left.empty();
  answer_.clear();
  return all;
}

void Connection::linger() {
  ::shutdown(socket_, SHUT_WR);
  deadline_ = Clock::now() + kLinger;
  size_t drained = 0;
  while (drained < kLingerBytes && fill()) {
    drained += buffer_.size();
    used_ = buffer_.size();
  }
}

bool Connection::is_readable() const {
  return true;
}

bool Connection::is_writable() const {
  return true;
}

ssize_t Connection::read(char* out, size_t size) {
  if (size == 0) return 0;
  if (!framing_.empty()) return read_framing(out, size);
  if (budget_ == 0) {
    over_budget_ = true;
    closing_ = true;
    return -1;
  }
  if (used_ == buffer_.size() && !fill()) return -1;
  const size_t count = std::min<uint64_t>({size, buffer_.size() - used_, budget_});
  std::memcpy(out, buffer_.data() + used_, count);
  used_ += count;
  budget_ -= count;
  if (wraps_) note_end_of_body({out, count});
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* data, size_t size) {
  if (phase_ != Phase::answer) return send_now(data, size);
  if (answer_.size() + size <= kAnswerPiece) {
    answer_.append(data, size);
    return static_cast<ssize_t>(size);
  }
  return end_answer() ? send_now(data, size) : -1;
}

ssize_t Connection::send_now(const char* data, size_t size) {
  for (;;) {
    const ssize_t sent = ::send(socket_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) return sent;
    if (errno == EINTR) continue;
    if ((errno != EAGAIN && errno != EWOULDBLOCK) || !wait(POLLOUT)) return -1;
  }
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip = peer_text_;
  port = peer_port_;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0)
    address_of(address, ip, port);
}

}  // namespace portcheck::server
