#include "server/worker/supervisor.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <future>

#include "server/observe/log.h"
#include "server/queue/migrations.h"
#include "server/queue/sqlite.h"
#include "server/queue/sqlite_queue.h"
#include "tests/server/engine/engine_support.h"
#include "tests/server/worker/desk_support.h"

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using namespace testing_support;

TimePoint wall_clock() {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

// Holds a leased job back until it may be handed over.
class SlowQueue : public SqlQueue {
 public:
  using SqlQueue::SqlQueue;
  std::optional<Job> lease(const std::string& desk, TimePoint now, milliseconds duration) override {
    auto job = SqlQueue::lease(desk, now, duration);
    if (job) leased.set_value(), may_go.get_future().wait();
    return job;
  }
  std::promise<void> leased, may_go;
};

class SupervisorTest : public testing::Test {
 protected:
  SupervisorTest() {
    Log::configure(LogLevel::error, [](std::string_view) {});
    std::string folder = testing::TempDir() + "portcheck-worker-XXXXXX";
    folder_ = mkdtemp(folder.data());
    std::string error;
    queue_ = open_sqlite_queue((folder_ / "queue.db").string(), error);
    EXPECT_NE(queue_, nullptr) << error;
    options_.retry = {.first = milliseconds{10}, .longest = milliseconds{20}, .max_attempts = 5};
    options_.policy = {.reason = "Number Management",
                       .sub_category = "Porting Numbers",
                       .missing_files_grace = milliseconds{0},
                       .file_max_bytes = 1 << 20,
                       .ticket_max_bytes = 2 << 20,
                       .engine = &testing_support::test_engine()};
  }
  ~SupervisorTest() override {
    supervisor_.reset();
    queue_.reset();
    std::filesystem::remove_all(folder_);
    Log::configure(LogLevel::info);
  }

  void start() {
    supervisor_ =
        std::make_unique<Supervisor>(options_, *queue_, std::map<std::string, Desk*>{{"memory", &desk_}},
                                     metrics_, [this] { return clock_(); });
    supervisor_->start();
  }

  void event(const std::string& ticket, const std::string& id, const std::string& desk = "memory") {
    queue_->enqueue({{.desk = desk, .ticket_id = ticket, .dedupe_key = id, .kind = {}, .actor = {}}},
                    wall_clock(), milliseconds{1});
  }

  // Until nothing waits and nothing runs.
  QueueDepth drained() {
    for (;;) {
      const QueueDepth depth = queue_->depth();
      if (depth.pending == 0 && depth.leased == 0) return depth;
      std::this_thread::sleep_for(milliseconds{2});
    }
  }

  std::filesystem::path folder_;
  std::unique_ptr<Queue> queue_;
  MemoryDesk desk_;
  Metrics metrics_;
  SupervisorOptions options_;
  std::function<TimePoint()> clock_ = wall_clock;
  std::unique_ptr<Supervisor> supervisor_;
};

TEST_F(SupervisorTest, AnnotatesEveryTicketOnce) {
  options_.threads = 4;
  for (int i = 0; i < 40; ++i) {
    desk_.add(std::to_string(i));
    desk_.attach(std::to_string(i), "numbers.csv", kSheet);
  }
  start();
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 40; ++i) event(std::to_string(i), std::to_string(round) + "/" + std::to_string(i));
  }
  drained();
  for (const auto& [id, ticket] : desk_.tickets) EXPECT_EQ(ticket.writes, 1) << id;
}

TEST_F(SupervisorTest, ComesThroughPassingFailures) {
  desk_.add("7");
  desk_.attach("7", "numbers.csv", kSheet);
  desk_.failures = {{DeskError::unavailable, Seconds{0}},
                    {DeskError::none, Seconds{0}},
                    {DeskError::unavailable, Seconds{0}},
                    {DeskError::conflict, Seconds{0}}};
  start();
  event("7", "a");
  EXPECT_EQ(drained().dead, 0);
  EXPECT_EQ(desk_.tickets.at("7").writes, 1);
}

TEST_F(SupervisorTest, BuriesWhatKeepsFailingAndWhatIsRefused) {
  desk_.add("7");
  desk_.failures = {{DeskError::refused, Seconds{0}}};
  start();
  event("7", "a");
  EXPECT_EQ(drained().dead, 1);
  EXPECT_EQ(queue_->dead_letters(1)[0].reason, "refused");
  EXPECT_EQ(queue_->dead_letters(1)[0].attempts, 1);
  desk_.failures.assign(100, {DeskError::unavailable, Seconds{0}});
  event("7", "b");
  EXPECT_EQ(drained().dead, 1);
  EXPECT_EQ(queue_->dead_letters(1)[0].reason, "unavailable");
  EXPECT_EQ(queue_->dead_letters(1)[0].attempts, 5);
}

TEST_F(SupervisorTest, BuriesJobsOfADeskThatIsNotConnected) {
  queue_->enqueue({{.desk = "unplugged", .ticket_id = "7", .dedupe_key = "a", .kind = {}, .actor = {}}},
                  queue_->now() - seconds{1}, milliseconds{0});
  start();
  EXPECT_EQ(drained().dead, 1);
  EXPECT_EQ(queue_->dead_letters(1)[0].reason, "unknown_desk");
}

