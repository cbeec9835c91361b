#include "server/http/http_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "server/http/limits.h"
#include "server/http/request_engine.h"
#include "server/observe/log.h"

namespace portcheck::server {
namespace {

using namespace http_limits;

}  // namespace

HttpServer::HttpServer(uint32_t threads, SourcePolicy sources, Metrics& metrics)
    : thread_count_(threads), sources_(std::move(sources)), metrics_(metrics) {}

HttpServer::~HttpServer() {
  stop(std::chrono::hours(1));
  for (std::thread& thread : threads_) thread.join();
  for (const int fd : {listener_, wake_[0], wake_[1]}) {
    if (fd >= 0) ::close(fd);
  }
}

std::string HttpServer::bind(const std::string& host, uint16_t port) {
  const addrinfo hints{.ai_flags = AI_PASSIVE,
                       .ai_family = AF_UNSPEC,
                       .ai_socktype = SOCK_STREAM,
                       .ai_protocol = 0,
                       .ai_addrlen = 0,
                       .ai_addr = nullptr,
                       .ai_canonname = nullptr,
                       .ai_next = nullptr};
  addrinfo* found = nullptr;
  if (const int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); code != 0) {
    return "server.bind \"" + host + "\" is no address of this machine (" + ::gai_strerror(code) + ")";
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> release(found, ::freeaddrinfo);
  listener_ = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener_ < 0) return std::string("cannot make a socket: ") + std::strerror(errno);
  const int on = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const std::string place = host + ":" + std::to_string(port);
  if (::bind(listener_, found->ai_addr, found->ai_addrlen) != 0 || ::listen(listener_, kListenBacklog) != 0) {
    if (errno == EADDRINUSE)
      return place + " is in use by another program; stop it or choose another port (--port)";
    if (errno == EACCES) return place + " may not be used by this user; choose a port from 1024 on (--port)";
    return "cannot listen on " + place + ": " + std::strerror(errno);
  }
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                              : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
  if (::pipe2(wake_, O_CLOEXEC | O_NONBLOCK) != 0)
    return std::string("cannot make a pipe: ") + std::strerror(errno);
  return room_.open();
}

void HttpServer::start(const RouteTable& table) {
  engine_ = std::make_unique<RequestEngine>(table, sources_, metrics_, stopping_, listener_);
  ::fcntl(listener_, F_SETFL, O_NONBLOCK);
  for (uint32_t i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { worker(); });
  reception_thread_ = std::thread([this] { reception(); });
}

void HttpServer::reception() {
  std::array<pollfd, 2> polled = {pollfd{.fd = listener_, .events = POLLIN, .revents = 0},
                                  pollfd{.fd = wake_[0], .events = POLLIN, .revents = 0}};
  while (!stopping_) {
    const int tick = open_ == 0 ? -1 : static_cast<int>(kReceptionTick.count());
    const int ready = ::poll(polled.data(), polled.size(), tick);
    if (stopping_) break;
    if (ready > 0 && polled[0].revents != 0) accept_some();
    relieve();  // first: who has said something already is not late
    room_.close_late(Connection::Clock::now());
    count_connections();
  }
}

void HttpServer::accept_some() {
  for (;;) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    const int socket = ::accept4(listener_, reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC);
    if (socket < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno == EAGAIN) return;
      Log::warning("http.accept_failed", {LogField::detail(std::strerror(errno))});
      room_.close_oldest();
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      return;
    }
    room_.enter(std::make_unique<Connection>(socket, peer));
    count_connections();
    if (open_ > kConnections && room_.close_oldest()) metrics_.add(Metric::http_connections_evicted);
  }
}

// When every thread is busy nobody looks into the waiting room. Requests that wait there become a crowd, for
// which slow bodies have to make room.
void HttpServer::relieve() {
  size_t crowd = 0;
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      crowd = crowd_.size();
      if (busy_ < thread_count_) break;
    }
    ConnectionPtr connection = room_.next(std::chrono::milliseconds(0));
    if (connection == nullptr) break;
    {
      const std::lock_guard lock(mutex_);
      crowd_.push_back(std::move(connection));
    }
    room_.wake();  // a thread may have become free meanwhile
  }
  if (crowd > 0)
    metrics_.add(Metric::http_connections_evicted, {}, static_cast<double>(active_.cut_slow_bodies(crowd)));
}

void HttpServer::count_connections() {
  const size_t waiting = room_.size();
  const std::lock_guard lock(mutex_);
  open_ = waiting + crowd_.size() + busy_;
}

ConnectionPtr HttpServer::next_connection() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return nullptr;
      if (!crowd_.empty()) {
        ConnectionPtr connection = std::move(crowd_.front());
        crowd_.pop_front();
        ++busy_;
        return connection;
      }
    }
    ConnectionPtr connection = room_.next(std::chrono::milliseconds(-1));
    if (connection == nullptr) continue;
    const std::lock_guard lock(mutex_);
    if (stopping_) return nullptr;
    ++busy_;
    return connection;
  }
}

void HttpServer::worker() {
  while (ConnectionPtr connection = next_connection()) {
    serve(std::move(connection));
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) idle_.notify_all();
  }
}

void HttpServer::serve(ConnectionPtr connection) {
  active_.add(*connection);
  bool keep = true;
  while (keep && connection->has_request()) {
    connection->begin_request();
    keep = engine_->answer(*connection);
  }
  active_.remove(*connection);
  if (!keep) return;
  connection->begin_waiting();
  room_.enter(std::move(connection));
}

bool HttpServer::stop(std::chrono::milliseconds bound) {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    crowd_.clear();
  }
  if (reception_thread_.joinable()) {
    const char byte = 0;
    (void)!::write(wake_[1], &byte, 1);
    reception_thread_.join();
  }
  room_.close_late(Connection::Clock::time_point::max());
  for (size_t i = 0; i < threads_.size(); ++i) room_.wake();
  std::unique_lock lock(mutex_);
  return idle_.wait_for(lock, bound, [&] { return busy_ == 0; });
}

}  // namespace portcheck::server
