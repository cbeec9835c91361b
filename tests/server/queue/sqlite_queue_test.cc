#include "server/queue/sqlite_queue.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "server/observe/log.h"

namespace portcheck::server {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

class SqliteQueueTest : public testing::Test {
 protected:
  SqliteQueueTest() {
    std::string folder = testing::TempDir() + "portcheck-queue-XXXXXX";
    folder_ = mkdtemp(folder.data());
    reopen();
  }
  ~SqliteQueueTest() override {
    queue_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string file() const { return (folder_ / "queue.db").string(); }

  void reopen() {
    queue_.reset();
    std::string error;
    queue_ = SqliteQueue::open(file(), error);
    ASSERT_NE(queue_, nullptr) << error;
  }

  size_t put(const std::string& ticket, const std::string& id, TimePoint now) {
    const auto result = queue_->enqueue({{.desk = "demo",
                                          .ticket_id = ticket,
                                          .dedupe_key = id,
                                          .kind = "ticket.created",
                                          .actor = "customer"}},
                                        now, milliseconds{500});
    EXPECT_TRUE(result.has_value());
    return result ? result->fresh : 0;
  }

  std::optional<Job> take(TimePoint now) { return queue_->lease(now, seconds{60}); }

  std::filesystem::path folder_;
  std::unique_ptr<SqliteQueue> queue_;
  const TimePoint start_{std::chrono::milliseconds{1'764'000'000'000}};
};

TEST_F(SqliteQueueTest, GivesAnEventsTicketAfterTheDelayOnce) {
  EXPECT_EQ(put("7", "a", start_), 1U);
  EXPECT_FALSE(take(start_ + milliseconds{499}));
  const auto job = take(start_ + milliseconds{500});
  ASSERT_TRUE(job);
  EXPECT_EQ(job->desk, "demo");
  EXPECT_EQ(job->ticket, "7");
  EXPECT_EQ(job->attempt, 1);
  EXPECT_FALSE(take(start_ + seconds{1}));
  EXPECT_TRUE(queue_->complete(*job, {}, start_ + seconds{1}));
  EXPECT_FALSE(take(start_ + hours{1}));
  EXPECT_EQ(queue_->depth().pending, 0);
}

TEST_F(SqliteQueueTest, MakesOneJobOfManyEventsOfATicket) {
  for (int i = 0; i < 10; ++i) put("7", "id" + std::to_string(i), start_ + milliseconds{10 * i});
  put("8", "other", start_);
  EXPECT_EQ(queue_->depth().pending, 2);
  EXPECT_EQ(queue_->next_due(),
            start_ + milliseconds{500});  // a stream of events does not postpone the check for ever
}

TEST_F(SqliteQueueTest, TakesTheSameDeliveryOnceEvenAfterItWasDoneAndAfterARestart) {
  EXPECT_EQ(put("7", "a", start_), 1U);
  EXPECT_EQ(put("7", "a", start_), 0U);
  queue_->complete(*take(start_ + seconds{1}), {}, start_);
  reopen();
  EXPECT_EQ(put("7", "a", start_ + hours{1}), 0U);
  EXPECT_FALSE(take(start_ + hours{2}));
}

TEST_F(SqliteQueueTest, KeepsTheSameIdOfTwoDesksApart) {
  const auto result =
      queue_->enqueue({{.desk = "a", .ticket_id = "1", .dedupe_key = "x", .kind = {}, .actor = {}},
                       {.desk = "b", .ticket_id = "1", .dedupe_key = "x", .kind = {}, .actor = {}}},
                      start_, milliseconds{0});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->fresh, 2U);
  EXPECT_EQ(queue_->depth().pending, 2);
}

TEST_F(SqliteQueueTest, LosesNothingWhenItIsReopened) {
  put("7", "a", start_);
  reopen();
  EXPECT_TRUE(take(start_ + seconds{1}));
}

// A server killed in the middle of a job: its lease is void at once, and the attempt counts.
TEST_F(SqliteQueueTest, TakesBackTheLeasesOfAKilledServer) {
  put("7", "a", start_);
  const auto first = take(start_ + seconds{1});
  ASSERT_TRUE(first);
  reopen();
  const auto second = take(start_ + seconds{1});
  ASSERT_TRUE(second);
  EXPECT_EQ(second->attempt, 2);
  EXPECT_FALSE(queue_->complete(*first, {}, start_));
  EXPECT_FALSE(queue_->extend(*first, start_ + hours{1}));
  EXPECT_TRUE(queue_->complete(*second, {}, start_));
}

TEST_F(SqliteQueueTest, ChecksAgainWhenAnEventComesInDuringTheCheck) {
  put("7", "a", start_);
  const auto job = take(start_ + seconds{1});
  put("7", "b", start_ + seconds{2});
  EXPECT_FALSE(take(start_ + seconds{10}));  // never two workers at one ticket
  EXPECT_TRUE(queue_->complete(*job, {}, start_ + seconds{3}));
  const auto again = take(start_ + seconds{3});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->attempt, 1);
  queue_->complete(*again, {}, start_ + seconds{4});
  EXPECT_FALSE(take(start_ + hours{1}));
}

