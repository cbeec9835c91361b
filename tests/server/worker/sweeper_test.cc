#include "server/worker/sweeper.h"

#include <gmock/gmock.h>

#include "server/queue/sqlite_queue.h"
#include "tests/server/worker/desk_support.h"

namespace portcheck::server {
namespace {

using testing::ElementsAre;
using testing_support::MemoryDesk;

class SweeperTest : public testing::Test {
 protected:
  SweeperTest() {
    std::string error;
    queue_ = open_sqlite_queue(":memory:", error);
    sweeper_ = std::make_unique<Sweeper>(*queue_, std::map<std::string, Desk*>{{"memory", &desk_}}, metrics_,
                                         [] { return TimePoint{}; });
  }
  static TicketEvent event(const std::string& ticket, const std::string& key) {
    return {.desk = "memory", .ticket_id = ticket, .dedupe_key = key, .kind = "sweep", .actor = ""};
  }

  MemoryDesk desk_;
  Metrics metrics_;
  std::unique_ptr<Queue> queue_;
  std::unique_ptr<Sweeper> sweeper_;
};

TEST_F(SweeperTest, PutsWhatItFindsIntoTheQueueAndRemembersWhereItWas) {
  desk_.sweeps = {{.events = {event("1", "a"), event("2", "b")}, .cursor = "p1", .more = true},
                  {.events = {event("3", "c")}, .cursor = "p2", .more = false}};
  EXPECT_TRUE(sweeper_->sweep(desk_));
  EXPECT_THAT(desk_.cursors, ElementsAre("", "p1"));
  EXPECT_EQ(queue_->depth().pending, 3);
  EXPECT_EQ(queue_->cursor("memory"), "p2");
  EXPECT_TRUE(sweeper_->sweep(desk_));
  EXPECT_EQ(desk_.cursors.back(), "p2");
}

TEST_F(SweeperTest, WhatAWebhookBroughtIsNotDoneAgain) {
  ASSERT_TRUE(queue_->enqueue({event("1", "a")}, TimePoint{}, std::chrono::milliseconds{0}));
  const auto job = queue_->lease("memory", TimePoint{}, std::chrono::minutes{1});
  ASSERT_TRUE(job);
  ASSERT_TRUE(queue_->complete(*job, {}, TimePoint{}));
  desk_.sweeps = {{.events = {event("1", "a")}, .cursor = "p1", .more = false}};
  EXPECT_TRUE(sweeper_->sweep(desk_));
  EXPECT_EQ(queue_->depth().pending, 0);
}

TEST_F(SweeperTest, AFailureLosesNothing) {
  desk_.sweeps = {{.events = {event("1", "a")}, .cursor = "p1", .more = true},
                  {.events = {event("2", "b")}, .cursor = "p2", .more = false}};
  desk_.failures = {{DeskError::none, Seconds{0}}, {DeskError::unavailable, Seconds{0}}};
  EXPECT_FALSE(sweeper_->sweep(desk_));
  EXPECT_EQ(queue_->cursor("memory"), "p1");
  EXPECT_TRUE(sweeper_->sweep(desk_));
  EXPECT_THAT(desk_.cursors, ElementsAre("", "p1"));
  EXPECT_EQ(queue_->depth().pending, 2);
}

TEST_F(SweeperTest, StopsBetweenSweeps) {
  sweeper_->start();
  EXPECT_TRUE(sweeper_->stop(std::chrono::seconds{10}));
}

}  // namespace
}  // namespace portcheck::server
