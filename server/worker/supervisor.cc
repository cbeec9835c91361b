#include "server/worker/supervisor.h"

#include <algorithm>

#include "server/observe/log.h"
#include "server/worker/error_name.h"

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestNap{30'000};  // a signal that got lost must not stop the work
constexpr milliseconds kBrokenQueueNap{1'000};
constexpr milliseconds kShortestKeeping{100};
constexpr std::chrono::minutes kHousekeeping{10};

Circuit::Time steady() {
  return std::chrono::steady_clock::now();
}

Circuit::Report report_of(const TicketResult& result) {
  if (result.outcome == Outcome::lost) return Circuit::Report::neither;
  switch (result.error) {
    case DeskError::unavailable:
    case DeskError::unauthorized:
      return Circuit::Report::failed;
    case DeskError::throttled:
      return Circuit::Report::neither;
    default:
      return Circuit::Report::answered;
  }
}

}  // namespace

Supervisor::Supervisor(SupervisorOptions options, Queue& queue, std::map<std::string, Desk*> desks,
                       Metrics& metrics, std::function<TimePoint()> clock)
    : options_(std::move(options)), queue_(queue), metrics_(metrics), clock_(std::move(clock)) {
  for (const auto& [name, desk] : desks)
    stations_.emplace(name, Station{.desk = desk, .circuit = Circuit(options_.retry.first)});
}

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
  queue_.on_work([this](const std::string& desk) {
    const std::lock_guard lock(mutex_);
    for (auto& [name, station] : stations_) {
      if (desk.empty() || desk == name) ++station.signals;
    }
    wake_.notify_all();
  });
  for (auto& [name, station] : stations_) {
    const auto own = options_.desk_threads.find(name);
    const uint32_t count = own == options_.desk_threads.end() ? options_.threads : own->second;
    metrics_.set(Metric::desk_circuit_open, {name}, 0);
    for (uint32_t i = 0; i < count; ++i) threads_.emplace_back([this, one = &station] { work(*one); });
  }
  threads_.emplace_back([this] { keep_leases(); });
  threads_.emplace_back([this] { keep_house(); });
}

bool Supervisor::stop(milliseconds bound) {
  std::vector<Job> left;
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_all();
    if (idle_.wait_for(lock, bound, [&] { return running_.empty() && taking_ == 0; })) return true;
    abandoned_ = true;
    for (const auto& [id, one] : running_) left.push_back(one.job);
  }
  for (const Job& job : left) {
    Log::warning("job.given_back",
                 {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id)});
    queue_.give_back(job, queue_.now());
  }
  return false;
}

bool Supervisor::running() const {
  const std::lock_guard lock(mutex_);
  return !threads_.empty() && !stopping_;
}

void Supervisor::nap(const Station& station, uint64_t seen, milliseconds time) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, time, [&] { return stopping_ || station.signals != seen; });
}

// When it may not, this has waited for a while.
bool Supervisor::may_start(Station& station, uint64_t& seen) {
  milliseconds wait = station.desk->closed_for();
  {
    const std::lock_guard lock(mutex_);
    seen = station.signals;
    if (wait <= milliseconds(0)) wait = station.circuit.enter(steady());
  }
  if (wait <= milliseconds(0)) return true;
  // Work that comes in meanwhile changes nothing: only a closing circuit or the end of the pause does.
  std::unique_lock lock(mutex_);
  const bool open = station.circuit.open();
  wake_.wait_for(lock, std::min(wait, kLongestNap),
                 [&] { return stopping_ || station.circuit.open() != open; });
  return false;
}

// A job that the queue gives while stop() is called goes back to it before stop() returns.
std::optional<Job> Supervisor::take(const Station& station) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return std::nullopt;
    ++taking_;
  }
  std::optional<Job> job = queue_.lease(station.desk->name(), queue_.now(), options_.lease);
  std::unique_lock lock(mutex_);
  if (job && stopping_) {
    lock.unlock();
    queue_.give_back(*job, queue_.now());
    job.reset();
    lock.lock();
  }
  if (job) running_.emplace(job->id, Running{.job = *job, .extended = queue_.now()});
  --taking_;
  idle_.notify_all();
  return job;
}

