#include "server/sandbox/readers.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "server/sandbox/sanitized.h"
#include "server/sandbox/zygote_wire.h"

namespace portcheck::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kAsk{500};         // how often `go_on` is asked
constexpr std::chrono::milliseconds kPatience{5'000};  // past the limit: the zygote does not see to it

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { shut(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return number_; }
  int release() { return std::exchange(number_, -1); }
  void shut() {
    if (number_ >= 0) close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

std::optional<std::pair<Descriptor, Descriptor>> socket_pair(int type) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0) return std::nullopt;
  return std::pair{Descriptor(ends[0]), Descriptor(ends[1])};
}

// The server's side of one reader: gives it the input and takes its answer.
class Exchange {
 public:
  Exchange(int socket, std::span<const std::string_view> input, const ReaderLimits& limits)
      : socket_(socket), limits_(limits) {
    for (const std::string_view piece : input) length_ += piece.size();
    rest_.emplace_back(reinterpret_cast<const char*>(&length_), sizeof length_);
    rest_.insert(rest_.end(), input.begin(), input.end());
  }

  ReadResult run(const std::function<bool()>& go_on) {
    const auto deadline = Clock::now() + limits_.time + kPatience;
    auto asked = Clock::now();
    for (;;) {
      const short sending = next_ < rest_.size() ? POLLOUT : 0;
      pollfd ready{socket_, static_cast<short>(POLLIN | sending), 0};
      const int count = poll(&ready, 1, static_cast<int>(kAsk.count()));
      const auto now = Clock::now();
      if (go_on && now - asked >= kAsk) {
        asked = now;
        if (!go_on()) return {.end = ReadEnd::abandoned};
      }
      if (now >= deadline) return {.end = ReadEnd::timed_out};
      if (count <= 0) continue;
      if ((ready.revents & POLLOUT) != 0) send_some();
      if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
      const bool more = receive_some();
      if (wanted() > limits_.answer) return {.end = ReadEnd::too_loud};
      if (complete()) return {.end = ReadEnd::answered, .answer = std::move(answer_)};
      if (!more) return fate();
    }
  }

 private:
  void send_some() {
    const std::string_view piece = rest_[next_];
    const ssize_t count = send(socket_, piece.data(), piece.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno != EINTR && errno != EAGAIN) {
      next_ = rest_.size();  // it is gone: what it left is still to be read
    } else if (count >= 0) {
      rest_[next_].remove_prefix(static_cast<size_t>(count));
      if (rest_[next_].empty()) ++next_;
    }
  }

  // The answer's length; 0 until it is known, and where a fate comes in its place.
  uint64_t wanted() const {
    uint64_t length = 0;
    if (begun()) std::memcpy(&length, length_bytes_.data(), sizeof length);
    return length;
  }
  bool begun() const { return head_ == length_bytes_.size() && length_bytes_ != kFateSign; }
  bool complete() const { return begun() && answer_.size() >= wanted(); }

  // False at the end.
  bool receive_some() {
    std::array<char, 65536> block;
    const ssize_t got = recv(socket_, block.data(), block.size(), MSG_DONTWAIT);
    if (got < 0) return errno == EINTR || errno == EAGAIN;
    std::string_view bytes(block.data(), static_cast<size_t>(got));
    tail_.append(bytes.substr(bytes.size() - std::min(bytes.size(), sizeof(ReaderFate))));
    if (tail_.size() > sizeof(ReaderFate)) tail_.erase(0, tail_.size() - sizeof(ReaderFate));
    const size_t to_head = std::min(bytes.size(), length_bytes_.size() - head_);
    std::memcpy(length_bytes_.data() + head_, bytes.data(), to_head);
    head_ += to_head;
    bytes.remove_prefix(to_head);
    if (answer_.size() < wanted() && wanted() <= limits_.answer)
      answer_.append(bytes.substr(0, wanted() - answer_.size()));
    return got > 0;
  }

  ReadResult fate() const {
    ReaderFate fate{};
    if (tail_.size() != sizeof fate) return {.end = ReadEnd::unavailable};
    std::memcpy(&fate, tail_.data(), sizeof fate);
    if (fate.sign != kFateSign) return {.end = ReadEnd::unavailable};  // the zygote is gone
    switch (fate.kind) {
      case FateKind::exited:
        return {.end = fate.code == kOutOfMemory ? ReadEnd::out_of_memory : ReadEnd::crashed};
      case FateKind::signalled:
        if (fate.code == SIGXCPU) return {.end = ReadEnd::timed_out};
        return {.end = ReadEnd::crashed, .code = fate.code};
      case FateKind::timed_out:
        return {.end = ReadEnd::timed_out};
      case FateKind::not_started:
        return {.end = ReadEnd::unavailable, .code = fate.code};
    }
    return {.end = ReadEnd::unavailable};
  }

  const int socket_;
  const ReaderLimits limits_;
  uint64_t length_ = 0;
  std::vector<std::string_view> rest_;  // still to be sent, from next_ on
  size_t next_ = 0;
  std::array<char, sizeof(uint64_t)> length_bytes_{};
  size_t head_ = 0;  // bytes of it that have come
  std::string answer_, tail_;
};

// Nothing of ours but what a sanitizer is told.
std::vector<std::string> environment() {
  std::vector<std::string> out;
  if (!kSanitized) return out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (std::string_view(*entry).find("SAN_OPTIONS=") != std::string_view::npos) out.emplace_back(*entry);
  }
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

std::string_view to_string(ReadEnd end) {
  switch (end) {
    case ReadEnd::answered:
      return "answered";
    case ReadEnd::crashed:
      return "crashed";
    case ReadEnd::out_of_memory:
      return "out_of_memory";
    case ReadEnd::timed_out:
      return "timed_out";
    case ReadEnd::too_loud:
      return "too_loud";
    case ReadEnd::abandoned:
      return "abandoned";
    case ReadEnd::unavailable:
      return "unavailable";
  }
  return {};
}

Readers::Readers(std::vector<std::string> command) : command_(std::move(command)) {}

Readers::~Readers() {
  const std::lock_guard lock(mutex_);
  end();
}

void Readers::end() {
  if (control_ < 0) return;
  close(std::exchange(control_, -1));
  while (waitpid(zygote_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool Readers::start() {
  auto pair = socket_pair(SOCK_SEQPACKET);
  if (!pair) return false;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&actions) != 0) return false;
  posix_spawnattr_init(&attributes);
  // A socket with the very number that it is to have would keep its close-on-exec flag: dup2() to itself
  // changes nothing.
  Descriptor theirs(fcntl(pair->second.get(), F_DUPFD_CLOEXEC, kZygoteControl + 1));
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, theirs.get(), kZygoteControl);
  posix_spawn_file_actions_addclosefrom_np(&actions, kZygoteControl + 1);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::vector<std::string> words = command_, settings = environment();
  const int failed = posix_spawn(&zygote_, words[0].c_str(), &actions, &attributes, pointers(words).data(),
                                 pointers(settings).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) return false;
  control_ = pair->first.release();
  return true;
}

bool Readers::order(int socket, const ReaderLimits& limits) {
  ReaderOrder order{static_cast<uint64_t>(limits.time.count()), limits.memory};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room{};
  iovec part{&order, sizeof order};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = room.data();
  message.msg_controllen = room.size();
  cmsghdr* with = CMSG_FIRSTHDR(&message);
  with->cmsg_level = SOL_SOCKET;
  with->cmsg_type = SCM_RIGHTS;
  with->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(with), &socket, sizeof socket);

  const std::lock_guard lock(mutex_);
  constexpr int kTries = 2;  // of a zygote that is gone, and of the next one
  for (int i = 0; i < kTries; ++i) {
    if (control_ < 0 && !start()) return false;
    ssize_t sent = 0;
    do {
      sent = sendmsg(control_, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent == sizeof order) return true;
    end();
  }
  return false;
}

ReadResult Readers::read(std::span<const std::string_view> input, const ReaderLimits& limits,
                         const std::function<bool()>& go_on) {
  constexpr int kTries = 2;
  ReadResult result;
  for (int i = 0; i < kTries; ++i) {
    auto pair = socket_pair(SOCK_STREAM);
    if (!pair || !order(pair->second.get(), limits)) return {};
    pair->second.shut();  // the end of the reader and the zygote is then the end of the stream
    result = Exchange(pair->first.get(), input, limits).run(go_on);
    if (result.end != ReadEnd::unavailable || result.code != 0) return result;
  }
  return result;
}

}  // namespace portcheck::server
