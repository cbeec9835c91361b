#include "server/queue/postgres_listener.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>

#include "server/observe/log.h"

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBetweenLooks{5'000};  // whether the database still answers
constexpr milliseconds kBetweenTries{1'000};

}  // namespace

PostgresListener::PostgresListener(std::shared_ptr<const PostgresAddress> address,
                                   std::function<void(const std::string&)> heard)
    : db_(std::move(address)), heard_(std::move(heard)) {
  if (::pipe2(stop_, O_CLOEXEC) == 0) thread_ = std::thread([this] { run(); });
}

PostgresListener::~PostgresListener() {
  if (stop_[1] >= 0) ::close(stop_[1]);
  if (thread_.joinable()) thread_.join();
  if (stop_[0] >= 0) ::close(stop_[0]);
}

bool PostgresListener::nap(int socket, milliseconds time) const {
  std::array<pollfd, 2> both = {pollfd{.fd = stop_[0], .events = POLLIN, .revents = 0},
                                pollfd{.fd = socket, .events = POLLIN, .revents = 0}};
  ::poll(both.data(), both.size(), static_cast<int>(time.count()));
  return both[0].revents == 0;
}

void PostgresListener::run() {
  for (;;) {
    db_.clear_error();
    if (!db_.connect() || !db_.execute("LISTEN portcheck_work")) {
      connected_ = false;
      if (!nap(-1, kBetweenTries)) return;
      continue;
    }
    if (!connected_.exchange(true)) Log::info("queue.database_back");
    heard_("");
    for (;;) {
      const auto since = std::chrono::steady_clock::now();
      if (!nap(db_.socket(), kBetweenLooks)) return;
      if (!db_.notifications(heard_)) break;
      if (std::chrono::steady_clock::now() - since < kBetweenLooks) continue;
      if (!db_.execute("SELECT 1") || !db_.notifications(heard_)) break;
    }
    connected_ = false;
    Log::error("queue.database_gone", {LogField::detail(db_.error())});
  }
}

}  // namespace portcheck::server
