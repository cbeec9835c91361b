#include "server/sandbox/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "server/sandbox/confine.h"

namespace portcheck::server {
namespace {

using Clock = std::chrono::steady_clock;
constexpr size_t kErrorBytes = 4096;
constexpr int kNoProgram = 127;

// Both ends of a pipe; the parent's end does not reach other children.
struct Pipe {
  int read_end = -1, write_end = -1;

  bool open() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }
  static void shut(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }
  ~Pipe() {
    shut(read_end);
    shut(write_end);
  }
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

struct Start {
  std::vector<char*> arguments, environment;
  const char* folder;
  const ChildLimits& limits;
  int out, errors;
};

void limit(int resource, uint64_t most) {
  const rlimit bound{most, most};
  setrlimit(static_cast<__rlimit_resource_t>(resource), &bound);
}

// In the child: only calls that are allowed after fork() of a process with threads.
[[noreturn]] void become(const Start& start) {
  constexpr uint64_t kFiles = 64;
  setpgid(0, 0);
  const int nothing = open("/dev/null", O_RDONLY);
  if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(start.out, 1) < 0 || dup2(start.errors, 2) < 0 ||
      chdir(start.folder) != 0) {
    _exit(kNoProgram);
  }
  if (syscall(SYS_close_range, 3U, ~0U, 0U) != 0) {
    for (int other = 3; other < 1024; ++other) close(other);
  }
  const auto seconds = static_cast<uint64_t>(start.limits.time.count() + 999) / 1000 + 1;
  limit(RLIMIT_CPU, seconds);
  limit(RLIMIT_AS, start.limits.memory);
  limit(RLIMIT_FSIZE, start.limits.file);
  limit(RLIMIT_NOFILE, kFiles);
  limit(RLIMIT_CORE, 0);
  if (!confine_program(start.folder, start.limits.may_fork)) _exit(kNoProgram);
  execve(start.arguments[0], start.arguments.data(), start.environment.data());
  _exit(kNoProgram);
}

// Reads what is there; false at the end of the stream.
bool take(int from, std::string& into, size_t most) {
  std::array<char, 65536> block;
  const ssize_t count = read(from, block.data(), block.size());
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  if (into.size() < most) into.append(block.data(), std::min(static_cast<size_t>(count), most - into.size()));
  return count > 0;
}

int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return left < 0 ? 0 : static_cast<int>(std::min<int64_t>(left + 1, 1 << 30));
}

// Until both streams end or a bound is passed.
ChildEnd listen(Pipe& out, Pipe& errors, Clock::time_point deadline, const ChildLimits& limits,
                ChildResult& result) {
  while (out.read_end >= 0 || errors.read_end >= 0) {
    std::array<pollfd, 2> ends{{{out.read_end, POLLIN, 0}, {errors.read_end, POLLIN, 0}}};
    const int ready = poll(ends.data(), ends.size(), milliseconds_until(deadline));
    if (ready == 0 && Clock::now() >= deadline) return ChildEnd::timed_out;
    if (ready <= 0) continue;
    if (ends[0].revents != 0 && !take(out.read_end, result.out, limits.output + 1)) Pipe::shut(out.read_end);
    if (ends[1].revents != 0 && !take(errors.read_end, result.errors, kErrorBytes))
      Pipe::shut(errors.read_end);
    if (result.out.size() > limits.output) return ChildEnd::too_loud;
  }
  return ChildEnd::exited;
}

// Both streams are closed; the process may live on.
bool ended(pid_t child, int& status, Clock::time_point deadline) {
  for (;;) {
    const pid_t got = waitpid(child, &status, WNOHANG);
    if (got == child) return true;
    if (Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace

std::string ChildResult::why() const {
  std::string first = errors.substr(0, errors.find('\n'));
  for (char& c : first) c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  switch (end) {
    case ChildEnd::exited:
      return "ended with " + std::to_string(code) + (first.empty() ? "" : ": " + first);
    case ChildEnd::signalled:
      return "was stopped by signal " + std::to_string(code);
    case ChildEnd::timed_out:
      return "took too long and was killed";
    case ChildEnd::too_loud:
      return "gave more output than is taken and was killed";
    case ChildEnd::not_started:
      return "could not be started";
  }
  return {};
}

ChildResult run_child(const std::vector<std::string>& arguments, const std::string& folder,
                      const ChildLimits& limits) {
  ChildResult result;
  std::vector<std::string> words = arguments;
  std::vector<std::string> settings = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + folder,
                                       "TMPDIR=" + folder, "OMP_THREAD_LIMIT=1"};
  Pipe out, errors;
  if (!out.open() || !errors.open()) return result;
  const Start start{pointers(words), pointers(settings), folder.c_str(),
                    limits,          out.write_end,      errors.write_end};
  const auto deadline = Clock::now() + limits.time;
  const pid_t child = fork();
  if (child < 0) return result;
  if (child == 0) become(start);
  setpgid(child, child);  // here too: whoever comes first
  Pipe::shut(out.write_end);
  Pipe::shut(errors.write_end);
  result.end = listen(out, errors, deadline, limits, result);
  int status = 0;
  if (result.end != ChildEnd::exited || !ended(child, status, deadline)) {
    if (result.end == ChildEnd::exited) result.end = ChildEnd::timed_out;
    kill(-child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return result;
  }
  kill(-child, SIGKILL);  // what it left behind
  if (WIFSIGNALED(status)) {
    result.end = ChildEnd::signalled;
    result.code = WTERMSIG(status);
  } else {
    result.code = WEXITSTATUS(status);
    if (result.code == kNoProgram && result.out.empty() && result.errors.empty())
      result.end = ChildEnd::not_started;
  }
  return result;
}

std::string find_program(std::string_view name) {
  for (const std::string_view folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
    std::string path(folder);
    path += name;
    if (access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

JobFolder::JobFolder(const std::string& parent) {
  std::string path = parent + "/job-XXXXXX";
  if (mkdtemp(path.data()) != nullptr) path_ = path;
}

JobFolder::~JobFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

bool JobFolder::write(const std::string& name, std::string_view bytes) const {
  std::ofstream file(path_ + "/" + name, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return file.good();
}

}  // namespace portcheck::server
