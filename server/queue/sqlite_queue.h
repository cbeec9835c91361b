// The queue in one SQLite file (WAL, synchronous=FULL). All work on the file is done by one writer thread,
// which puts everything that is waiting into one transaction: many webhooks share one fsync, and each is
// answered after it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

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
  // Runs inside the writer's transaction; false undoes what it did.
  using Operation = std::function<bool(SqliteDb&)>;
  struct Waiting {
    const Operation* operation;
    bool wakes = false;  // workers should look again after the commit
    bool ok = false;
    bool done = false;
  };

  SqliteQueue() = default;
  bool perform(const Operation& operation, bool wakes = false);
  void writer();
  void commit_batch(std::deque<Waiting*>& batch);

  SqliteDb db_;  // the writer thread's, after open()
  std::mutex mutex_;
  std::condition_variable work_, finished_;
  std::deque<Waiting*> waiting_;
  bool stopping_ = false;
  std::function<void()> wake_;
  std::atomic<bool> healthy_{true};
  std::atomic<uint64_t> commits_{0}, operations_{0};
  std::thread thread_;
};

}  // namespace portcheck::server
