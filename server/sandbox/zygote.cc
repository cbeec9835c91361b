#include "server/sandbox/zygote.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "server/sandbox/confine.h"
#include "server/sandbox/sanitized.h"
#include "server/sandbox/zygote_wire.h"

namespace portcheck::server {
namespace {

using Clock = std::chrono::steady_clock;

// --- the reader ---

bool read_all(int from, char* into, size_t size) {
  while (size > 0) {
    const ssize_t count = read(from, into, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    into += count;
    size -= static_cast<size_t>(count);
  }
  return true;
}

bool write_all(int to, const char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t count = write(to, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes += count;
    size -= static_cast<size_t>(count);
  }
  return true;
}

void limit(int resource, uint64_t soft, uint64_t hard) {
  const rlimit bound{soft, hard};
  setrlimit(static_cast<__rlimit_resource_t>(resource), &bound);
}

[[noreturn]] void read_one(int socket, const ReaderOrder& order, pid_t zygote, ReaderWork work) {
  constexpr int kOwn = kZygoteControl;
  if (dup2(socket, kOwn) < 0 || dup2(STDIN_FILENO, STDERR_FILENO) < 0 ||
      syscall(SYS_close_range, kOwn + 1, ~0U, 0U) != 0)
    _exit(1);
  const uint64_t seconds = order.milliseconds / 1000 + 1;
  limit(RLIMIT_CPU, seconds, seconds + 1);
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_FSIZE, 0, 0);
  if (!kSanitized) limit(RLIMIT_AS, order.memory, order.memory);
  if (!confine_reader() || getppid() != zygote) _exit(1);
  std::set_new_handler([] { _exit(kOutOfMemory); });
  uint64_t size = 0;
  if (!read_all(kOwn, reinterpret_cast<char*>(&size), sizeof size)) _exit(1);
  const std::unique_ptr<char[]> input(new char[size]);
  if (!read_all(kOwn, input.get(), size)) _exit(1);
  const std::string answer = work({input.get(), size});
  const uint64_t length = answer.size();
  const bool told = write_all(kOwn, reinterpret_cast<const char*>(&length), sizeof length) &&
                    write_all(kOwn, answer.data(), answer.size());
  _exit(told ? 0 : 1);
}

// --- the zygote ---

struct Reader {
  pid_t pid = 0;
  int socket = -1;
  Clock::time_point deadline;
  bool overdue = false, killed = false;
};

void tell_fate(int socket, FateKind kind, int code) {
  const ReaderFate fate{kFateSign, kind, code};
  (void)!send(socket, &fate, sizeof fate, MSG_DONTWAIT | MSG_NOSIGNAL);
  close(socket);
}

class Zygote {
 public:
  explicit Zygote(ReaderWork work) : work_(work) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &open_);
    struct sigaction wake {};
    wake.sa_handler = [](int) {};
    sigaction(SIGCHLD, &wake, nullptr);
  }

  void run() {
    while (wait()) {
      bury();
      const auto now = Clock::now();
      for (Reader& reader : readers_) {
        if (reader.killed || now < reader.deadline) continue;
        reader.overdue = true;
        end(reader);
      }
    }
  }

 private:
  static void end(Reader& reader) {
    kill(reader.pid, SIGKILL);
    reader.killed = true;
  }

  // False: the server is gone, and with this process its readers go.
  bool wait() {
    polled_.assign(1, {kZygoteControl, POLLIN, 0});
    auto next = Clock::now() + std::chrono::hours(1);
    for (const Reader& reader : readers_) {
      // POLLHUP: the server does not want the answer any more, or has it.
      polled_.push_back({reader.killed ? -1 : reader.socket, 0, 0});
      if (!reader.killed) next = std::min(next, reader.deadline);
    }
    const auto left = std::max(std::chrono::nanoseconds(0),
                               std::chrono::nanoseconds(next - Clock::now()) + std::chrono::milliseconds(1));
    const timespec nap{left.count() / 1'000'000'000, left.count() % 1'000'000'000};
    const int ready = ppoll(polled_.data(), polled_.size(), &nap, &open_);
    if (ready <= 0) return ready == 0 || errno == EINTR;
    for (size_t i = 0; i < readers_.size(); ++i) {
      if ((polled_[i + 1].revents & (POLLHUP | POLLERR)) != 0) end(readers_[i]);
    }
    return polled_[0].revents == 0 || take_order();
  }

  bool take_order() {
    ReaderOrder order;
    alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int))];
    iovec part{&order, sizeof order};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = room;
    message.msg_controllen = sizeof room;
    const ssize_t count = recvmsg(kZygoteControl, &message, MSG_CMSG_CLOEXEC);
    if (count < 0) return errno == EINTR;
    const cmsghdr* with = CMSG_FIRSTHDR(&message);
    if (count != sizeof order || with == nullptr || with->cmsg_type != SCM_RIGHTS) return false;
    int socket = -1;
    std::memcpy(&socket, CMSG_DATA(with), sizeof socket);
    const pid_t self = getpid(), child = fork();
    if (child == 0) read_one(socket, order, self, work_);
    if (child < 0)
      tell_fate(socket, FateKind::not_started, errno);
    else
      readers_.push_back({child, socket, Clock::now() + std::chrono::milliseconds(order.milliseconds)});
    return true;
  }

  void bury() {
    int status = 0;
    for (pid_t gone = 0; (gone = waitpid(-1, &status, WNOHANG)) > 0;) {
      const auto one =
          std::find_if(readers_.begin(), readers_.end(), [&](const Reader& r) { return r.pid == gone; });
      if (one == readers_.end()) continue;
      if (one->overdue)
        tell_fate(one->socket, FateKind::timed_out, 0);
      else if (WIFSIGNALED(status))
        tell_fate(one->socket, FateKind::signalled, WTERMSIG(status));
      else
        tell_fate(one->socket, FateKind::exited, WEXITSTATUS(status));
      readers_.erase(one);
    }
  }

  const ReaderWork work_;
  sigset_t open_{};  // the signals that wait() lets in
  std::vector<Reader> readers_;
  std::vector<pollfd> polled_;
};

}  // namespace

int run_zygote(ReaderWork work, std::string_view first) {
  // A terminal's Ctrl-C and a service manager's SIGTERM are for the server, which may still need readers.
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGUSR1, SIGUSR2}) ::signal(signal, SIG_IGN);
  if (!kSanitized) prctl(PR_SET_DUMPABLE, 0);  // LeakSanitizer looks at its own process from outside
  (void)work(first);
  Zygote(work).run();
  return 0;
}

}  // namespace portcheck::server
