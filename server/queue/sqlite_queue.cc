#include "server/queue/sqlite_queue.h"

#include <algorithm>

#include "server/observe/log.h"
#include "server/queue/migrations.h"

namespace portcheck::server {
namespace {

constexpr size_t kMaxBatch = 1024;  // bounds how long one commit holds the others up
constexpr int64_t kPruneRows = 2000;

int64_t to_db(TimePoint time) {
  return time.time_since_epoch().count();
}
TimePoint from_db(int64_t value) {
  return TimePoint(std::chrono::milliseconds(value));
}

bool holds_lease(SqliteDb& db, const Job& job) {
  auto row = db.query("SELECT 1 FROM jobs WHERE id = ? AND lease = ? AND state = 1");
  return row.bind(job.id).bind(job.lease).next();
}

bool remember_marker(SqliteDb& db, const Job& job, const std::string& marker, TimePoint now) {
  if (marker.empty()) {
    return db.query("DELETE FROM markers WHERE desk = ? AND ticket = ?")
        .bind(job.desk)
        .bind(job.ticket)
        .run();
  }
  return db
      .query(
          "INSERT INTO markers (desk, ticket, marker, at) VALUES (?, ?, ?, ?) "
          "ON CONFLICT (desk, ticket) DO UPDATE SET marker = excluded.marker, at = excluded.at")
      .bind(job.desk)
      .bind(job.ticket)
      .bind(marker)
      .bind(to_db(now))
      .run();
}

}  // namespace

std::unique_ptr<SqliteQueue> SqliteQueue::open(const std::string& file, std::string& error) {
  std::unique_ptr<SqliteQueue> queue(new SqliteQueue);
  SqliteDb& db = queue->db_;
  if (!db.open(file) || !db.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")) {
    error = db.error();
    return nullptr;
  }
  if (!migrate_queue(db, error)) return nullptr;
  if (!db.execute("UPDATE jobs SET state = 0, due = 0, fresh_due = NULL WHERE state = 1")) {
    error = db.error();
    return nullptr;
  }
  queue->thread_ = std::thread([raw = queue.get()] { raw->writer(); });
  return queue;
}

SqliteQueue::~SqliteQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool SqliteQueue::perform(const Operation& operation, bool wakes) {
  Waiting waiting(operation, wakes);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    waiting_.push_back(&waiting);
    if (waiting_.size() == 1) work_.notify_one();
  }
  while (sem_wait(&waiting.done) != 0) {  // interrupted by a signal
  }
  return waiting.ok;
}

void SqliteQueue::writer() {
  std::unique_lock lock(mutex_);
  for (;;) {
    work_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMaxBatch));
    const std::vector<Waiting*> batch(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    lock.unlock();
    wakes_ = false;
    commit_batch(batch);
    const bool wake = wakes_ || std::any_of(batch.begin(), batch.end(),
                                            [](const Waiting* one) { return one->ok && one->wakes; });
    if (wake) asleep_until_ = std::numeric_limits<int64_t>::min();
    for (Waiting* one : batch) sem_post(&one->done);
    lock.lock();
    const auto callback = wake ? wake_ : nullptr;
    if (callback) {
      lock.unlock();
      callback();
      lock.lock();
    }
  }
}

void SqliteQueue::commit_batch(const std::vector<Waiting*>& batch) {
  std::string failure;
  db_.clear_error();
  if (!run_together(batch) && !run_apart(batch, failure)) {
    for (Waiting* one : batch) one->ok = false;
  }
  if (!failure.empty()) Log::error("queue.write_failed", {LogField::detail(failure)});
  healthy_ = failure.empty();
  ++commits_;
  operations_ += batch.size();
}

// False, with nothing done, when the disk refused anything.
bool SqliteQueue::run_together(const std::vector<Waiting*>& batch) {
  if (db_.execute("BEGIN IMMEDIATE")) {
    for (Waiting* one : batch) {
      one->ok = one->operation(db_);
      if (db_.failed()) break;
    }
    if (!db_.failed() && db_.execute("COMMIT")) return true;
  }
  db_.execute("ROLLBACK");
  return false;
}

// So that one operation that cannot be done does not take the others with it. `failure` is set to what the
// disk said; false: nothing was done.
bool SqliteQueue::run_apart(const std::vector<Waiting*>& batch, std::string& failure) {
  db_.clear_error();
  bool open = db_.execute("BEGIN IMMEDIATE");
  for (Waiting* one : batch) {
    if (!open) break;
    open = db_.execute("SAVEPOINT operation");
    if (!open) break;
    one->ok = one->operation(db_) && !db_.failed();
    if (db_.failed()) failure = db_.error();
    db_.clear_error();
    // A full disk makes SQLite roll the whole transaction back by itself; then this fails, and so does the
    // batch.
    open = (one->ok || db_.execute("ROLLBACK TO operation")) && db_.execute("RELEASE operation");
  }
  if (open && db_.execute("COMMIT")) return true;
  if (failure.empty()) failure = db_.error();
  db_.execute("ROLLBACK");
  return false;
}