TEST_F(SqliteQueueTest, HandsAJobOnWhenItsLeaseRunsOutAndFencesTheOldHolder) {
  put("7", "a", start_);
  const auto slow = take(start_ + seconds{1});
  EXPECT_TRUE(queue_->extend(*slow, start_ + seconds{100}));
  EXPECT_FALSE(take(start_ + seconds{99}));
  const auto next = take(start_ + seconds{100});
  ASSERT_TRUE(next);
  EXPECT_FALSE(queue_->extend(*slow, start_ + hours{1}));
  EXPECT_FALSE(queue_->complete(*slow, {.check_again_at = {}, .marker = "old"}, start_ + seconds{101}));
  EXPECT_FALSE(queue_->retry_at(*slow, start_, "late"));
  EXPECT_FALSE(queue_->bury(*slow, "late", start_));
  EXPECT_TRUE(queue_->complete(*next, {.check_again_at = {}, .marker = "new"}, start_ + seconds{102}));
  put("7", "b", start_ + seconds{103});
  EXPECT_EQ(take(start_ + seconds{104})->marker, "new");
}

TEST_F(SqliteQueueTest, WaitsForTheRetryEvenWhenNewEventsComeIn) {
  put("7", "a", start_);
  queue_->retry_at(*take(start_ + seconds{1}), start_ + seconds{60}, "throttled");
  put("7", "b", start_ + seconds{2});
  EXPECT_FALSE(take(start_ + seconds{59}));
  EXPECT_EQ(take(start_ + seconds{60})->attempt, 2);
}

TEST_F(SqliteQueueTest, ComesBackByItselfAtTheNamedTimeAndEarlierForAnEvent) {
  put("7", "a", start_);
  queue_->complete(*take(start_ + seconds{1}), {.check_again_at = start_ + hours{1}, .marker = {}},
                   start_ + seconds{2});
  EXPECT_FALSE(take(start_ + hours{1} - milliseconds{1}));
  put("7", "b", start_ + seconds{10});
  const auto early = take(start_ + seconds{11});
  ASSERT_TRUE(early);
  queue_->complete(*early, {.check_again_at = start_ + hours{1}, .marker = {}}, start_ + seconds{12});
  EXPECT_TRUE(take(start_ + hours{1}));
}

TEST_F(SqliteQueueTest, RemembersAndForgetsTheMarker) {
  put("7", "a", start_);
  const auto job = take(start_ + seconds{1});
  EXPECT_EQ(job->marker, "");
  queue_->complete(*job, {.check_again_at = start_ + seconds{2}, .marker = "m1"}, start_);
  const auto second = take(start_ + seconds{2});
  EXPECT_EQ(second->marker, "m1");
  queue_->complete(*second, {.check_again_at = start_ + seconds{3}, .marker = {}}, start_);
  const auto third = take(start_ + seconds{3});
  EXPECT_EQ(third->marker, "m1");
  queue_->complete(*third, {.check_again_at = start_ + seconds{4}, .marker = ""}, start_);
  EXPECT_EQ(take(start_ + seconds{4})->marker, "");
}

TEST_F(SqliteQueueTest, KeepsDeadLettersUntilReplayOrNewEvent) {
  put("7", "a", start_);
  put("8", "b", start_);
  queue_->bury(*take(start_ + seconds{1}), "refused", start_ + seconds{1});
  queue_->bury(*take(start_ + seconds{1}), "unavailable", start_ + seconds{2});
  reopen();
  const auto dead = queue_->dead_letters(10);
  ASSERT_EQ(dead.size(), 2U);
  EXPECT_EQ(dead[0].ticket, "8");
  EXPECT_EQ(dead[0].reason, "unavailable");
  EXPECT_EQ(dead[0].died_at, start_ + seconds{2});
  EXPECT_FALSE(take(start_ + hours{10}));
  EXPECT_FALSE(queue_->replay(999, start_));
  EXPECT_TRUE(queue_->replay(dead[0].id, start_ + seconds{5}));
  EXPECT_FALSE(queue_->replay(dead[0].id, start_ + seconds{5}));
  EXPECT_EQ(take(start_ + seconds{5})->attempt, 1);
  put("7", "c", start_ + seconds{6});
  EXPECT_EQ(take(start_ + seconds{7})->ticket, "7");
  EXPECT_EQ(queue_->depth().dead, 0);
}

TEST_F(SqliteQueueTest, BuriesNoJobThatHasNews) {
  put("7", "a", start_);
  const auto job = take(start_ + seconds{1});
  put("7", "b", start_ + seconds{2});
  queue_->bury(*job, "refused", start_ + seconds{3});
  EXPECT_EQ(queue_->depth().dead, 0);
  EXPECT_EQ(take(start_ + seconds{3})->attempt, 1);
}

TEST_F(SqliteQueueTest, DoesNotCountAnAttemptThatWasGivenBack) {
  put("7", "a", start_);
  queue_->give_back(*take(start_ + seconds{1}), start_ + seconds{2});
  EXPECT_EQ(take(start_ + seconds{2})->attempt, 1);
}

