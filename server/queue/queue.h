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

// What a finished job leaves behind.
struct Completion {
  std::optional<TimePoint>
      check_again_at;  // a new attempt without a new event, such as the end of the grace period
  std::optional<std::string> marker;  // set: remember it as Job::marker; "" forgets it
};

// All calls are thread-safe and return only when their effect is on disk. A nullopt or false means that the
// disk refused or, for calls that take a job, that its lease is lost: stop working on it and write nothing.
class Queue {
 public:
  virtual ~Queue() = default;

  // Either all events are durable or none is. An event with a known (desk, dedupe_key) is a duplicate and
  // changes nothing. The ticket's job becomes due `delay` after `now`, or stays due earlier; a job that is
  // backing off after a failure keeps its time.
  virtual std::optional<EnqueueResult> enqueue(const std::vector<TicketEvent>& events, TimePoint now,
                                               std::chrono::milliseconds delay) = 0;

  // The job that has been due longest, or nothing. Leases that ran out count as due.
  virtual std::optional<Job> lease(TimePoint now, std::chrono::milliseconds duration) = 0;
  virtual bool extend(const Job& job, TimePoint until) = 0;

  // Events that came in since the lease make the job pending again at once.
  virtual bool complete(const Job& job, const Completion& completion, TimePoint now) = 0;
  virtual bool retry_at(const Job& job, TimePoint when, const std::string& reason) = 0;
  // The attempt did not count: the server is stopping.
  virtual bool give_back(const Job& job, TimePoint now) = 0;
  virtual bool bury(const Job& job, const std::string& reason, TimePoint now) = 0;

  virtual std::vector<DeadLetter> dead_letters(size_t limit) = 0;  // newest first
  virtual bool replay(int64_t id, TimePoint now) = 0;              // false: no such dead letter

  // Where a desk's sweep goes on; empty: it never ran.
  virtual std::string cursor(const std::string& desk) = 0;
  virtual bool set_cursor(const std::string& desk, const std::string& cursor) = 0;

  virtual QueueDepth depth() = 0;
  // When the next job is due; nothing when none is waiting.
  virtual std::optional<TimePoint> next_due() = 0;
  // `wake` is called, on an arbitrary thread, after jobs were added or became due earlier than next_due() has
  // told since the last wake; it must not call the queue.
  virtual void on_work(std::function<void()> wake) = 0;

  // Forgets webhook ids older than `before`; a bounded amount per call. False when nothing more was to do.
  virtual bool prune(TimePoint before) = 0;

  virtual bool healthy() const = 0;  // the last write succeeded
};

}  // namespace portcheck::server
