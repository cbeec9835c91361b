// What only the queue in a SQLite file can suffer.
#include "server/queue/sqlite_queue.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "server/observe/log.h"
#include "server/queue/sqlite.h"

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;

class SqliteQueueTest : public testing::Test {
 protected:
  SqliteQueueTest() {
    std::string folder = testing::TempDir() + "portcheck-queue-XXXXXX";
    folder_ = mkdtemp(folder.data());
    std::string error;
    queue_ = open_sqlite_queue(file(), error);
    EXPECT_NE(queue_, nullptr) << error;
  }
  ~SqliteQueueTest() override {
    queue_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string file() const { return (folder_ / "queue.db").string(); }

  std::filesystem::path folder_;
  std::unique_ptr<Queue> queue_;
  const TimePoint start_{milliseconds{1'764'000'000'000}};
};

TEST_F(SqliteQueueTest, RefusesAFileOfANewerVersionAndLeavesItAlone) {
  queue_.reset();
  SqliteDb db;
  ASSERT_TRUE(db.open(file()));
  ASSERT_TRUE(db.execute("PRAGMA user_version = 99"));
  std::string error;
  EXPECT_EQ(open_sqlite_queue(file(), error), nullptr);
  EXPECT_NE(error.find("newer version"), std::string::npos) << error;
}

// A queue of the first release, with a job in it.
TEST_F(SqliteQueueTest, BringsAnOldFileUpToDate) {
  queue_.reset();
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  {
    SqliteDb db;
    ASSERT_TRUE(db.open(file()));
    ASSERT_TRUE(db.execute(
        "CREATE TABLE seen (desk TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (desk, "
        "key)) "
        "WITHOUT ROWID; CREATE INDEX seen_at ON seen (at);"
        "CREATE TABLE jobs (id INTEGER PRIMARY KEY AUTOINCREMENT, desk TEXT NOT NULL, ticket TEXT NOT NULL, "
        "state INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL, fresh_due INTEGER, "
        "attempts INTEGER NOT NULL DEFAULT 0, lease INTEGER NOT NULL DEFAULT 0, "
        "reason TEXT NOT NULL DEFAULT '', died_at INTEGER, UNIQUE (desk, ticket));"
        "CREATE INDEX jobs_due ON jobs (due) WHERE state < 2;"
        "CREATE INDEX jobs_dead ON jobs (died_at) WHERE state = 2;"
        "CREATE TABLE markers (desk TEXT NOT NULL, ticket TEXT NOT NULL, marker TEXT NOT NULL, "
        "at INTEGER NOT NULL, PRIMARY KEY (desk, ticket)) WITHOUT ROWID;"
        "INSERT INTO jobs (desk, ticket, state, due, attempts, lease) VALUES ('demo', '7', 1, 5, 2, 3);"
        "INSERT INTO markers VALUES ('demo', '7', 'm', 5); PRAGMA user_version = 1;"));
  }
  std::string error;
  queue_ = open_sqlite_queue(file(), error);
  ASSERT_NE(queue_, nullptr) << error;
  const auto job = queue_->lease("demo", start_, milliseconds{1000});
  ASSERT_TRUE(job);
  EXPECT_EQ(job->ticket, "7");
  EXPECT_EQ(job->attempt, 3);
  EXPECT_EQ(job->lease, 4);
  EXPECT_EQ(job->marker, "m");
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
  EXPECT_EQ(open_sqlite_queue(file(), error), nullptr);
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
  EXPECT_EQ(queue_->trouble(), "the queue cannot be written to disk");
  ASSERT_TRUE(other.execute("ROLLBACK"));
  const auto stored =
      queue_->enqueue({{.desk = "demo", .ticket_id = "7", .dedupe_key = "a", .kind = {}, .actor = {}}},
                      start_, milliseconds{0});
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->fresh, 1U);  // nothing of the refused event was kept
  EXPECT_EQ(queue_->trouble(), "");
  Log::configure(LogLevel::info);
}

}  // namespace
}  // namespace portcheck::server