TEST_F(SqliteQueueTest, ForgetsOldIdsOnly) {
  put("7", "old", start_);
  put("8", "new", start_ + hours{100});
  EXPECT_FALSE(queue_->prune(start_ + hours{50}));
  EXPECT_EQ(put("7", "old", start_ + hours{101}), 1U);
  EXPECT_EQ(put("8", "new", start_ + hours{101}), 0U);
}

TEST_F(SqliteQueueTest, WakesWorkersAfterTheCommit) {
  std::atomic<int> wakes{0};
  queue_->on_work([&] { ++wakes; });
  put("7", "a", start_);
  put("7", "b", start_);
  queue_.reset();
  EXPECT_GE(wakes, 1);
}

// Every webhook woke every worker, which found nothing due yet and asked twice.
TEST_F(SqliteQueueTest, WakesNobodyForWhatIsDueAfterTheyWakeAnyway) {
  std::atomic<int> wakes{0};
  const auto woken = [&] {
    queue_->depth();  // the commit after the callback
    return wakes.load();
  };
  queue_->on_work([&] { ++wakes; });
  put("7", "a", start_);
  const int first = woken();
  EXPECT_EQ(first, 1);
  const TimePoint due = queue_->next_due().value();
  EXPECT_EQ(queue_->next_due(), due) << "a second worker";
  put("8", "b", start_ + seconds{1});
  put("7", "c", start_ + seconds{2});
  EXPECT_EQ(woken(), first);
  put("9", "d", start_ - seconds{1});
  EXPECT_EQ(woken(), first + 1);
  put("10", "e", start_ - seconds{2});
  EXPECT_EQ(woken(), first + 1) << "they are awake and will ask";
  queue_->next_due();
  put("11", "f", start_ - seconds{3});
  EXPECT_EQ(woken(), first + 2);
  const Job job = take(start_ + seconds{5}).value();
  queue_->next_due();
  queue_->retry_at(job, start_ + seconds{60}, "unavailable");
  EXPECT_EQ(woken(), first + 3);
}

TEST_F(SqliteQueueTest, WakesForTheFirstJobWhenAllHaveGoneToSleep) {
  std::atomic<int> wakes{0};
  queue_->on_work([&] { ++wakes; });
  EXPECT_FALSE(queue_->next_due());
  put("7", "a", start_);
  queue_->depth();
  EXPECT_EQ(wakes, 1);
}

TEST_F(SqliteQueueTest, SharesCommitsAmongManyThreadsAndKeepsEveryEvent) {
  constexpr int kThreads = 16;
  constexpr int kEach = 25;
  const uint64_t before = queue_->stats().commits;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i)
        put(std::to_string(t * kEach + i), std::to_string(t) + "/" + std::to_string(i), start_);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LT(queue_->stats().commits - before, uint64_t{kThreads * kEach});
  reopen();
  std::set<std::string> tickets;
  while (const auto job = take(start_ + seconds{1})) tickets.insert(job->ticket);
  EXPECT_EQ(tickets.size(), size_t{kThreads * kEach});
}

TEST_F(SqliteQueueTest, RefusesAFileOfANewerVersionAndLeavesItAlone) {
  queue_.reset();
  SqliteDb db;
  ASSERT_TRUE(db.open(file()));
  ASSERT_TRUE(db.execute("PRAGMA user_version = 99"));
  std::string error;
  EXPECT_EQ(SqliteQueue::open(file(), error), nullptr);
  EXPECT_NE(error.find("newer version"), std::string::npos) << error;
}

TEST_F(SqliteQueueTest, SaysSoWhenTheFileIsNoDatabase) {
  queue_.reset();
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  FILE* out = fopen(file().c_str(), "w");
  ASSERT_NE(out, nullptr);
  for (int i = 0; i < 1000; ++i) fputs("this is not a database\n", out);
  fclose(out);
  std::string error;
  EXPECT_EQ(SqliteQueue::open(file(), error), nullptr);
  EXPECT_FALSE(error.empty());
}

TEST_F(SqliteQueueTest, TellsWhenTheDiskRefusesAndRecovers) {
  Log::configure(LogLevel::error, [](std::string_view) {});
  SqliteDb other;
  ASSERT_TRUE(other.open(file()));
  ASSERT_TRUE(other.execute("BEGIN EXCLUSIVE"));  // longer than the queue is ready to wait
  const auto refused =
      queue_->enqueue({{.desk = "demo", .ticket_id = "7", .dedupe_key = "a", .kind = {}, .actor = {}}},
                      start_, milliseconds{0});
  EXPECT_FALSE(refused);
  EXPECT_FALSE(queue_->healthy());
  ASSERT_TRUE(other.execute("ROLLBACK"));
  EXPECT_EQ(put("7", "a", start_), 1U);  // nothing of the refused event was kept
  EXPECT_TRUE(queue_->healthy());
  Log::configure(LogLevel::info);
}

}  // namespace
}  // namespace portcheck::server
