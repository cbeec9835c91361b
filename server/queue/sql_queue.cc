#include "server/queue/sql_queue.h"

#include <algorithm>
#include <limits>

namespace portcheck::server {
namespace {

constexpr int64_t kPruneRows = 2000;
// Nothing is postponed for longer; what seems to be was written by a clock that was wrong.
constexpr std::chrono::days kLongestDelay{8};

int64_t to_db(TimePoint time) {
  return time.time_since_epoch().count();
}
TimePoint from_db(int64_t value) {
  return TimePoint(std::chrono::milliseconds(value));
}

// jobs.state: 0 pending, 1 leased, 2 dead. jobs.due: when a pending job is due, or when a lease runs out.
// jobs.fresh_due: set when an event came in during the lease.

constexpr const char* kRemember =
    "INSERT INTO seen (desk, key, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
constexpr const char* kAddJob =
    "INSERT INTO jobs (desk, ticket, due, trace) VALUES ($1, $2, $3, $4) ON CONFLICT (desk, ticket) DO "
    "UPDATE SET "
    "fresh_due = CASE WHEN jobs.state = 1 THEN excluded.due END, "
    "due = CASE WHEN jobs.state = 1 OR (jobs.state = 0 AND jobs.attempts > 0) THEN jobs.due "
    "WHEN jobs.state = 0 AND jobs.due < excluded.due THEN jobs.due ELSE excluded.due END, "
    "attempts = CASE WHEN jobs.state = 2 THEN 0 ELSE jobs.attempts END, "
    "trace = CASE WHEN excluded.trace = '' THEN jobs.trace ELSE excluded.trace END, "
    "state = CASE WHEN jobs.state = 2 THEN 0 ELSE jobs.state END";

#define PORTCHECK_NEXT_JOB                                                                           \
  "SELECT j.id, j.ticket, j.lease + 1, j.attempts + 1, coalesce(m.marker, ''), j.trace FROM jobs j " \
  "LEFT JOIN markers m ON m.desk = j.desk AND m.ticket = j.ticket "                                  \
  "WHERE j.desk = $1 AND j.state < 2 AND j.due <= $2 ORDER BY j.due, j.id LIMIT 1"
constexpr const char* kNextJob = PORTCHECK_NEXT_JOB;
constexpr const char* kNextJobShared = PORTCHECK_NEXT_JOB " FOR UPDATE OF j SKIP LOCKED";
#undef PORTCHECK_NEXT_JOB
constexpr const char* kLease =
    "UPDATE jobs SET state = 1, due = $1, lease = $2, attempts = $3, fresh_due = NULL, owner = $4 "
    "WHERE id = $5";
constexpr const char* kExtend = "UPDATE jobs SET due = $1 WHERE id = $2 AND lease = $3 AND state = 1";

#define PORTCHECK_FRESH "SELECT coalesce(fresh_due, -1) FROM jobs WHERE id = $1 AND lease = $2 AND state = 1"
constexpr const char* kFresh = PORTCHECK_FRESH;
constexpr const char* kFreshShared = PORTCHECK_FRESH " FOR UPDATE";
#undef PORTCHECK_FRESH
constexpr const char* kForget = "DELETE FROM markers WHERE desk = $1 AND ticket = $2";
constexpr const char* kRememberMarker =
    "INSERT INTO markers (desk, ticket, marker, at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (desk, ticket) DO UPDATE SET marker = excluded.marker, at = excluded.at";
constexpr const char* kDone = "DELETE FROM jobs WHERE id = $1";
constexpr const char* kAgain =
    "UPDATE jobs SET state = 0, due = $1, attempts = 0, fresh_due = NULL, reason = '' WHERE id = $2";
constexpr const char* kRetry =
    "UPDATE jobs SET state = 0, due = $1, fresh_due = NULL, reason = $2 "
    "WHERE id = $3 AND lease = $4 AND state = 1";
constexpr const char* kGiveBack =
    "UPDATE jobs SET state = 0, due = $1, fresh_due = NULL, attempts = attempts - 1 "
    "WHERE id = $2 AND lease = $3 AND state = 1";
// An event that came in since deserves its own attempts.
constexpr const char* kBury =
    "UPDATE jobs SET state = CASE WHEN fresh_due IS NULL THEN 2 ELSE 0 END, "
    "attempts = CASE WHEN fresh_due IS NULL THEN attempts ELSE 0 END, "
    "due = coalesce(fresh_due, due), fresh_due = NULL, reason = $1, died_at = $2 "
    "WHERE id = $3 AND lease = $4 AND state = 1";

constexpr const char* kWaitingDesks = "SELECT DISTINCT desk FROM jobs WHERE state = 0 AND due <= $1";
constexpr const char* kBuryDesk =
    "UPDATE jobs SET state = 2, reason = $1, died_at = $2 WHERE desk = $3 AND state = 0 AND due <= $4";
constexpr const char* kDeadLetters =
    "SELECT id, desk, ticket, attempts, reason, died_at FROM jobs WHERE state = 2 "
    "ORDER BY died_at DESC, id DESC LIMIT $1";
constexpr const char* kDeskOf = "SELECT desk FROM jobs WHERE id = $1 AND state = 2";
constexpr const char* kReplay =
    "UPDATE jobs SET state = 0, due = $1, attempts = 0, reason = '', died_at = NULL "
    "WHERE id = $2 AND state = 2";

constexpr const char* kCursor = "SELECT cursor FROM cursors WHERE desk = $1";
constexpr const char* kSetCursor =
    "INSERT INTO cursors (desk, cursor) VALUES ($1, $2) "
    "ON CONFLICT (desk) DO UPDATE SET cursor = excluded.cursor";
constexpr const char* kClaimSweep =
    "INSERT INTO cursors (desk, cursor, next_sweep) VALUES ($1, '', $2) "
    "ON CONFLICT (desk) DO UPDATE SET next_sweep = excluded.next_sweep WHERE cursors.next_sweep <= $3";

constexpr const char* kDepth =
    "SELECT count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 1), "
    "count(*) FILTER (WHERE state = 2), min(CASE state WHEN 0 THEN due END) FROM jobs";
constexpr const char* kNextDue =
    "SELECT due FROM jobs WHERE desk = $1 AND state < 2 ORDER BY due, id LIMIT 1";
constexpr const char* kPrune =
    "DELETE FROM seen WHERE (desk, key) IN (SELECT desk, key FROM seen WHERE at < $1 LIMIT $2)";

constexpr const char* kTakeBack =
    "UPDATE jobs SET state = 0, due = 0, fresh_due = NULL WHERE state = 1 AND owner = $1";
constexpr const char* kSoonEnough = "UPDATE jobs SET due = $1 WHERE state < 2 AND due > $2";
constexpr const char* kProbe =
    "INSERT INTO seen (desk, key, at) VALUES ('', 'probe', $1) "
    "ON CONFLICT (desk, key) DO UPDATE SET at = excluded.at";
constexpr const char* kNotify = "SELECT pg_notify('portcheck_work', $1)";

std::string order_of(const std::string& desk, const std::string& ticket) {
  return desk + '\n' + ticket;
}

}  // namespace

SqlQueue::SqlQueue(SqlQueueParts parts)
    : db_(std::move(parts.db)),
      clock_(std::move(parts.clock)),
      owner_(std::move(parts.owner)),
      shared_(parts.shared),
      trouble_(std::move(parts.trouble)),
      group_(*db_, {.announce = [this](SqlDb& db, const auto& desks) { return announce(db, desks); },
                    .wake =
                        [this](const auto& desks) {
                          for (const std::string& desk : desks) {
                            asleep_until_[desk] = std::numeric_limits<int64_t>::min();
                            wake(desk);
                          }
                        },
                    .probe = [this](SqlDb& db) { return db.run(kProbe, {to_db(now())}); }}) {}

bool SqlQueue::adopt(std::string& error) {
  const bool done = group_.perform([&](SqlDb& db) {
    const TimePoint time = now();
    const bool ok =
        db.run(kTakeBack, {owner_}) && db.run(kSoonEnough, {to_db(time), to_db(time + kLongestDelay)});
    error = db.error();
    return ok;
  });
  return done;
}

bool SqlQueue::announce(SqlDb& db, const GroupCommit::Desks& desks) const {
  return !shared_ || std::all_of(desks.begin(), desks.end(),
                                 [&](const std::string& desk) { return db.run(kNotify, {desk}); });
}

int64_t SqlQueue::asleep_until(const std::string& desk) const {
  const auto told = asleep_until_.find(desk);
  return told == asleep_until_.end() ? std::numeric_limits<int64_t>::max() : told->second;
}

void SqlQueue::wake(const std::string& desk) {
  std::function<void(const std::string&)> wake;
  {
    const std::lock_guard lock(wake_mutex_);
    wake = wake_;
  }
  if (wake) wake(desk);
}

bool SqlQueue::settle(const Job& job, const char* sql, std::initializer_list<SqlValue> values, bool wakes) {
  // A worker that ends its job looks for the next one by itself; only others need to be woken.
  const std::string order = order_of(job.desk, job.ticket);
  return group_.perform([&](SqlDb& db) { return db.run(sql, values) && db.changes() == 1; }, order,
                        wakes ? GroupCommit::Desks{job.desk} : GroupCommit::Desks());
}

std::optional<EnqueueResult> SqlQueue::enqueue(const std::vector<TicketEvent>& events, TimePoint now,
                                               std::chrono::milliseconds delay) {
  EnqueueResult result;
  GroupCommit::Desks desks;
  std::vector<std::pair<std::string, const TicketEvent*>> ordered;  // as they are locked
  for (const TicketEvent& event : events) ordered.emplace_back(order_of(event.desk, event.ticket_id), &event);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const bool stored = group_.perform(
      [&](SqlDb& db) {
        result.fresh = 0;
        for (const auto& [order, one] : ordered) {
          const TicketEvent& event = *one;
          if (!db.run(kRemember, {event.desk, event.dedupe_key, to_db(now)})) return false;
          if (db.changes() == 0) continue;
          ++result.fresh;
          if (shared_ || to_db(now + delay) < asleep_until(event.desk)) desks.insert(event.desk);
          if (!db.run(kAddJob, {event.desk, event.ticket_id, to_db(now + delay), event.trace.text()}))
            return false;
        }
        return true;
      },
      ordered.empty() ? std::string_view() : ordered.front().first, desks);
  if (!stored) return std::nullopt;
  return result;
}

std::optional<Job> SqlQueue::lease(const std::string& desk, TimePoint now,
                                   std::chrono::milliseconds duration) {
  Job job;
  const bool found = group_.perform([&](SqlDb& db) {
    if (!db.run(shared_ ? kNextJobShared : kNextJob, {desk, to_db(now)}) || db.rows() == 0) return false;
    job = {.id = db.integer(0, 0),
           .desk = desk,
           .ticket = db.text(0, 1),
           .lease = db.integer(0, 2),
           .attempt = static_cast<int>(db.integer(0, 3)),
           .marker = db.text(0, 4),
           .trace = TraceContext::from_text(db.text(0, 5))};
    return db.run(kLease, {to_db(now + duration), job.lease, int64_t{job.attempt}, owner_, job.id});
  });
  if (!found) return std::nullopt;
  return job;
}

bool SqlQueue::extend(const Job& job, TimePoint until) {
  return settle(job, kExtend, {to_db(until), job.id, job.lease}, false);
}

bool SqlQueue::complete(const Job& job, const Completion& completion, TimePoint now) {
  const std::string order = order_of(job.desk, job.ticket);
  return group_.perform(
      [&](SqlDb& db) {
        if (!db.run(shared_ ? kFreshShared : kFresh, {job.id, job.lease}) || db.rows() == 0) return false;
        std::optional<int64_t> next;
        if (db.integer(0, 0) >= 0) next = db.integer(0, 0);
        if (completion.check_again_at) {
          const int64_t again = to_db(*completion.check_again_at);
          next = next ? std::min(*next, again) : again;
        }
        if (const auto& marker = completion.marker) {
          if (!(marker->empty() ? db.run(kForget, {job.desk, job.ticket})
                                : db.run(kRememberMarker, {job.desk, job.ticket, *marker, to_db(now)})))
            return false;
        }
        return next ? db.run(kAgain, {*next, job.id}) : db.run(kDone, {job.id});
      },
      order);
}

bool SqlQueue::retry_at(const Job& job, TimePoint when, const std::string& reason) {
  return settle(job, kRetry, {to_db(when), reason, job.id, job.lease}, false);
}

bool SqlQueue::give_back(const Job& job, TimePoint when) {
  return settle(job, kGiveBack, {to_db(when), job.id, job.lease}, true);
}

bool SqlQueue::bury(const Job& job, const std::string& reason, TimePoint now) {
  return settle(job, kBury, {reason, to_db(now), job.id, job.lease}, false);
}

size_t SqlQueue::bury_unknown(const std::vector<std::string>& desks, TimePoint due_before, TimePoint now) {
  int64_t buried = 0;
  group_.perform([&](SqlDb& db) {
    buried = 0;
    if (!db.run(kWaitingDesks, {to_db(due_before)})) return false;
    std::vector<std::string> unknown;
    for (size_t i = 0; i < db.rows(); ++i) {
      if (std::find(desks.begin(), desks.end(), db.text(i, 0)) == desks.end())
        unknown.push_back(db.text(i, 0));
    }
    for (const std::string& desk : unknown) {
      if (!db.run(kBuryDesk, {"unknown_desk", to_db(now), desk, to_db(due_before)})) return false;
      buried += db.changes();
    }
    return true;
  });
  return static_cast<size_t>(buried);
}

std::vector<DeadLetter> SqlQueue::dead_letters(size_t limit) {
  std::vector<DeadLetter> out;
  group_.perform([&](SqlDb& db) {
    out.clear();
    if (!db.run(kDeadLetters, {static_cast<int64_t>(limit)})) return false;
    for (size_t i = 0; i < db.rows(); ++i) {
      out.push_back({.id = db.integer(i, 0),
                     .desk = db.text(i, 1),
                     .ticket = db.text(i, 2),
                     .attempts = static_cast<int>(db.integer(i, 3)),
                     .reason = db.text(i, 4),
                     .died_at = from_db(db.integer(i, 5))});
    }
    return true;
  });
  return out;
}

bool SqlQueue::replay(int64_t id, TimePoint now) {
  GroupCommit::Desks desks;
  return group_.perform(
      [&](SqlDb& db) {
        if (!db.run(kDeskOf, {id}) || db.rows() == 0) return false;
        desks = {db.text(0, 0)};
        return db.run(kReplay, {to_db(now), id}) && db.changes() == 1;
      },
      {}, desks);
}

std::string SqlQueue::cursor(const std::string& desk) {
  std::string out;
  group_.perform([&](SqlDb& db) {
    if (!db.run(kCursor, {desk})) return false;
    if (db.rows() > 0) out = db.text(0, 0);
    return true;
  });
  return out;
}

bool SqlQueue::set_cursor(const std::string& desk, const std::string& cursor) {
  return group_.perform([&](SqlDb& db) { return db.run(kSetCursor, {desk, cursor}); });
}

bool SqlQueue::claim_sweep(const std::string& desk, TimePoint now, std::chrono::milliseconds every) {
  return !shared_ || group_.perform([&](SqlDb& db) {
    return db.run(kClaimSweep, {desk, to_db(now + every), to_db(now)}) && db.changes() == 1;
  });
}

QueueDepth SqlQueue::depth() {
  QueueDepth out;
  group_.perform([&](SqlDb& db) {
    if (!db.run(kDepth)) return false;
    out = {.pending = db.integer(0, 0), .leased = db.integer(0, 1), .dead = db.integer(0, 2)};
    if (out.pending > 0) out.oldest_due = from_db(db.integer(0, 3));
    return true;
  });
  return out;
}

std::optional<TimePoint> SqlQueue::next_due(const std::string& desk) {
  std::optional<TimePoint> out;
  group_.perform([&](SqlDb& db) {
    if (!db.run(kNextDue, {desk})) return false;
    if (db.rows() > 0) out = from_db(db.integer(0, 0));
    int64_t& until = asleep_until_.try_emplace(desk, std::numeric_limits<int64_t>::min()).first->second;
    until = std::max(until, out ? to_db(*out) : std::numeric_limits<int64_t>::max());
    return true;
  });
  return out;
}

void SqlQueue::on_work(std::function<void(const std::string& desk)> wake) {
  const std::lock_guard lock(wake_mutex_);
  wake_ = std::move(wake);
}

bool SqlQueue::prune(TimePoint before) {
  bool more = false;
  group_.perform([&](SqlDb& db) {
    const bool ok = db.run(kPrune, {to_db(before), kPruneRows});
    more = ok && db.changes() == kPruneRows;
    return ok;
  });
  return more;
}

}  // namespace portcheck::server
