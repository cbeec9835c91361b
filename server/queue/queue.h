// The durable queue between webhooks and workers. One job per ticket: events of one ticket become one job,
// and at most one worker holds a ticket at a time, so that an old state can never be written over a newer
// one. A job's life: pending -> leased -> (complete | pending again at a later time | dead) ; dead -> pending
// by replay() or by the ticket's next event.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/desk/desk.h"

namespace portcheck::server {

using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

struct Job {
  int64_t id = 0;
  std::string desk, ticket;
  int64_t lease = 0;   // proves ownership in the calls below; a new number for every lease
  int attempt = 1;     // 1 for the first; survives restarts, so that a job that kills the server ends as dead
  std::string marker;  // of the last annotation we wrote to this ticket; empty: none
  TraceContext trace{};  // of the latest event that had one
};

struct EnqueueResult {
  size_t fresh = 0;  // the others were duplicates
};

struct DeadLetter {
  int64_t id = 0;
  std::string desk, ticket;
  int attempts = 0;
  std::string reason;  // a short constant such as "refused", never a desk's own text
  TimePoint died_at;
};

struct QueueDepth {
  int64_t pending = 0, leased = 0, dead = 0;
  std::optional<TimePoint> oldest_due{};  // of the pending ones
};

struct QueueStats {
  uint64_t commits = 0;
  uint64_t operations = 0;
};

// What a finished job leaves behind.
struct Completion {
  std::optional<TimePoint>
      check_again_at;  // a new attempt without a new event, such as the end of the grace period
  std::optional<std::string> marker;  // set: remember it as Job::marker; "" forgets it
};

// All calls are thread-safe and return only when their effect is durable. A nullopt or false means that the
// disk or database refused or, for calls that take a job, that its lease is lost: stop working on it and
// write nothing. Times are of now(): the wall clock of this machine plays no part.
class Queue {
 public:
  virtual ~Queue() = default;

  virtual TimePoint now() const = 0;

  // Either all events are durable or none is. An event with a known (desk, dedupe_key) is a duplicate and
  // changes nothing. The ticket's job becomes due `delay` after `now`, or stays due earlier; a job that is
  // backing off after a failure keeps its time.
  virtual std::optional<EnqueueResult> enqueue(const std::vector<TicketEvent>& events, TimePoint now,
                                               std::chrono::milliseconds delay) = 0;

  // The desk's job that has been due longest, or nothing. Leases that ran out count as due.
  virtual std::optional<Job> lease(const std::string& desk, TimePoint now,
                                   std::chrono::milliseconds duration) = 0;
  virtual bool extend(const Job& job, TimePoint until) = 0;

  // Events that came in since the lease make the job pending again at once.
  virtual bool complete(const Job& job, const Completion& completion, TimePoint now) = 0;
  virtual bool retry_at(const Job& job, TimePoint when, const std::string& reason) = 0;
  // The attempt did not count: the server is stopping, or the desk asked for a pause until `when`.
  virtual bool give_back(const Job& job, TimePoint when) = 0;
  virtual bool bury(const Job& job, const std::string& reason, TimePoint now) = 0;
  // Jobs of desks that are not in `desks` and that nobody has taken since `due_before`. How many.
  virtual size_t bury_unknown(const std::vector<std::string>& desks, TimePoint due_before, TimePoint now) = 0;

  virtual std::vector<DeadLetter> dead_letters(size_t limit) = 0;  // newest first
  virtual bool replay(int64_t id, TimePoint now) = 0;              // false: no such dead letter

  // Where a desk's sweep goes on; empty: it never ran.
  virtual std::string cursor(const std::string& desk) = 0;
  virtual bool set_cursor(const std::string& desk, const std::string& cursor) = 0;
  // Whether this server is the one to sweep the desk now: no other is told so before `now` + `every`.
  virtual bool claim_sweep(const std::string& desk, TimePoint now, std::chrono::milliseconds every) = 0;

  virtual QueueDepth depth() = 0;
  // When the desk's next job is due; nothing when none is waiting.
  virtual std::optional<TimePoint> next_due(const std::string& desk) = 0;
  // `wake` is called, on an arbitrary thread, after jobs of a desk were added or became due earlier, with the
  // desk's name ("": of any); it must not call the queue.
  virtual void on_work(std::function<void(const std::string& desk)> wake) = 0;

  // Forgets webhook ids older than `before`; a bounded amount per call. False when nothing more was to do.
  virtual bool prune(TimePoint before) = 0;

  // Other servers take jobs too: a lease that should hold may be lost.
  virtual bool shared() const = 0;
  // Why nothing can be written now, for the readiness probe; empty: the last write succeeded.
  virtual std::string trouble() const = 0;
  virtual QueueStats stats() const = 0;
  // The database's new address and password, for the next connection.
  virtual void renew(const std::string& /*connection*/) {}
};

}  // namespace portcheck::server
