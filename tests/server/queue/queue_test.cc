// What every queue does, whatever database it is in.
#include "server/queue/queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "tests/server/queue/backend_support.h"

namespace portcheck::server {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing_support::Backend;

class QueueTest : public testing::TestWithParam<Backend::Maker> {
 protected:
  QueueTest() : backend_(GetParam()()) { reopen(); }

  void reopen() {
    queue_.reset();
    std::string error;
    queue_ = backend_->open(error);
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

  std::optional<Job> take(TimePoint now) { return queue_->lease("demo", now, seconds{60}); }

  const std::unique_ptr<Backend> backend_;
  std::unique_ptr<Queue> queue_;
  const TimePoint start_ = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
};

INSTANTIATE_TEST_SUITE_P(Sqlite, QueueTest, testing::Values(&Backend::sqlite));
INSTANTIATE_TEST_SUITE_P(Postgres, QueueTest, testing::Values(&Backend::postgres));

TEST_P(QueueTest, GivesAnEventsTicketAfterTheDelayOnce) {
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

TEST_P(QueueTest, MakesOneJobOfManyEventsOfATicket) {
  for (int i = 0; i < 10; ++i) put("7", "id" + std::to_string(i), start_ + milliseconds{10 * i});
  put("8", "other", start_);
  EXPECT_EQ(queue_->depth().pending, 2);
  EXPECT_EQ(queue_->next_due("demo"),
            start_ + milliseconds{500});  // a stream of events does not postpone the check for ever
}

TEST_P(QueueTest, TakesTheSameDeliveryOnceEvenAfterItWasDoneAndAfterARestart) {
  EXPECT_EQ(put("7", "a", start_), 1U);
  EXPECT_EQ(put("7", "a", start_), 0U);
  queue_->complete(*take(start_ + seconds{1}), {}, start_);
  reopen();
  EXPECT_EQ(put("7", "a", start_ + hours{1}), 0U);
  EXPECT_FALSE(take(start_ + hours{2}));
}

TEST_P(QueueTest, KeepsTheSameIdOfTwoDesksApart) {
  const auto result =
      queue_->enqueue({{.desk = "a", .ticket_id = "1", .dedupe_key = "x", .kind = {}, .actor = {}},
                       {.desk = "b", .ticket_id = "1", .dedupe_key = "x", .kind = {}, .actor = {}}},
                      start_, milliseconds{0});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->fresh, 2U);
  EXPECT_EQ(queue_->depth().pending, 2);
}

TEST_P(QueueTest, LosesNothingWhenItIsReopened) {
  put("7", "a", start_);
  reopen();
  EXPECT_TRUE(take(start_ + seconds{1}));
}

// A server killed in the middle of a job: its lease is void at once, and the attempt counts.
TEST_P(QueueTest, TakesBackTheLeasesOfAKilledServer) {
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

TEST_P(QueueTest, ChecksAgainWhenAnEventComesInDuringTheCheck) {
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

TEST_P(QueueTest, HandsAJobOnWhenItsLeaseRunsOutAndFencesTheOldHolder) {
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

TEST_P(QueueTest, WaitsForTheRetryEvenWhenNewEventsComeIn) {
  put("7", "a", start_);
  queue_->retry_at(*take(start_ + seconds{1}), start_ + seconds{60}, "throttled");
  put("7", "b", start_ + seconds{2});
  EXPECT_FALSE(take(start_ + seconds{59}));
  EXPECT_EQ(take(start_ + seconds{60})->attempt, 2);
}

TEST_P(QueueTest, ComesBackByItselfAtTheNamedTimeAndEarlierForAnEvent) {
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

TEST_P(QueueTest, RemembersAndForgetsTheMarker) {
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

TEST_P(QueueTest, KeepsDeadLettersUntilReplayOrNewEvent) {
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

TEST_P(QueueTest, BuriesNoJobThatHasNews) {
  put("7", "a", start_);
  const auto job = take(start_ + seconds{1});
  put("7", "b", start_ + seconds{2});
  queue_->bury(*job, "refused", start_ + seconds{3});
  EXPECT_EQ(queue_->depth().dead, 0);
  EXPECT_EQ(take(start_ + seconds{3})->attempt, 1);
}

TEST_P(QueueTest, DoesNotCountAnAttemptThatWasGivenBack) {
  put("7", "a", start_);
  queue_->give_back(*take(start_ + seconds{1}), start_ + seconds{2});
  EXPECT_EQ(take(start_ + seconds{2})->attempt, 1);
}

TEST_P(QueueTest, KeepsTheTraceOfTheLatestEventThatHadOne) {
  const auto traced = [&](const char* id, const char* header) {
    queue_->enqueue({{.desk = "demo",
                      .ticket_id = "7",
                      .dedupe_key = id,
                      .kind = "ticket.updated",
                      .actor = "customer",
                      .trace = TraceContext::parse(header)}},
                    start_, milliseconds{0});
  };
  traced("a", "00-11111111111111111111111111111111-1111111111111111-01");
  traced("b", "00-22222222222222222222222222222222-2222222222222222-01");
  traced("c", "");
  reopen();
  EXPECT_EQ(take(start_)->trace.text(), "22222222222222222222222222222222-2222222222222222");
}

TEST_P(QueueTest, TellsSinceWhenTheOldestJobIsDue) {
  EXPECT_FALSE(queue_->depth().oldest_due);
  put("7", "a", start_);
  put("8", "b", start_ - seconds{9});
  EXPECT_EQ(queue_->depth().oldest_due, start_ - seconds{9} + milliseconds{500});
  take(start_);
  EXPECT_EQ(queue_->depth().oldest_due, start_ + milliseconds{500})
      << "a job that is being done does not wait";
}

TEST_P(QueueTest, ForgetsOldIdsOnly) {
  put("7", "old", start_);
  put("8", "new", start_ + hours{100});
  EXPECT_FALSE(queue_->prune(start_ + hours{50}));
  EXPECT_EQ(put("7", "old", start_ + hours{101}), 1U);
  EXPECT_EQ(put("8", "new", start_ + hours{101}), 0U);
}

TEST_P(QueueTest, WakesWorkersAfterTheCommit) {
  std::atomic<int> wakes{0};
  queue_->on_work([&](const std::string& desk) { wakes += desk == "demo" ? 1 : 0; });
  put("7", "a", start_);
  put("7", "b", start_);
  queue_.reset();
  EXPECT_GE(wakes, 1);
}

// Every webhook woke every worker, which found nothing due yet and asked twice.
TEST_P(QueueTest, WakesNobodyForWhatIsDueAfterTheyWakeAnyway) {
  if (queue_->shared()) GTEST_SKIP() << "what the workers of other servers were told is not known";
  std::atomic<int> wakes{0};
  const auto woken = [&] {
    queue_->depth();  // the commit after the callback
    return wakes.load();
  };
  queue_->on_work([&](const std::string&) { ++wakes; });
  put("7", "a", start_);
  EXPECT_EQ(woken(), 1);
  const TimePoint due = queue_->next_due("demo").value();
  EXPECT_EQ(queue_->next_due("demo"), due) << "a second worker";
  put("8", "b", start_ + seconds{1});
  put("7", "c", start_ + seconds{2});
  EXPECT_EQ(woken(), 1);
  put("9", "d", start_ - seconds{1});
  EXPECT_EQ(woken(), 2);
  put("10", "e", start_ - seconds{2});
  EXPECT_EQ(woken(), 2) << "they are awake and will ask";
  queue_->next_due("demo");
  put("11", "f", start_ - seconds{3});
  EXPECT_EQ(woken(), 3);
}

TEST_P(QueueTest, WakesForTheFirstJobWhenAllHaveGoneToSleep) {
  std::atomic<int> wakes{0};
  queue_->on_work([&](const std::string&) { ++wakes; });
  EXPECT_FALSE(queue_->next_due("demo"));
  put("7", "a", start_);
  queue_.reset();  // the callback is over when it is
  EXPECT_GE(wakes, 1);
}

TEST_P(QueueTest, SharesCommitsAmongManyThreadsAndKeepsEveryEvent) {
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

// One desk's backlog is no other desk's.
TEST_P(QueueTest, KeepsTheDesksJobsApart) {
  queue_->enqueue({{.desk = "a", .ticket_id = "1", .dedupe_key = "x", .kind = {}, .actor = {}},
                   {.desk = "b", .ticket_id = "2", .dedupe_key = "y", .kind = {}, .actor = {}}},
                  start_, milliseconds{0});
  EXPECT_FALSE(queue_->next_due("c"));
  const auto job = queue_->lease("b", start_, seconds{60});
  ASSERT_TRUE(job);
  EXPECT_EQ(job->ticket, "2");
  EXPECT_FALSE(queue_->lease("b", start_, seconds{60}));
  EXPECT_EQ(queue_->next_due("a"), start_);
  EXPECT_EQ(queue_->next_due("b"), start_ + seconds{60});
}

TEST_P(QueueTest, BuriesJobsOfDesksThatNobodyKnows) {
  queue_->enqueue({{.desk = "old", .ticket_id = "1", .dedupe_key = "x", .kind = {}, .actor = {}},
                   {.desk = "demo", .ticket_id = "2", .dedupe_key = "y", .kind = {}, .actor = {}}},
                  start_, milliseconds{0});
  EXPECT_EQ(queue_->bury_unknown({"demo"}, start_ - seconds{1}, start_), 0U);
  EXPECT_EQ(queue_->bury_unknown({"demo"}, start_, start_), 1U);
  ASSERT_EQ(queue_->dead_letters(10).size(), 1U);
  EXPECT_EQ(queue_->dead_letters(10)[0].reason, "unknown_desk");
  EXPECT_TRUE(take(start_));
}

TEST_P(QueueTest, KeepsWhereASweepGoesOn) {
  EXPECT_EQ(queue_->cursor("demo"), "");
  EXPECT_TRUE(queue_->set_cursor("demo", "here"));
  reopen();
  EXPECT_TRUE(queue_->set_cursor("demo", "there"));
  EXPECT_EQ(queue_->cursor("demo"), "there");
}

// Ids are what a stranger sent: no database may choke on them, and none may take another event with it.
TEST_P(QueueTest, TakesIdsThatAreNoText) {
  const std::string awkward = std::string("a\0b", 3) + "\xff\xc3(\xed\xa0\x80'\"\\;--$1\n\u00e9";
  EXPECT_EQ(put("7", awkward, start_), 1U);
  EXPECT_EQ(put("7", awkward, start_), 0U);
  EXPECT_EQ(put("7", std::string(100'000, 'x').substr(0, 2000), start_), 1U);
  EXPECT_EQ(queue_->trouble(), "");
}

// A machine that starts with a wrong date, and is put right: nothing may wait until that date.
TEST_P(QueueTest, ForgetsDueTimesThatNoClockCouldHaveMeant) {
  put("7", "a", start_ + hours{24 * 365});
  EXPECT_FALSE(take(start_ + hours{1}));
  reopen();
  EXPECT_TRUE(take(queue_->now()));
}

TEST_P(QueueTest, ItsClockIsNearTheTime) {
  put("7", "a", start_);
  const auto now = std::chrono::system_clock::now();
  EXPECT_LT(queue_->now() - now, seconds{5});
  EXPECT_GT(queue_->now() - now, -seconds{5});
}

}  // namespace
}  // namespace portcheck::server
