#include "server/observe/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

namespace portcheck::server {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double resident_bytes() {
  std::ifstream in("/proc/self/statm");
  double all = 0, resident = 0;
  in >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double open_files() {
  double count = 0;
  std::error_code error;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end; !error && entry != end;
       entry.increment(error))
    ++count;
  return count;
}

const auto started = std::chrono::system_clock::now();

}  // namespace

void set_process_metrics(Metrics& metrics) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  metrics.set(Metric::process_cpu, {}, seconds(usage.ru_utime) + seconds(usage.ru_stime));
  metrics.set(Metric::process_memory, {}, resident_bytes());
  metrics.set(Metric::process_files, {}, open_files());
  metrics.set(Metric::process_start, {}, std::chrono::duration<double>(started.time_since_epoch()).count());
}

}  // namespace portcheck::server
