#include "server/http/waiting_room.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace portcheck::server {

WaitingRoom::~WaitingRoom() {
  for (const int fd : {epoll_, wakes_}) {
    if (fd >= 0) ::close(fd);
  }
}

std::string WaitingRoom::open() {
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  wakes_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = nullptr;
  if (epoll_ < 0 || wakes_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wakes_, &event) != 0)
    return std::string("cannot wait for connections: ") + std::strerror(errno);
  return {};
}

// One event, and no more until it is armed again: a connection is in one thread's hands at a time.
void WaitingRoom::arm(Connection& connection) const {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT;
  event.data.ptr = &connection;
  if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.socket(), &event) != 0 && errno == ENOENT)
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket(), &event);
}

void WaitingRoom::enter(ConnectionPtr connection) {
  Connection& one = *connection;
  const std::lock_guard lock(mutex_);
  waiting_.emplace(&one, std::move(connection));
  arm(one);
}

ConnectionPtr WaitingRoom::take(Connection* connection) {
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find(connection);
  if (found == waiting_.end()) return nullptr;  // closed since
  ConnectionPtr out = std::move(found->second);
  waiting_.erase(found);
  return out;
}

ConnectionPtr WaitingRoom::next(std::chrono::milliseconds wait) {
  for (;;) {
    epoll_event event{};
    const int ready = ::epoll_wait(epoll_, &event, 1, static_cast<int>(wait.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return nullptr;
    if (event.data.ptr == nullptr) {
      uint64_t one = 0;
      (void)!::read(wakes_, &one, sizeof one);
      return nullptr;
    }
    ConnectionPtr connection = take(static_cast<Connection*>(event.data.ptr));
    if (connection == nullptr || !connection->receive()) continue;
    if (connection->has_request()) return connection;
    enter(std::move(connection));
  }
}

void WaitingRoom::wake() {
  const uint64_t one = 1;
  (void)!::write(wakes_, &one, sizeof one);
}

void WaitingRoom::close_late(Connection::Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(waiting_, [&](const auto& entry) { return entry.second->deadline() <= now; });
}

bool WaitingRoom::close_oldest() {
  const std::lock_guard lock(mutex_);
  const auto oldest = std::min_element(waiting_.begin(), waiting_.end(), [](const auto& a, const auto& b) {
    return a.second->waits_since() < b.second->waits_since();
  });
  if (oldest == waiting_.end()) return false;
  waiting_.erase(oldest);
  return true;
}

size_t WaitingRoom::size() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace portcheck::server