// A desk that wants a pause is not failing: however often it says so, the job lives.
TEST_F(SupervisorTest, DoesNotCountAttemptsThatTheDeskPutOff) {
  desk_.add("7");
  desk_.attach("7", "numbers.csv", kSheet);
  desk_.failures.assign(20, {DeskError::throttled, Seconds{0}});
  start();
  event("7", "a");
  EXPECT_EQ(drained().dead, 0);
  EXPECT_EQ(desk_.tickets.at("7").writes, 1);
}

TEST_F(SupervisorTest, AsksNothingOfADeskThatWantsAPause) {
  desk_.add("7");
  desk_.attach("7", "numbers.csv", kSheet);
  desk_.closed = milliseconds{60'000};
  event("7", "a");
  start();
  EXPECT_TRUE(supervisor_->stop(seconds{10}));
  EXPECT_EQ(desk_.reads, 0);
  EXPECT_EQ(queue_->depth().pending, 1);
}

// A job's attempts are not used up while its desk is down: the circuit lets one try at a time.
TEST_F(SupervisorTest, LeavesADeskThatFailsAlone) {
  options_.threads = 4;
  options_.retry = {.first = milliseconds{5}, .longest = milliseconds{5}, .max_attempts = 6};
  for (int i = 0; i < 40; ++i) {
    desk_.add(std::to_string(i));
    desk_.attach(std::to_string(i), "numbers.csv", kSheet);
    event(std::to_string(i), std::to_string(i));
  }
  desk_.failures.assign(Circuit::kFailures + 8, {DeskError::unavailable, Seconds{0}});
  start();
  EXPECT_EQ(drained().dead, 0);
  for (const auto& [id, ticket] : desk_.tickets) EXPECT_EQ(ticket.writes, 1) << id;
}

// A machine's clock is set: neither do leases run out by it nor is a retry put off.
TEST_F(SupervisorTest, IsNotMovedByAWallClockThatJumps) {
  desk_.add("7");
  desk_.attach("7", "numbers.csv", kSheet);
  desk_.failures = {{DeskError::unavailable, Seconds{0}}, {DeskError::unavailable, Seconds{0}}};
  std::atomic<int> asked{0};
  clock_ = [&] { return wall_clock() + std::chrono::hours{(++asked % 3 - 1) * 24 * 365}; };
  start();
  event("7", "a");
  EXPECT_EQ(drained().dead, 0);
  EXPECT_EQ(desk_.tickets.at("7").writes, 1);
}

TEST_F(SupervisorTest, StopsAtOnceWhenNothingRunsAndTakesNothingNew) {
  start();
  EXPECT_TRUE(supervisor_->running());
  EXPECT_TRUE(supervisor_->stop(seconds{10}));
  EXPECT_FALSE(supervisor_->running());
  desk_.add("7");
  desk_.attach("7", "numbers.csv", kSheet);
  event("7", "a");
  supervisor_.reset();
  EXPECT_EQ(queue_->depth().pending, 1);
  EXPECT_EQ(desk_.reads, 0);
}

// A worker had looked whether to stop, and took what came in after stop() had returned.
TEST_F(SupervisorTest, TakesNothingAfterStopHoweverFarAWorkerWas) {
  options_.threads = 1;
  std::promise<void> looked, stopped;
  desk_.before_work = [&] { looked.set_value(), stopped.get_future().wait(); };
  start();
  looked.get_future().wait();
  EXPECT_TRUE(supervisor_->stop(seconds{10}));
  desk_.add("7");
  event("7", "a");
  stopped.set_value();
  supervisor_.reset();
  EXPECT_EQ(queue_->depth().pending, 1);
  EXPECT_EQ(desk_.reads, 0);
}

// Between the queue and the list of what runs: stop() said that nothing ran.
TEST_F(SupervisorTest, GivesBackWhatTheQueueHandsOverDuringStop) {
  auto db = std::make_unique<SqliteDb>();
  std::string error;
  ASSERT_TRUE(db->open((folder_ / "slow.db").string()) && migrate_queue(*db, error)) << error;
  auto slow = std::make_unique<SlowQueue>(
      SqlQueueParts{.db = std::move(db), .clock = std::make_shared<QueueClock>(), .trouble = "trouble"});
  SlowQueue& queue = *slow;
  queue_ = std::move(slow);
  options_.threads = 1;
  desk_.add("7");
  event("7", "a");
  start();
  queue.leased.get_future().wait();
  auto stopped = std::async(std::launch::async, [&] { return supervisor_->stop(seconds{10}); });
  while (supervisor_->running()) std::this_thread::yield();
  queue.may_go.set_value();
  EXPECT_TRUE(stopped.get());
  EXPECT_EQ(queue_->depth().pending, 1);
  EXPECT_EQ(desk_.reads, 0);
}

}  // namespace
}  // namespace portcheck::server