void Supervisor::work(Station& station) {
  std::mt19937_64 random(std::random_device{}());
  const std::string& name = station.desk->name();
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
    }
    uint64_t seen = 0;
    if (!may_start(station, seen)) continue;
    const auto job = take(station);
    if (!job) {
      report(station, Circuit::Report::neither);
      const auto due = queue_.next_due(name);
      milliseconds time =
          due ? std::clamp<milliseconds>(*due - queue_.now(), milliseconds{1}, kLongestNap) : kLongestNap;
      if (!queue_.trouble().empty()) time = kBrokenQueueNap;
      nap(station, seen, time);
      continue;
    }
    run(station, *job, random);
    const std::lock_guard lock(mutex_);
    running_.erase(job->id);
    idle_.notify_all();
    if (stopping_) wake_.notify_all();  // who keeps the leases is done too
  }
}

void Supervisor::report(Station& station, Circuit::Report report) {
  const std::string& name = station.desk->name();
  const std::lock_guard lock(mutex_);
  if (!station.circuit.leave(report, steady())) return;
  const bool open = station.circuit.open();
  metrics_.set(Metric::desk_circuit_open, {name}, open ? 1 : 0);
  if (open)
    Log::warning("desk.circuit_opened", {LogField::desk(name), LogField::retry_in(station.circuit.pause())});
  else
    Log::info("desk.circuit_closed", {LogField::desk(name)});
  wake_.notify_all();
}

bool Supervisor::extend(const Job& job) {
  const TimePoint now = queue_.now();
  const bool held = queue_.extend(job, now + options_.lease);
  const bool trouble = !held && !queue_.trouble().empty();  // then nothing is known of it
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(job.id);
  if (found == running_.end() || found->second.job.lease != job.lease) return held;
  if (held) found->second.extended = now;
  if (!held && !trouble) found->second.lost = true;
  return held;
}

// `surely`: where other servers take jobs too, the queue is asked.
bool Supervisor::holds(const Job& job, bool surely) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(job.id);
    if (abandoned_ || found == running_.end() || found->second.lost) return false;
    const auto age = queue_.now() - found->second.extended;
    if (age < options_.lease * 3 / 4 && !(surely && queue_.shared())) return true;
  }
  return extend(job);
}

void Supervisor::run(Station& station, const Job& job, std::mt19937_64& random) {
  if (job.attempt > options_.retry.max_attempts) {  // it has killed the server so often
    report(station, Circuit::Report::neither);
    queue_.bury(job, "too_many_attempts", queue_.now());
    metrics_.add(Metric::jobs, {job.desk, "dead"});
    Log::error("job.dead", {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id),
                            LogField::trace(job.trace), LogField::reason("too_many_attempts")});
    return;
  }
  const auto start = steady();
  const auto now_seconds = std::chrono::floor<std::chrono::seconds>(clock_());
  const auto own = options_.desk_policies.find(job.desk);
  const TicketTask task{.policy = own == options_.desk_policies.end() ? options_.policy : own->second,
                        .desk = *station.desk,
                        .metrics = metrics_,
                        .ticket_id = job.ticket,
                        .memory = TicketMemory::parse(job.marker),
                        .attempt = job.attempt,
                        .now = now_seconds,
                        .today = options_.time_zone.today(now_seconds),
                        .still_ours = [&] { return holds(job, false); },
                        .about_to_write = [&] { return holds(job, true); }};
  const TicketResult result = process_ticket(task);
  const auto took = steady() - start;
  report(station, report_of(result));
  metrics_.observe(Metric::job_seconds, {job.desk}, took);
  metrics_.add(Metric::jobs, {job.desk, to_string(result.outcome)});
  Log::info("job.finished", {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id),
                             LogField::trace(job.trace), LogField::attempt(job.attempt),
                             LogField::outcome(to_string(result.outcome)), LogField::verdict(result.verdict),
                             LogField::duration(took)});
  settle(job, result, random);
}

