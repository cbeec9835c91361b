// The engine as the server has it: every request is judged in a process of its own, and a file that no
// process survives is named instead of read. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/engine/job.h"
#include "server/observe/metrics.h"
#include "server/ocr/scan_reader.h"
#include "server/sandbox/readers.h"

namespace portcheck::server {

struct ScanTrouble {
  std::string file, reason;  // a scan that could not be read, or not to its end
};

struct EngineResult {
  // Why there is no answer: `abandoned` and `unavailable` as there; what else ends a reader, when not the
  // files but the ticket's own words are at fault, or we.
  ReadEnd end = ReadEnd::answered;
  EngineAnswer answer{};
  std::vector<ScanTrouble> troubles{};  // only with a reader of scans
  bool ok() const { return end == ReadEnd::answered; }
};

class Engine {
 public:
  // `zygote` is the command that runs it (work.h).
  Engine(std::vector<std::string> zygote, ReaderLimits limits, Metrics& metrics);

  // One small job. Empty, or why readers cannot be had on this machine.
  std::string try_out();

  // Task::report or Task::note. A file that its reader does not survive is judged as unreadable (FIL-012)
  // with the rest, and left in the job as refused; files that fail only together are all. Without `scans`
  // scans stay unread, which the report says. `go_on` is asked now and then.
  EngineResult judge(EngineJob& job, const ScanReader* scans, const std::function<bool()>& go_on = nullptr);

  // Task::repair or Task::split, of a job that has been judged. None where nothing is to be done, or it
  // cannot be done.
  std::vector<OutputFile> mend(const EngineJob& job, const std::function<bool()>& go_on = nullptr);

 private:
  ReadResult ask(const EngineJob& job, EngineAnswer& answer, const std::function<bool()>& go_on);
  ReadEnd refuse_culprits(EngineJob& job, const std::function<bool()>& go_on);
  void note_failure(const ReadResult& result);

  const ReaderLimits limits_;
  Metrics& metrics_;
  Readers readers_;
};

}  // namespace portcheck::server
