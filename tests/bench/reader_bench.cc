// What it costs to judge a ticket's files in a process made for it: the same job in this process and in a
// confined reader of the given portcheckd. One JSON line, in milliseconds: medians on the clock, and
// processor time, which other programs on the machine disturb less.
//   portcheck_reader_bench PORTCHECKD RUNS FILE...
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "server/engine/engine.h"
#include "server/engine/work.h"

namespace {

using namespace portcheck;
using namespace portcheck::server;
using Clock = std::chrono::steady_clock;

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (file && !bytes.empty()) return bytes;
  std::fprintf(stderr, "portcheck_reader_bench: cannot read %s\n", path.c_str());
  std::exit(1);
}

struct Times {
  double median = 0, slowest_in_a_hundred = 0;
};

double processor_ms(int whose) {
  rusage used{};
  getrusage(whose, &used);
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

template <class Run>
Times times_of(int runs, const Run& run) {
  std::vector<double> all;
  for (int i = 0; i < runs; ++i) {
    const auto start = Clock::now();
    run();
    all.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::sort(all.begin(), all.end());
  return {all[all.size() / 2], all[all.size() * 99 / 100]};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const int runs = std::atoi(argv[2]);
  std::vector<std::string> bytes;
  for (int i = 3; i < argc; ++i) bytes.push_back(read(argv[i]));
  EngineJob job;
  job.task = Task::note;
  job.reply_language = "en";
  job.request.today = *parse_iso_date("2026-11-23");
  job.request.ticket = Ticket();
  for (int i = 3; i < argc; ++i)
    job.request.files.push_back({.name = argv[i], .bytes = bytes[static_cast<size_t>(i) - 3], .sha256 = {}});

  const double before_here = processor_ms(RUSAGE_SELF);
  const Times here = times_of(runs, [&] {
    std::string head, input;
    for (const std::string_view piece : encode(job, head)) input += piece;
    EngineAnswer answer;
    if (!decode(answer_job(input), answer)) std::exit(1);
  });
  const double cpu_here = (processor_ms(RUSAGE_SELF) - before_here) / runs;

  Metrics metrics;
  Times there;
  double seconds = 0;
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const double before_there = processor_ms(RUSAGE_SELF);
  {
    Engine engine({argv[1], kZygoteArgument}, {}, metrics);
    if (const std::string trouble = engine.try_out(); !trouble.empty()) {
      std::fprintf(stderr, "portcheck_reader_bench: %s\n", trouble.c_str());
      return 1;
    }
    const auto judge = [&] {
      EngineJob one = job;
      if (!engine.judge(one, nullptr).ok()) std::exit(1);
    };
    there = times_of(runs, judge);
    const auto start = Clock::now();
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < cores; ++i) threads.emplace_back([&] { times_of(runs, judge); });
    for (std::thread& thread : threads) thread.join();
    seconds = std::chrono::duration<double>(Clock::now() - start).count();
  }  // with its zygote, whose readers' time is then ours
  const double all_there = processor_ms(RUSAGE_SELF) - before_there + processor_ms(RUSAGE_CHILDREN);
  const double cpu_there = all_there / (runs * (1.0 + cores));
  std::printf(
      "{\"in_process\":%.3f,\"in_reader\":%.3f,\"reader_p99\":%.3f,\"per_second_all_cores\":%.0f,"
      "\"processor_in_process\":%.3f,\"processor_in_reader\":%.3f,\"processor_added\":%.3f}\n",
      here.median, there.median, there.slowest_in_a_hundred, static_cast<double>(cores) * runs / seconds,
      cpu_here, cpu_there, cpu_there - cpu_here);
  return 0;
}
