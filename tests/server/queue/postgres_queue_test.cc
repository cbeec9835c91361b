// What only a queue that several servers share does, and a database that may be gone.
#include "server/queue/postgres_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include "server/observe/log.h"
#include "server/queue/postgres.h"
#include "tests/server/queue/backend_support.h"

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing_support::PostgresServer;

class PostgresQueueTest : public testing::Test {
 protected:
  PostgresQueueTest() {
    Log::configure(LogLevel::error, [](std::string_view) {});
    PostgresServer::get().empty();
  }
  ~PostgresQueueTest() override { Log::configure(LogLevel::info); }

  static std::unique_ptr<Queue> open(const std::string& owner) {
    std::string error;
    const PostgresBounds bounds{.answer = milliseconds{2000},
                                .statement = milliseconds{1500},
                                .lock = milliseconds{1200},
                                .idle = milliseconds{500}};
    auto queue = open_postgres_queue(PostgresServer::get().connection(), owner, error, bounds);
    EXPECT_NE(queue, nullptr) << error;
    return queue;
  }

  static std::optional<EnqueueResult> put(Queue& queue, const std::string& ticket, const std::string& id) {
    return queue.enqueue({{.desk = "demo", .ticket_id = ticket, .dedupe_key = id, .kind = {}, .actor = {}}},
                         queue.now(), milliseconds{0});
  }
  // Each server's idea of the database's time is a moment old.
  static std::optional<Job> take(Queue& queue) {
    return queue.lease("demo", queue.now() + milliseconds{100}, seconds{60});
  }

  static bool eventually(const std::function<bool()>& probe) {
    for (int i = 0; i < 3000; ++i) {
      if (probe()) return true;
      std::this_thread::sleep_for(milliseconds{10});
    }
    return false;
  }
};

TEST_F(PostgresQueueTest, ServersThatStartAtOnceMakeTheTablesOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> opened{0};
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&, i] { opened += open("server-" + std::to_string(i)) != nullptr ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(opened, 6);
  EXPECT_EQ(PostgresServer::get().ask("SELECT count(*) FROM portcheck.meta"), "1");
}

TEST_F(PostgresQueueTest, SharesTheJobsOutAmongServersEachOnce) {
  constexpr int kJobs = 60;
  const auto first = open("1"), second = open("2"), third = open("3");
  for (int i = 0; i < kJobs; ++i) put(*first, std::to_string(i), std::to_string(i));
  std::mutex mutex;
  std::multiset<std::string> taken;
  std::vector<std::thread> threads;
  for (Queue* queue : {first.get(), second.get(), third.get()}) {
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&, queue] {
        while (queue->next_due("demo") && *queue->next_due("demo") <= queue->now()) {
          const auto job = take(*queue);
          if (!job) continue;
          const std::lock_guard lock(mutex);
          taken.insert(job->ticket);
        }
      });
    }
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken.size(), size_t{kJobs});
  EXPECT_EQ(std::set<std::string>(taken.begin(), taken.end()).size(), size_t{kJobs});
}

TEST_F(PostgresQueueTest, OneEventAtTwoServersIsOneEvent) {
  const auto first = open("1"), second = open("2");
  std::atomic<size_t> fresh{0};
  std::vector<std::thread> threads;
  // The same tickets in the opposite order: servers that wait for each other in a circle.
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 40; ++i) {
        const std::string id = std::to_string(t % 2 == 0 ? i : 39 - i);
        const auto done = put(t % 2 == 0 ? *first : *second, id, id);
        ASSERT_TRUE(done);
        fresh += done->fresh;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(fresh, 40U);
  EXPECT_EQ(first->depth().pending, 40);
}

