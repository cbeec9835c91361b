// Many calls, one transaction: a thread of its own runs everything that is waiting and commits it together,
// so that many webhooks share one fsync, and each is answered after it. The database is this thread's alone.
#pragma once

#include <semaphore.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/queue/sql.h"

namespace portcheck::server {

class GroupCommit {
 public:
  // Runs inside a transaction. False without a failed statement means "no", and must have changed nothing.
  // May be run again when the transaction fails: what it leaves in its caller it sets anew each time.
  using Operation = std::function<bool(SqlDb&)>;
  // Names of desks whose workers should look again.
  using Desks = std::set<std::string, std::less<>>;

  // What the queue adds: `announce` at the end of a transaction that wakes somebody, `wake` after its commit,
  // and `probe`, a small write that tells whether a database that could not be written can be again.
  struct Hooks {
    std::function<bool(SqlDb&, const Desks&)> announce;
    std::function<void(const Desks&)> wake;
    std::function<bool(SqlDb&)> probe;
  };

  GroupCommit(SqlDb& db, Hooks hooks);
  ~GroupCommit();  // what waits is done first
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  // Returns when `operation` is durable, or has failed. `order` is what it locks: servers that lock in the
  // same order do not wait for each other in circles. `wakes` is read after the operation, which may add to
  // it.
  bool perform(const Operation& operation, std::string_view order = {}, const Desks& wakes = {});

  bool healthy() const { return healthy_; }  // nothing has failed since the last write
  uint64_t commits() const { return commits_; }
  uint64_t operations() const { return operations_; }

 private:
  struct Call {
    Call(const Operation& what, std::string_view locks, const Desks& desks)
        : operation(what), order(locks), wakes(desks) {
      sem_init(&done, 0, 0);
    }
    ~Call() { sem_destroy(&done); }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    const Operation& operation;
    const std::string_view order;
    const Desks& wakes;
    bool ok = false;
    sem_t done;  // each has its own, so that a commit wakes nobody whom it does not concern
  };
  using Batch = std::vector<Call*>;

  static Desks woken(const Batch& batch);
  void work();
  void commit(const Batch& batch);
  bool attempt(const Batch& batch, bool& statement_failed);

  SqlDb& db_;
  const Hooks hooks_;
  std::mutex mutex_;
  std::condition_variable work_;
  Batch waiting_;
  bool stopping_ = false;
  std::atomic<bool> healthy_{true};
  std::atomic<uint64_t> commits_{0}, operations_{0};
  std::thread thread_;
};

}  // namespace portcheck::server
