// Runs another program on bytes that nobody trusts: no network, no files but the system's and its folder's,
// no inherited environment, bounded time, memory, output and disk (confine.h); killed with everything it
// started when it passes a bound.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::server {

struct ChildLimits {
  std::chrono::milliseconds time{30'000};  // on the clock; of processor time as much
  uint64_t memory = uint64_t{1} << 30;     // address space of each process
  uint64_t output = uint64_t{16} << 20;    // bytes on its standard output
  uint64_t file = uint64_t{64} << 20;      // largest file that it may write
  bool may_fork = false;                   // threads it may start in any case
};

enum class ChildEnd : uint8_t {
  exited,     // by itself; `code` is its exit code
  signalled,  // by a signal, its own or of a resource limit; `code` is the signal
  timed_out,
  too_loud,    // more output than `output`
  not_started  // no such program, or no process to be had
};

struct ChildResult {
  ChildEnd end = ChildEnd::not_started;
  int code = 0;
  std::string out;     // what it said
  std::string errors;  // the first 4 KiB of what it complained about

  bool ok() const { return end == ChildEnd::exited && code == 0; }
  std::string why() const;  // "was killed after 30 s", "ended with 1: out of paper"
};

// `arguments[0]` is the program's absolute path. Works in `folder`, which also is its HOME and TMPDIR.
// Blocks; may be called by several threads at once.
ChildResult run_child(const std::vector<std::string>& arguments, const std::string& folder,
                      const ChildLimits& limits);

// Absolute path of a program in /usr/local/bin, /usr/bin or /bin; empty: there is none.
std::string find_program(std::string_view name);

// A folder for one job, removed with everything in it.
class JobFolder {
 public:
  // Below `parent`; path() is empty where none can be made.
  explicit JobFolder(const std::string& parent);
  ~JobFolder();
  JobFolder(const JobFolder&) = delete;
  JobFolder& operator=(const JobFolder&) = delete;

  const std::string& path() const { return path_; }
  // False when the disk refuses.
  bool write(const std::string& name, std::string_view bytes) const;

 private:
  std::string path_;
};

}  // namespace portcheck::server