// PostgreSQL ends a circle of transactions that wait for each other by failing one, which then is done again.
TEST_F(PostgresQueueTest, ComesThroughADeadlock) {
  const std::string& connection = PostgresServer::get().connection();
  // A deadlock is seen after a second, which must not race with other bounds on a busy machine.
  const PostgresBounds patient{.answer = milliseconds{60'000},
                               .statement = milliseconds{50'000},
                               .lock = milliseconds{40'000},
                               .idle = milliseconds{30'000}};
  std::string error;
  const auto queue = open_postgres_queue(connection, "1", error, patient);
  ASSERT_NE(queue, nullptr) << error;
  put(*queue, "1", "a");
  put(*queue, "2", "b");
  PostgresDb other(std::make_shared<PostgresAddress>(connection, patient));
  ASSERT_TRUE(other.begin() && other.run("UPDATE jobs SET due = due WHERE ticket = '2'"));
  std::thread thread([&] {
    const auto done =
        queue->enqueue({{.desk = "demo", .ticket_id = "2", .dedupe_key = "c", .kind = {}, .actor = {}},
                        {.desk = "demo", .ticket_id = "1", .dedupe_key = "d", .kind = {}, .actor = {}}},
                       queue->now(), milliseconds{0});
    EXPECT_TRUE(done && done->fresh == 2);
  });
  EXPECT_TRUE(eventually([&] {
    return PostgresServer::get().ask(
               "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == "1";
  }));
  other.run("UPDATE jobs SET due = due WHERE ticket = '1'");
  if (other.failed())
    other.rollback();  // it may be the one that is failed
  else
    other.commit();
  thread.join();
}

TEST_F(PostgresQueueTest, WakesTheOtherServersWorkers) {
  std::atomic<int> mine{0}, theirs{0};  // outlive the queues, which call
  const auto first = open("1"), second = open("2");
  first->on_work([&](const std::string& desk) { mine += desk == "demo" ? 1 : 0; });
  second->on_work([&](const std::string& desk) { theirs += desk == "demo" ? 1 : 0; });
  // Who listens begins to when its queue is opened, on a thread of its own.
  int sent = 0;
  EXPECT_TRUE(eventually([&] { return put(*first, "7", std::to_string(++sent)) && mine > 0 && theirs > 0; }));
}

TEST_F(PostgresQueueTest, TakesBackItsOwnLeasesAtTheStartAndNoOthers) {
  auto first = open("1");
  const auto second = open("2");
  put(*first, "mine", "a");
  const auto mine = take(*first);
  put(*first, "theirs", "b");
  const auto theirs = take(*second);
  ASSERT_TRUE(mine && theirs);
  first.reset();
  first = open("1");
  const auto again = take(*first);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->ticket, "mine");
  EXPECT_EQ(again->attempt, 2);
  EXPECT_FALSE(take(*first));
  EXPECT_TRUE(second->complete(*theirs, {}, second->now()));
}

TEST_F(PostgresQueueTest, LetsOneServerSweepADeskAtATime) {
  const auto first = open("1"), second = open("2");
  const TimePoint now = first->now();
  EXPECT_TRUE(first->claim_sweep("demo", now, seconds{60}));
  EXPECT_FALSE(second->claim_sweep("demo", now + seconds{59}, seconds{60}));
  EXPECT_TRUE(second->claim_sweep("other", now, seconds{60}));
  EXPECT_TRUE(second->claim_sweep("demo", now + seconds{60}, seconds{60}));
  EXPECT_FALSE(first->claim_sweep("demo", now + seconds{60}, seconds{60}));
}

TEST_F(PostgresQueueTest, RefusesTablesOfANewerVersion) {
  open("1").reset();
  PostgresServer::get().run("UPDATE portcheck.meta SET version = 99");
  std::string error;
  EXPECT_EQ(open_postgres_queue(PostgresServer::get().connection(), "1", error), nullptr);
  EXPECT_NE(error.find("newer version"), std::string::npos) << error;
}

TEST_F(PostgresQueueTest, SaysWhatIsWrongWithTheDatabase) {
  std::string error;
  EXPECT_EQ(open_postgres_queue(PostgresServer::get().connection() + " dbname=nowhere", "1", error), nullptr);
  EXPECT_NE(error.find("\"nowhere\" does not exist"), std::string::npos) << error;
  PostgresServer::get().run("DROP DATABASE IF EXISTS latin");
  PostgresServer::get().run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'");
  error.clear();
  EXPECT_EQ(open_postgres_queue(PostgresServer::get().connection() + " dbname=latin", "1", error), nullptr);
  EXPECT_NE(error.find("ENCODING 'UTF8'"), std::string::npos) << error;
}

// An administrator made the schema, because the role may not make one.
TEST_F(PostgresQueueTest, NeedsNoMoreThanASchemaOfItsOwn) {
  PostgresServer& server = PostgresServer::get();
  server.run("DROP ROLE IF EXISTS clerk");
  server.run("CREATE ROLE clerk LOGIN; CREATE SCHEMA portcheck AUTHORIZATION clerk");
  std::string error;
  auto queue = open_postgres_queue(server.connection() + " user=clerk", "1", error);
  ASSERT_NE(queue, nullptr) << error;
  EXPECT_TRUE(put(*queue, "7", "a"));
  queue.reset();
  server.empty();
}

TEST_F(PostgresQueueTest, LosesNothingWhenTheDatabaseGoesAndComesBack) {
  const auto queue = open("1");
  std::atomic<int> wakes{0};
  queue->on_work([&](const std::string&) { ++wakes; });
  put(*queue, "7", "a");
  const auto job = take(*queue);
  ASSERT_TRUE(job);
  PostgresServer::get().stop();
  EXPECT_FALSE(put(*queue, "8", "b"));
  EXPECT_FALSE(queue->complete(*job, {}, queue->now()));
  EXPECT_EQ(queue->trouble(), "the queue's database does not answer");
  PostgresServer::get().start();
  wakes = 0;
  EXPECT_TRUE(eventually([&] { return put(*queue, "8", "b") && queue->trouble().empty(); }));
  EXPECT_TRUE(eventually([&] { return wakes > 1; }));  // who listens is back too
  EXPECT_TRUE(queue->complete(*job, {}, queue->now()));
  EXPECT_EQ(take(*queue)->ticket, "8");
}

// The first webhook after the database was started anew is not refused for a connection that died long ago.
TEST_F(PostgresQueueTest, NoticesANewDatabaseWithoutAFailure) {
  const auto queue = open("1");
  put(*queue, "7", "a");
  PostgresServer::get().stop();
  PostgresServer::get().start();
  EXPECT_TRUE(put(*queue, "8", "b"));
}

TEST_F(PostgresQueueTest, WaitsNotForEverForADatabaseThatHangs) {
  const auto queue = open("1");
  put(*queue, "7", "a");
  PostgresServer::get().freeze();
  EXPECT_FALSE(put(*queue, "8", "b"));
  EXPECT_FALSE(queue->trouble().empty());
  PostgresServer::get().thaw();
  EXPECT_TRUE(eventually([&] { return put(*queue, "8", "b").has_value(); }));
}

// A server of ours that is frozen inside a transaction holds a ticket's row: others are not held up for long.
TEST_F(PostgresQueueTest, IsNotHeldUpByAFrozenServer) {
  const auto queue = open("1");
  put(*queue, "7", "a");
  PostgresDb frozen(std::make_shared<PostgresAddress>(PostgresServer::get().connection(),
                                                      PostgresBounds{.idle = milliseconds{300}}));
  ASSERT_TRUE(frozen.begin());
  ASSERT_TRUE(frozen.run("UPDATE jobs SET due = due WHERE ticket = '7'"));
  EXPECT_FALSE(take(*queue));
  EXPECT_TRUE(put(*queue, "7", "b"));  // after idle_in_transaction_session_timeout
  EXPECT_TRUE(take(*queue));
}

TEST_F(PostgresQueueTest, TakesANewPasswordForTheNextConnection) {
  PostgresServer& server = PostgresServer::get();
  const auto queue = open("1");
  // The queue's listener connects in a thread of its own, which may be late.
  ASSERT_TRUE(eventually([&] {
    return server.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'") != "0";
  }));
  queue->renew(server.connection() + " application_name=renewed");
  put(*queue, "7", "a");
  EXPECT_EQ(server.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'renewed'"), "0");
  server.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portcheckd'"
      " AND pid <> pg_backend_pid()");
  EXPECT_TRUE(put(*queue, "8", "b"));
  EXPECT_NE(server.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'renewed'"), "0");
}

}  // namespace
}  // namespace portcheck::server