std::optional<EnqueueResult> SqliteQueue::enqueue(const std::vector<TicketEvent>& events, TimePoint now,
                                                  std::chrono::milliseconds delay) {
  EnqueueResult result;
  const Operation operation = [&](SqliteDb& db) {
    result = {};
    for (const TicketEvent& event : events) {
      if (!db.query("INSERT OR IGNORE INTO seen (desk, key, at) VALUES (?, ?, ?)")
               .bind(event.desk)
               .bind(event.dedupe_key)
               .bind(to_db(now))
               .run()) {
        return false;
      }
      if (db.changes() == 0) continue;
      ++result.fresh;
      if (to_db(now + delay) < asleep_until_) wakes_ = true;
      if (!db.query("INSERT INTO jobs (desk, ticket, due, trace) VALUES (?, ?, ?, ?) ON CONFLICT (desk, "
                    "ticket) DO "
                    "UPDATE SET "
                    "fresh_due = CASE WHEN state = 1 THEN excluded.due END, "
                    "due = CASE WHEN state = 1 OR (state = 0 AND attempts > 0) THEN due "
                    "WHEN state = 0 THEN min(due, excluded.due) ELSE excluded.due END, "
                    "attempts = CASE WHEN state = 2 THEN 0 ELSE attempts END, "
                    "trace = CASE WHEN excluded.trace = '' THEN trace ELSE excluded.trace END, "
                    "state = CASE WHEN state = 2 THEN 0 ELSE state END")
               .bind(event.desk)
               .bind(event.ticket_id)
               .bind(to_db(now + delay))
               .bind(event.trace.text())
               .run()) {
        return false;
      }
    }
    return true;
  };
  if (!perform(operation)) return std::nullopt;
  return result;
}

std::optional<Job> SqliteQueue::lease(TimePoint now, std::chrono::milliseconds duration) {
  Job job;
  const bool found = perform([&](SqliteDb& db) {
    {
      auto row = db.query(
          "SELECT j.id, j.desk, j.ticket, j.lease + 1, j.attempts + 1, coalesce(m.marker, ''), j.trace FROM "
          "jobs j "
          "LEFT JOIN markers m ON m.desk = j.desk AND m.ticket = j.ticket "
          "WHERE j.state < 2 AND j.due <= ? ORDER BY j.due, j.id LIMIT 1");
      if (!row.bind(to_db(now)).next()) return false;
      job = {.id = row.integer(0),
             .desk = row.text(1),
             .ticket = row.text(2),
             .lease = row.integer(3),
             .attempt = static_cast<int>(row.integer(4)),
             .marker = row.text(5),
             .trace = TraceContext::from_text(row.text(6))};
    }
    return db
        .query("UPDATE jobs SET state = 1, due = ?, lease = ?, attempts = ?, fresh_due = NULL WHERE id = ?")
        .bind(to_db(now + duration))
        .bind(job.lease)
        .bind(int64_t{job.attempt})
        .bind(job.id)
        .run();
  });
  if (!found) return std::nullopt;
  return job;
}

bool SqliteQueue::extend(const Job& job, TimePoint until) {
  return perform([&](SqliteDb& db) {
    return holds_lease(db, job) &&
           db.query("UPDATE jobs SET due = ? WHERE id = ?").bind(to_db(until)).bind(job.id).run();
  });
}

bool SqliteQueue::complete(const Job& job, const Completion& completion, TimePoint now) {
  return perform(
      [&](SqliteDb& db) {
        std::optional<int64_t> next;
        {
          auto row =
              db.query("SELECT coalesce(fresh_due, -1) FROM jobs WHERE id = ? AND lease = ? AND state = 1");
          if (!row.bind(job.id).bind(job.lease).next()) return false;
          if (row.integer(0) >= 0) next = row.integer(0);
        }
        if (completion.check_again_at) {
          const int64_t again = to_db(*completion.check_again_at);
          next = next ? std::min(*next, again) : again;
        }
        if (completion.marker && !remember_marker(db, job, *completion.marker, now)) return false;
        if (!next) return db.query("DELETE FROM jobs WHERE id = ?").bind(job.id).run();
        return db
            .query(
                "UPDATE jobs SET state = 0, due = ?, attempts = 0, fresh_due = NULL, reason = '' WHERE id = "
                "?")
            .bind(*next)
            .bind(job.id)
            .run();
      },
      true);
}

