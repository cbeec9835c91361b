#include "server/worker/sweeper.h"

#include "server/observe/log.h"
#include "server/worker/desk_call.h"

namespace portcheck::server {
namespace {

constexpr int kPages = 200;  // of one sweep; the next goes on
constexpr std::chrono::milliseconds kDelay{0};

}  // namespace

Sweeper::Sweeper(Queue& queue, std::map<std::string, Desk*> desks, Metrics& metrics,
                 std::function<TimePoint()> clock)
    : queue_(queue), desks_(std::move(desks)), metrics_(metrics), clock_(std::move(clock)) {}

Sweeper::~Sweeper() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Sweeper::start() {
  for (const auto& [name, desk] : desks_) {
    if (desk->sweep_every() <= Seconds(0)) continue;
    ++running_;
    threads_.emplace_back([this, one = desk] {
      run(*one);
      const std::lock_guard lock(mutex_);
      --running_;
      changed_.notify_all();
    });
  }
}

bool Sweeper::stop(std::chrono::milliseconds bound) {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  changed_.notify_all();
  return changed_.wait_for(lock, bound, [&] { return running_ == 0; });
}

void Sweeper::run(Desk& desk) {
  for (;;) {
    if (queue_.claim_sweep(desk.name(), queue_.now(), desk.sweep_every())) sweep(desk);
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, desk.sweep_every(), [&] { return stopping_; })) return;
  }
}

bool Sweeper::sweep(Desk& desk) {
  std::string cursor = queue_.cursor(desk.name());
  size_t found = 0, fresh = 0;
  for (int page = 0; page < kPages; ++page) {
    const TimePoint now = clock_();
    const auto swept = desk_call(metrics_, desk, "sweep",
                                 [&] { return desk.sweep(cursor, std::chrono::floor<Seconds>(now)); });
    if (!swept.ok()) {
      metrics_.add(Metric::sweeps, {desk.name(), "failed"});
      metrics_.add(Metric::desk_errors, {desk.name(), error_name(swept.error)});
      Log::warning("sweep.failed", {LogField::desk(desk.name()), LogField::error(error_name(swept.error)),
                                    LogField::detail(swept.detail)});
      return false;
    }
    found += swept.value.events.size();
    if (!swept.value.events.empty()) {
      const auto stored = queue_.enqueue(swept.value.events, queue_.now(), kDelay);
      if (!stored) return false;
      fresh += stored->fresh;
    }
    if (swept.value.cursor != cursor && !queue_.set_cursor(desk.name(), swept.value.cursor)) return false;
    cursor = swept.value.cursor;
    {
      const std::lock_guard lock(mutex_);
      if (!swept.value.more || stopping_) break;
    }
  }
  metrics_.add(Metric::sweeps, {desk.name(), "done"});
  metrics_.add(Metric::swept_events, {desk.name()}, static_cast<double>(fresh));
  if (fresh > 0) {
    Log::info("sweep.found", {LogField::desk(desk.name()), LogField::count(static_cast<int64_t>(fresh))});
  } else {
    Log::debug("sweep.done", {LogField::desk(desk.name()), LogField::count(static_cast<int64_t>(found))});
  }
  return true;
}

}  // namespace portcheck::server
