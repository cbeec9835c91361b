#include "server/worker/supervisor.h"

#include <algorithm>

#include "server/observe/log.h"
#include "server/worker/error_name.h"

namespace portcheck::server {
namespace {

constexpr std::chrono::milliseconds kLongestNap{30'000};  // a clock that jumps must not stop the work
constexpr std::chrono::milliseconds kBrokenQueueNap{1'000};
constexpr std::chrono::minutes kHousekeeping{10};

}  // namespace

Supervisor::Supervisor(SupervisorOptions options, Queue& queue, std::map<std::string, Desk*> desks,
                       Metrics& metrics, std::function<TimePoint()> clock)
    : options_(std::move(options)),
      queue_(queue),
      desks_(std::move(desks)),
      metrics_(metrics),
      clock_(std::move(clock)) {}

Supervisor::~Supervisor() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  queue_.on_work(nullptr);
}

void Supervisor::start() {
  queue_.on_work([this] {
    const std::lock_guard lock(mutex_);
    ++work_signals_;
    wake_.notify_all();
  });
  for (uint32_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(); });
  threads_.emplace_back([this] { keep_house(); });
}

bool Supervisor::stop(std::chrono::milliseconds bound) {
  std::vector<Job> left;
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    if (idle_.wait_for(lock, bound, [&] { return running_.empty(); })) return true;
    abandoned_ = true;
    for (const auto& [id, job] : running_) left.push_back(job);
  }
  for (const Job& job : left) {
    Log::warning("job.given_back",
                 {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id)});
    queue_.give_back(job, clock_());
  }
  return false;
}

bool Supervisor::running() const {
  const std::lock_guard lock(mutex_);
  return !threads_.empty() && !stopping_;
}

void Supervisor::work() {
  std::mt19937_64 random(std::random_device{}());
  for (;;) {
    uint64_t seen = 0;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      seen = work_signals_;
    }
    const auto job = queue_.lease(clock_(), options_.lease);
    if (!job) {
      const auto now = clock_();
      const auto due = queue_.next_due();
      auto nap =
          due ? std::clamp<std::chrono::milliseconds>(*due - now, std::chrono::milliseconds{1}, kLongestNap)
              : kLongestNap;
      if (!queue_.healthy()) nap = kBrokenQueueNap;
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, nap, [&] { return stopping_ || work_signals_ != seen; });
      continue;
    }
    {
      const std::lock_guard lock(mutex_);
      running_.emplace(job->id, *job);
    }
    run(*job, random);
    const std::lock_guard lock(mutex_);
    running_.erase(job->id);
    idle_.notify_all();
  }
}

void Supervisor::run(const Job& job, std::mt19937_64& random) {
  const auto desk = desks_.find(job.desk);
  if (desk == desks_.end() || job.attempt > options_.retry.max_attempts) {
    const bool unknown = desk == desks_.end();
    queue_.bury(job, unknown ? "unknown_desk" : "too_many_attempts", clock_());
    metrics_.add(Metric::jobs, {job.desk, "dead"});
    Log::error("job.dead",
               {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id),
                LogField::trace(job.trace),
                unknown ? LogField::reason("unknown_desk") : LogField::reason("too_many_attempts")});
    return;
  }
  const auto start = std::chrono::steady_clock::now();
  auto extended = start;
  const TimePoint now = clock_();
  const auto now_seconds = std::chrono::floor<std::chrono::seconds>(now);
  const auto own = options_.desk_policies.find(job.desk);
  const TicketTask task{
      .policy = own == options_.desk_policies.end() ? options_.policy : own->second,
      .desk = *desk->second,
      .metrics = metrics_,
      .ticket_id = job.ticket,
      .memory = TicketMemory::parse(job.marker),
      .attempt = job.attempt,
      .now = now_seconds,
      .today = options_.time_zone.today(now_seconds),
      .still_ours =
          [&] {
            {
              const std::lock_guard lock(mutex_);
              if (abandoned_) return false;
            }
            const auto moment = std::chrono::steady_clock::now();
            if (moment - extended < options_.lease / 4) return true;
            extended = moment;
            return queue_.extend(job, clock_() + options_.lease);
          },
  };
  const TicketResult result = process_ticket(task);
  const auto took = std::chrono::steady_clock::now() - start;
  metrics_.observe(Metric::job_seconds, {job.desk}, took);
  metrics_.add(Metric::jobs, {job.desk, to_string(result.outcome)});
  Log::info("job.finished", {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id),
                             LogField::trace(job.trace), LogField::attempt(job.attempt),
                             LogField::outcome(to_string(result.outcome)), LogField::verdict(result.verdict),
                             LogField::duration(took)});
  settle(job, result, random);
}

void Supervisor::settle(const Job& job, const TicketResult& result, std::mt19937_64& random) {
  const TimePoint now = clock_();
  switch (result.outcome) {
    case Outcome::annotated:
    case Outcome::quiet:
    case Outcome::skipped:
    case Outcome::gone: {
      Completion completion{.check_again_at = std::nullopt, .marker = std::nullopt};
      if (result.memory) completion.marker = result.memory->text();
      if (result.check_again_at) completion.check_again_at = TimePoint(*result.check_again_at);
      queue_.complete(job, completion, now);
      return;
    }
    case Outcome::lost:
      // Given back by stop(), or another worker has it: either way it is not ours to settle.
      return;
    case Outcome::retry:
    case Outcome::refused:
      fail(job, result, random);
      return;
  }
}

void Supervisor::fail(const Job& job, const TicketResult& result, std::mt19937_64& random) {
  const TimePoint now = clock_();
  const std::string reason(error_name(result.error));
  metrics_.add(Metric::desk_errors, {job.desk, reason});
  if (result.outcome == Outcome::refused || job.attempt >= options_.retry.max_attempts) {
    queue_.bury(job, reason, now);
    metrics_.add(Metric::jobs, {job.desk, "dead"});
    Log::error("job.dead", {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id),
                            LogField::trace(job.trace), LogField::attempt(job.attempt),
                            LogField::error(reason), LogField::detail(result.detail)});
    return;
  }
  const auto delay = retry_delay(options_.retry, job.attempt, result.retry_after, random());
  queue_.retry_at(job, now + delay, reason);
  Log::warning("job.retry",
               {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id),
                LogField::trace(job.trace), LogField::attempt(job.attempt), LogField::retry_in(delay),
                LogField::error(reason), LogField::detail(result.detail)});
}

void Supervisor::keep_house() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    while (queue_.prune(clock_() - options_.dedupe_memory)) {
    }
    lock.lock();
    wake_.wait_for(lock, kHousekeeping, [&] { return stopping_; });
  }
}

}  // namespace portcheck::server