// An outcome is worth some patience with a queue that cannot be written: what it does not hear is done again.
void Supervisor::persist(const std::function<bool()>& write) {
  const TimePoint end = queue_.now() + options_.lease;
  while (!write() && !queue_.trouble().empty() && queue_.now() < end) {
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, kBrokenQueueNap, [&] { return stopping_; })) return;
  }
}

void Supervisor::settle(const Job& job, const TicketResult& result, std::mt19937_64& random) {
  switch (result.outcome) {
    case Outcome::annotated:
    case Outcome::quiet:
    case Outcome::skipped:
    case Outcome::gone: {
      Completion completion{.check_again_at = std::nullopt, .marker = std::nullopt};
      if (result.memory) completion.marker = result.memory->text();
      if (result.check_again_at)
        completion.check_again_at = queue_.now() + (TimePoint(*result.check_again_at) - clock_());
      return persist([&] { return queue_.complete(job, completion, queue_.now()); });
    }
    case Outcome::lost:
      // Given back by stop(), or another worker has it: either way it is not ours to settle.
      return;
    case Outcome::retry:
    case Outcome::refused:
      return fail(job, result, random);
  }
}

void Supervisor::fail(const Job& job, const TicketResult& result, std::mt19937_64& random) {
  const std::string reason(error_name(result.error));
  metrics_.add(Metric::desk_errors, {job.desk, reason});
  const bool throttled = result.error == DeskError::throttled;
  if (result.outcome == Outcome::refused || (!throttled && job.attempt >= options_.retry.max_attempts)) {
    persist([&] { return queue_.bury(job, reason, queue_.now()); });
    metrics_.add(Metric::jobs, {job.desk, "dead"});
    Log::error("job.dead", {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id),
                            LogField::trace(job.trace), LogField::attempt(job.attempt),
                            LogField::error(reason), LogField::detail(result.detail)});
    return;
  }
  const auto delay = retry_delay(options_.retry, job.attempt, result.retry_after, random());
  persist([&] {
    const TimePoint when = queue_.now() + delay;
    return throttled ? queue_.give_back(job, when) : queue_.retry_at(job, when, reason);
  });
  Log::warning("job.retry",
               {LogField::desk(job.desk), LogField::ticket(job.ticket), LogField::job(job.id),
                LogField::trace(job.trace), LogField::attempt(job.attempt), LogField::retry_in(delay),
                LogField::error(reason), LogField::detail(result.detail)});
}

// While this process lives and is not frozen, its leases hold, however long a call to a desk takes.
void Supervisor::keep_leases() {
  const milliseconds period = std::max<milliseconds>(options_.lease / 4, kShortestKeeping);
  std::unique_lock lock(mutex_);
  for (;;) {
    // Jobs that are being finished after stop() keep theirs too.
    wake_.wait_for(lock, period, [&] { return stopping_ && (abandoned_ || running_.empty()); });
    if (stopping_ && (abandoned_ || running_.empty())) return;
    std::vector<Job> jobs;
    const TimePoint now = queue_.now();
    for (const auto& [id, one] : running_) {
      if (!one.lost && now - one.extended >= period / 2) jobs.push_back(one.job);
    }
    lock.unlock();
    for (const Job& job : jobs) extend(job);
    lock.lock();
  }
}

void Supervisor::keep_house() {
  std::vector<std::string> names;
  for (const auto& [name, station] : stations_) names.push_back(name);
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    while (queue_.prune(queue_.now() - options_.dedupe_memory)) {
    }
    const TimePoint now = queue_.now();
    if (const size_t dead = queue_.bury_unknown(names, now - options_.unknown_desk_grace, now); dead > 0)
      Log::error("job.dead", {LogField::count(static_cast<int64_t>(dead)), LogField::reason("unknown_desk")});
    lock.lock();
    wake_.wait_for(lock, kHousekeeping, [&] { return stopping_; });
  }
}

}  // namespace portcheck::server
