// The worker threads: each takes its desk's job that is due longest, runs process_ticket, and records the
// outcome. Every desk has threads of its own, so that a slow one holds no other up. Lifecycle: start() once;
// stop() once, from one thread. A failed job never stops a worker. What is running at stop() may finish
// within the bound; what is not finished then is given back to the queue, to be done after the restart.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <thread>
#include <vector>

#include "server/observe/metrics.h"
#include "server/queue/queue.h"
#include "server/worker/circuit.h"
#include "server/worker/process_ticket.h"
#include "server/worker/retry.h"
#include "server/worker/today.h"

namespace portcheck::server {

struct SupervisorOptions {
  uint32_t threads = 2;                          // for each desk
  std::map<std::string, uint32_t> desk_threads;  // for desks with a number of their own
  std::chrono::milliseconds lease{120'000};
  std::chrono::days dedupe_memory{8};
  // Jobs of a desk that is not connected here are dead when they have been due for so long: another server
  // may know it.
  std::chrono::milliseconds unknown_desk_grace{0};
  RetrySchedule retry;
  TicketPolicy policy;
  std::map<std::string, TicketPolicy> desk_policies;  // of desks with one of their own
  TimeZone time_zone;
};

class Supervisor {
 public:
  // `desks` by name. All references must outlive this object; `clock` is the wall clock.
  Supervisor(SupervisorOptions options, Queue& queue, std::map<std::string, Desk*> desks, Metrics& metrics,
             std::function<TimePoint()> clock);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  void start();
  // Takes no new jobs and waits up to `bound` for the running ones. False: some are still inside a call to
  // their desk; their leases are given back, they will write nothing more, and the process had better exit.
  bool stop(std::chrono::milliseconds bound);

  bool running() const;

 private:
  // A desk and what its workers share; guarded by mutex_.
  struct Station {
    Desk* desk = nullptr;
    Circuit circuit;
    uint64_t signals = 0;  // grows when its workers should look again
  };
  struct Running {
    Job job;
    TimePoint extended;  // by the queue's clock
    bool lost = false;
  };

  void work(Station& station);
  std::optional<Job> take(const Station& station);
  void run(Station& station, const Job& job, std::mt19937_64& random);
  void settle(const Job& job, const TicketResult& result, std::mt19937_64& random);
  void fail(const Job& job, const TicketResult& result, std::mt19937_64& random);
  void report(Station& station, Circuit::Report report);
  bool may_start(Station& station, uint64_t& seen);
  void nap(const Station& station, uint64_t seen, std::chrono::milliseconds time);
  bool holds(const Job& job, bool surely);
  bool extend(const Job& job);
  void persist(const std::function<bool()>& write);
  void keep_leases();
  void keep_house();

  const SupervisorOptions options_;
  Queue& queue_;
  Metrics& metrics_;
  const std::function<TimePoint()> clock_;

  mutable std::mutex mutex_;
  std::condition_variable wake_, idle_;
  std::map<std::string, Station> stations_;  // by the desk's name; none is added after construction
  bool stopping_ = false;
  bool abandoned_ = false;  // past the bound: write nothing more
  size_t taking_ = 0;       // workers that ask the queue for a job, which is not in running_ yet
  std::map<int64_t, Running> running_;
  std::vector<std::thread> threads_;
};

}  // namespace portcheck::server