bool SqliteQueue::retry_at(const Job& job, TimePoint when, const std::string& reason) {
  return perform(
      [&](SqliteDb& db) {
        return holds_lease(db, job) &&
               db.query("UPDATE jobs SET state = 0, due = ?, fresh_due = NULL, reason = ? WHERE id = ?")
                   .bind(to_db(when))
                   .bind(reason)
                   .bind(job.id)
                   .run();
      },
      true);
}

bool SqliteQueue::give_back(const Job& job, TimePoint now) {
  return perform([&](SqliteDb& db) {
    return holds_lease(db, job) &&
           db.query(
                 "UPDATE jobs SET state = 0, due = ?, fresh_due = NULL, attempts = attempts - 1 WHERE id = ?")
               .bind(to_db(now))
               .bind(job.id)
               .run();
  });
}

bool SqliteQueue::bury(const Job& job, const std::string& reason, TimePoint now) {
  return perform(
      [&](SqliteDb& db) {
        // An event that came in since deserves its own attempts.
        return holds_lease(db, job) &&
               db.query(
                     "UPDATE jobs SET state = CASE WHEN fresh_due IS NULL THEN 2 ELSE 0 END, "
                     "attempts = CASE WHEN fresh_due IS NULL THEN attempts ELSE 0 END, "
                     "due = coalesce(fresh_due, due), fresh_due = NULL, reason = ?, died_at = ? WHERE id = ?")
                   .bind(reason)
                   .bind(to_db(now))
                   .bind(job.id)
                   .run();
      },
      true);
}

std::vector<DeadLetter> SqliteQueue::dead_letters(size_t limit) {
  std::vector<DeadLetter> out;
  perform([&](SqliteDb& db) {
    out.clear();
    auto row = db.query(
        "SELECT id, desk, ticket, attempts, reason, died_at FROM jobs WHERE state = 2 ORDER BY died_at DESC, "
        "id DESC "
        "LIMIT ?");
    row.bind(static_cast<int64_t>(limit));
    while (row.next()) {
      out.push_back({.id = row.integer(0),
                     .desk = row.text(1),
                     .ticket = row.text(2),
                     .attempts = static_cast<int>(row.integer(3)),
                     .reason = row.text(4),
                     .died_at = from_db(row.integer(5))});
    }
    return true;
  });
  return out;
}

bool SqliteQueue::replay(int64_t id, TimePoint now) {
  return perform(
      [&](SqliteDb& db) {
        return db.query(
                     "UPDATE jobs SET state = 0, due = ?, attempts = 0, reason = '', died_at = NULL "
                     "WHERE id = ? AND state = 2")
                   .bind(to_db(now))
                   .bind(id)
                   .run() &&
               db.changes() == 1;
      },
      true);
}

std::string SqliteQueue::cursor(const std::string& desk) {
  std::string out;
  perform([&](SqliteDb& db) {
    auto row = db.query("SELECT cursor FROM cursors WHERE desk = ?");
    if (row.bind(desk).next()) out = row.text(0);
    return true;
  });
  return out;
}

bool SqliteQueue::set_cursor(const std::string& desk, const std::string& cursor) {
  return perform([&](SqliteDb& db) {
    return db
        .query(
            "INSERT INTO cursors (desk, cursor) VALUES (?, ?) ON CONFLICT (desk) DO UPDATE SET cursor = "
            "excluded.cursor")
        .bind(desk)
        .bind(cursor)
        .run();
  });
}

QueueDepth SqliteQueue::depth() {
  QueueDepth out;
  perform([&](SqliteDb& db) {
    auto row = db.query(
        "SELECT sum(state = 0), sum(state = 1), sum(state = 2), min(CASE state WHEN 0 THEN due END) FROM "
        "jobs");
    if (!row.next()) return true;
    out = {.pending = row.integer(0), .leased = row.integer(1), .dead = row.integer(2)};
    if (out.pending > 0) out.oldest_due = from_db(row.integer(3));
    return true;
  });
  return out;
}

std::optional<TimePoint> SqliteQueue::next_due() {
  std::optional<TimePoint> out;
  perform([&](SqliteDb& db) {
    auto row = db.query("SELECT due FROM jobs WHERE state < 2 ORDER BY due LIMIT 1");
    if (row.next()) out = from_db(row.integer(0));
    asleep_until_ = std::max(asleep_until_, out ? to_db(*out) : std::numeric_limits<int64_t>::max());
    return true;
  });
  return out;
}

void SqliteQueue::on_work(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

bool SqliteQueue::prune(TimePoint before) {
  bool more = false;
  perform([&](SqliteDb& db) {
    const bool ok =
        db.query("DELETE FROM seen WHERE (desk, key) IN (SELECT desk, key FROM seen WHERE at < ? LIMIT ?)")
            .bind(to_db(before))
            .bind(kPruneRows)
            .run();
    more = ok && db.changes() == kPruneRows;
    return ok;
  });
  return more;
}

}  // namespace portcheck::server
