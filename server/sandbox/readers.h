// Reads hostile bytes in a process made for them and gone with its answer (zygote.h). Thread-safe.
#pragma once

#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/sandbox/reader_limits.h"

namespace portcheck::server {

enum class ReadEnd : uint8_t {
  answered,
  crashed,        // `code` is the signal, or 0 where it ended without an answer
  out_of_memory,  // past ReaderLimits::memory
  timed_out,      // past ReaderLimits::time
  too_loud,       // past ReaderLimits::answer
  abandoned,      // `go_on` said no
  unavailable     // no process could be had
};
std::string_view to_string(ReadEnd end);  // "timed_out"

struct ReadResult {
  ReadEnd end = ReadEnd::unavailable;
  int code = 0;
  std::string answer{};  // of a reader that may have been taken over: to be believed in nothing
};

class Readers {
 public:
  // `command` runs the zygote: a program's path and its arguments.
  explicit Readers(std::vector<std::string> command);
  ~Readers();  // ends the zygote, and with it the readers
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  // Blocks. The input is the pieces, one after the other; they must stay until it returns. `go_on` is asked
  // now and then; after a no the reader is killed.
  ReadResult read(std::span<const std::string_view> input, const ReaderLimits& limits,
                  const std::function<bool()>& go_on = nullptr);

 private:
  bool order(int socket, const ReaderLimits& limits);
  bool start();
  void end();

  const std::vector<std::string> command_;
  std::mutex mutex_;
  int control_ = -1;
  int zygote_ = 0;
};

}  // namespace portcheck::server
