// The queue in SQL, for every database that sql.h has a driver for. How it is opened is in sqlite_queue.h and
// postgres_queue.h.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "server/queue/clock.h"
#include "server/queue/group_commit.h"
#include "server/queue/queue.h"
#include "server/queue/sql.h"

namespace portcheck::server {

struct SqlQueueParts {
  std::unique_ptr<SqlDb> db;          // open, its tables present
  std::shared_ptr<QueueClock> clock;  // db may set it
  // Who holds this queue's leases. One process at a time may have this name: what it finds leased under it is
  // left over from a former one.
  std::string owner{};
  bool shared = false;  // by servers with other names; the database then has row locks and notifications
  std::string trouble;  // what is said when it cannot be written
};

class SqlQueue : public Queue {
 public:
  explicit SqlQueue(SqlQueueParts parts);

  // Takes back the owner's leases, and due times that no clock could have meant. Call it before the others.
  bool adopt(std::string& error);

  TimePoint now() const override { return clock_->now(); }
  std::optional<EnqueueResult> enqueue(const std::vector<TicketEvent>& events, TimePoint now,
                                       std::chrono::milliseconds delay) override;
  std::optional<Job> lease(const std::string& desk, TimePoint now,
                           std::chrono::milliseconds duration) override;
  bool extend(const Job& job, TimePoint until) override;
  bool complete(const Job& job, const Completion& completion, TimePoint now) override;
  bool retry_at(const Job& job, TimePoint when, const std::string& reason) override;
  bool give_back(const Job& job, TimePoint when) override;
  bool bury(const Job& job, const std::string& reason, TimePoint now) override;
  size_t bury_unknown(const std::vector<std::string>& desks, TimePoint due_before, TimePoint now) override;
  std::vector<DeadLetter> dead_letters(size_t limit) override;
  bool replay(int64_t id, TimePoint now) override;
  std::string cursor(const std::string& desk) override;
  bool set_cursor(const std::string& desk, const std::string& cursor) override;
  bool claim_sweep(const std::string& desk, TimePoint now, std::chrono::milliseconds every) override;
  QueueDepth depth() override;
  std::optional<TimePoint> next_due(const std::string& desk) override;
  void on_work(std::function<void(const std::string& desk)> wake) override;
  bool prune(TimePoint before) override;
  bool shared() const override { return shared_; }
  std::string trouble() const override { return group_.healthy() ? std::string() : trouble_; }
  QueueStats stats() const override { return {group_.commits(), group_.operations()}; }

 protected:
  void wake(const std::string& desk);
  const std::string& trouble_text() const { return trouble_; }

 private:
  bool announce(SqlDb& db, const GroupCommit::Desks& desks) const;
  // For calls that hold a lease: `sql` changes the job's row, where it still has that lease.
  bool settle(const Job& job, const char* sql, std::initializer_list<SqlValue> values, bool wakes);

  const std::unique_ptr<SqlDb> db_;  // the group's thread's, after construction
  const std::shared_ptr<QueueClock> clock_;
  const std::string owner_;
  const bool shared_;
  const std::string trouble_;
  int64_t asleep_until(const std::string& desk) const;

  // The group's thread's. Until when a desk's workers may be asleep: the latest that next_due() told them
  // since they were woken. Only what is due earlier wakes them; the stream of webhooks, each due a little
  // later than the one before, does not.
  std::map<std::string, int64_t, std::less<>> asleep_until_;
  std::mutex wake_mutex_;
  std::function<void(const std::string&)> wake_;
  GroupCommit group_;  // last: its thread uses what is above
};

}  // namespace portcheck::server
