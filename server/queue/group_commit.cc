#include "server/queue/group_commit.h"

#include <algorithm>

#include "server/observe/log.h"

namespace portcheck::server {
namespace {

constexpr size_t kMaxBatch = 1024;  // bounds how long one commit holds the others up
constexpr int kAttempts = 3;        // at a transaction whose failure may pass

}  // namespace

GroupCommit::GroupCommit(SqlDb& db, Hooks hooks)
    : db_(db), hooks_(std::move(hooks)), thread_([this] { work(); }) {}

GroupCommit::~GroupCommit() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  thread_.join();
}

bool GroupCommit::perform(const Operation& operation, std::string_view order, const Desks& wakes) {
  Call call(operation, order, wakes);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    waiting_.push_back(&call);
    if (waiting_.size() == 1) work_.notify_one();
  }
  while (sem_wait(&call.done) != 0) {  // interrupted by a signal
  }
  return call.ok;
}

GroupCommit::Desks GroupCommit::woken(const Batch& batch) {
  Desks desks;
  for (const Call* one : batch) {
    if (one->ok) desks.insert(one->wakes.begin(), one->wakes.end());
  }
  return desks;
}

void GroupCommit::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    work_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMaxBatch));
    Batch batch(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    lock.unlock();
    commit(batch);
    const Desks wakes = woken(batch);
    for (Call* one : batch) sem_post(&one->done);
    if (!wakes.empty()) hooks_.wake(wakes);
    lock.lock();
  }
}

void GroupCommit::commit(const Batch& batch) {
  Batch ordered = batch;
  std::stable_sort(ordered.begin(), ordered.end(), [](const Call* a, const Call* b) {
    if (a->order.empty() != b->order.empty()) return b->order.empty();  // what waits for no lock comes last
    return a->order < b->order;
  });
  bool statement_failed = false;
  bool good = attempt(ordered, statement_failed);
  // One call that the database refuses must not take the others with it.
  if (!good && statement_failed && batch.size() > 1) {
    good = true;
    for (Call* one : ordered) good = attempt({one}, statement_failed) && good;
  }
  // Calls that only look succeed on a full disk too.
  if (good && !healthy_) good = db_.begin() && hooks_.probe(db_) && db_.commit();
  if (!good) db_.rollback();
  healthy_ = good;
  operations_ += batch.size();
}

bool GroupCommit::attempt(const Batch& batch, bool& statement_failed) {
  for (int tried = 1;; ++tried) {
    db_.clear_error();
    statement_failed = false;
    bool good = db_.begin();
    for (Call* one : batch) {
      if (!good) break;
      one->ok = one->operation(db_);
      good = !db_.failed();
      statement_failed = !good;
    }
    const Desks wakes = good ? woken(batch) : Desks();
    good = good && (wakes.empty() || hooks_.announce(db_, wakes)) && db_.commit();
    if (good) {
      ++commits_;
      return true;
    }
    const bool again = db_.passing() && tried < kAttempts;
    const std::string failure = db_.error();
    db_.rollback();
    for (Call* one : batch) one->ok = false;
    if (again) continue;
    Log::error("queue.write_failed", {LogField::detail(failure)});
    return false;
  }
}

}  // namespace portcheck::server
