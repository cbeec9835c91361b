#include "server/http/http_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
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
  return {};
}

void HttpServer::start(const RouteTable& table) {
  engine_ = std::make_unique<RequestEngine>(table, sources_, metrics_, stopping_, listener_);
  ::fcntl(listener_, F_SETFL, O_NONBLOCK);
  for (uint32_t i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { worker(); });
  reception_thread_ = std::thread([this] { reception(); });
}

void HttpServer::reception() {
  std::vector<ConnectionPtr> waiting;
  while (!stopping_) {
    std::vector<pollfd> polled = {{.fd = listener_, .events = POLLIN, .revents = 0},
                                  {.fd = wake_[0], .events = POLLIN, .revents = 0}};
    for (const ConnectionPtr& one : waiting)
      polled.push_back({.fd = one->socket(), .events = POLLIN, .revents = 0});
    size_t crowd = 0;
    {
      const std::lock_guard lock(mutex_);
      crowd = ready_.size();
    }
    const bool idle = waiting.empty() && crowd == 0;
    const int ready =
        ::poll(polled.data(), polled.size(), idle ? -1 : static_cast<int>(kReceptionTick.count()));
    if (stopping_) break;
    if (ready < 0) continue;
    receive_some(waiting, polled);
    if (polled[0].revents != 0) accept_some(waiting);
    if (polled[1].revents != 0) {
      std::array<char, 256> drain{};
      (void)!::read(wake_[0], drain.data(), drain.size());
    }
    {
      const std::lock_guard lock(mutex_);
      for (ConnectionPtr& one : returned_) waiting.push_back(std::move(one));
      returned_.clear();
      crowd = ready_.size();
      open_ = waiting.size() + crowd + busy_;
    }
    if (crowd > 0)
      metrics_.add(Metric::http_connections_evicted, {}, static_cast<double>(active_.cut_slow_bodies(crowd)));
  }
}

void HttpServer::receive_some(std::vector<ConnectionPtr>& waiting, const std::vector<pollfd>& polled) {
  const auto now = Connection::Clock::now();
  std::vector<ConnectionPtr> still;
  for (size_t i = 0; i < waiting.size(); ++i) {
    ConnectionPtr& one = waiting[i];
    if (polled[i + 2].revents != 0 && !one->receive()) continue;
    if (one->has_request()) {
      hand_over(std::move(one));
    } else if (now < one->deadline()) {
      still.push_back(std::move(one));
    }
  }
  waiting = std::move(still);
}

void HttpServer::accept_some(std::vector<ConnectionPtr>& waiting) {
  for (;;) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    const int socket = ::accept4(listener_, reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC);
    if (socket < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno == EAGAIN) return;
      Log::warning("http.accept_failed", {LogField::detail(std::strerror(errno))});
      if (!waiting.empty()) waiting.erase(waiting.begin());
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      return;
    }
    waiting.push_back(std::make_unique<Connection>(socket, peer));
    size_t elsewhere = 0;
    {
      const std::lock_guard lock(mutex_);
      elsewhere = busy_ + ready_.size();
    }
    if (waiting.size() + elsewhere > kConnections) {
      waiting.erase(waiting.begin());  // the list is in the order of arrival
      metrics_.add(Metric::http_connections_evicted);
    }
  }
}

void HttpServer::hand_over(ConnectionPtr connection) {
  {
    const std::lock_guard lock(mutex_);
    ready_.push_back(std::move(connection));
  }
  work_.notify_one();
}

void HttpServer::wake_reception() {
  const char byte = 0;
  (void)!::write(wake_[1], &byte, 1);
}

void HttpServer::worker() {
  for (;;) {
    ConnectionPtr connection;
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return stopping_ || !ready_.empty(); });
      if (ready_.empty()) return;
      connection = std::move(ready_.front());
      ready_.pop_front();
      ++busy_;
    }
    serve(std::move(connection));
    const std::lock_guard lock(mutex_);
    --busy_;
    idle_.notify_all();
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
  {
    const std::lock_guard lock(mutex_);
    returned_.push_back(std::move(connection));
  }
  wake_reception();
}

bool HttpServer::stop(std::chrono::milliseconds bound) {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    ready_.clear();
  }
  work_.notify_all();
  if (reception_thread_.joinable()) {
    wake_reception();
    reception_thread_.join();
  }
  std::unique_lock lock(mutex_);
  const bool idle = idle_.wait_for(lock, bound, [&] { return busy_ == 0; });
  if (idle) returned_.clear();
  return idle;
}

}  // namespace portcheck::server
