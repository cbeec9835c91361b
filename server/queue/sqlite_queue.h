// The queue in one SQLite file (WAL, synchronous=FULL). All work on the file is done by one writer thread,
// which puts everything that is waiting into one transaction: many webhooks share one fsync, and each is
// answered after it.
#pragma once

#include <semaphore.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

#include "server/queue/queue.h"
#include "server/queue/sqlite.h"

namespace portcheck::server {

struct QueueStats {
  uint64_t commits = 0;
  uint64_t operations = 0;
};

class SqliteQueue final : public Queue {
 public:
  // Opens or creates the file and takes back the leases of a former process; the caller makes sure (with a
  // lock on the data folder) that no other process uses it. Null with `error` set on failure.
  static std::unique_ptr<SqliteQueue> open(const std::string& file, std::string& error);
  ~SqliteQueue() override;

  std::optional<EnqueueResult> enqueue(const std::vector<TicketEvent>& events, TimePoint now,
                                       std::chrono::milliseconds delay) override;
  std::optional<Job> lease(TimePoint now, std::chrono::milliseconds duration) override;
  bool extend(const Job& job, TimePoint until) override;
  bool complete(const Job& job, const Completion& completion, TimePoint now) override;
  bool retry_at(const Job& job, TimePoint when, const std::string& reason) override;
  bool give_back(const Job& job, TimePoint now) override;
  bool bury(const Job& job, const std::string& reason, TimePoint now) override;
  std::vector<DeadLetter> dead_letters(size_t limit) override;
  bool replay(int64_t id, TimePoint now) override;
  std::string cursor(const std::string& desk) override;
  bool set_cursor(const std::string& desk, const std::string& cursor) override;
  QueueDepth depth() override;
  std::optional<TimePoint> next_due() override;
  void on_work(std::function<void()> wake) override;
  bool prune(TimePoint before) override;
  bool healthy() const override { return healthy_; }

  QueueStats stats() const { return {commits_, operations_}; }

 private:
  // Runs inside the writer's transaction, and once more when the disk refuses something in it. False: it has
  // changed nothing, or the disk refused, which undoes it.
  using Operation = std::function<bool(SqliteDb&)>;
  struct Waiting {
    Waiting(const Operation& what, bool wakes_workers) : operation(what), wakes(wakes_workers) {
      sem_init(&done, 0, 0);
    }
    ~Waiting() { sem_destroy(&done); }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

    const Operation& operation;
    const bool wakes;  // workers should look again after the commit
    bool ok = false;
    sem_t done;  // each has its own, so that a commit wakes nobody whom it does not concern
  };

  SqliteQueue() = default;
  bool perform(const Operation& operation, bool wakes = false);
  void writer();
  void commit_batch(const std::vector<Waiting*>& batch);
  bool run_together(const std::vector<Waiting*>& batch);
  bool run_apart(const std::vector<Waiting*>& batch, std::string& failure);

  // The writer thread's, after open():
  SqliteDb db_;
  // Until when workers may be asleep: the latest that next_due() told them since they were woken. Only what
  // is due earlier wakes them; the stream of webhooks, each due a little later than the one before, does not.
  int64_t asleep_until_ = std::numeric_limits<int64_t>::max();
  bool wakes_ = false;  // in this batch

  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Waiting*> waiting_;
  bool stopping_ = false;
  std::function<void()> wake_;
  std::atomic<bool> healthy_{true};
  std::atomic<uint64_t> commits_{0}, operations_{0};
  std::thread thread_;
};

}  // namespace portcheck::server
