#include "server/worker/circuit.h"

#include <gtest/gtest.h>

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using Report = Circuit::Report;

class CircuitTest : public testing::Test {
 protected:
  void fail(int times) {
    for (int i = 0; i < times; ++i) {
      EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
      circuit_.leave(Report::failed, now_);
    }
  }
  Circuit circuit_{milliseconds{100}};
  Circuit::Time now_{};
};

TEST_F(CircuitTest, StaysClosedWhileSuccessesComeBetweenFailures) {
  for (int i = 0; i < 10; ++i) {
    fail(Circuit::kFailures - 1);
    EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
    EXPECT_FALSE(circuit_.leave(Report::answered, now_));
  }
  EXPECT_FALSE(circuit_.open());
}

TEST_F(CircuitTest, OpensAndLetsOneTryAfterDelaysThatDouble) {
  fail(Circuit::kFailures - 1);
  circuit_.enter(now_);
  EXPECT_TRUE(circuit_.leave(Report::failed, now_));
  EXPECT_TRUE(circuit_.open());
  for (const int pause : {100, 200, 400, 800}) {
    EXPECT_EQ(circuit_.enter(now_), milliseconds{pause});
    now_ += milliseconds{pause};
    EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
    EXPECT_GT(circuit_.enter(now_), milliseconds{0});  // one at a time
    EXPECT_FALSE(circuit_.leave(Report::failed, now_));
  }
  for (int i = 0; i < 20; ++i) {
    now_ += circuit_.enter(now_);
    EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
    circuit_.leave(Report::failed, now_);
  }
  EXPECT_EQ(circuit_.enter(now_), Circuit::kLongest);
}

TEST_F(CircuitTest, ClosesWithTheFirstSuccess) {
  fail(Circuit::kFailures);
  now_ += milliseconds{100};
  EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
  EXPECT_TRUE(circuit_.leave(Report::answered, now_));
  EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
  EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
}

// Nothing was due: the next may try at once.
TEST_F(CircuitTest, ATrialThatFoundNothingToDoIsNone) {
  fail(Circuit::kFailures);
  now_ += milliseconds{100};
  EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
  EXPECT_FALSE(circuit_.leave(Report::neither, now_));
  EXPECT_TRUE(circuit_.open());
  EXPECT_EQ(circuit_.enter(now_), milliseconds{0});
}

TEST_F(CircuitTest, JobsThatWereUnderWayDoNotMakeThePauseLonger) {
  fail(Circuit::kFailures);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(circuit_.leave(Report::failed, now_));
  EXPECT_EQ(circuit_.enter(now_), milliseconds{100});
}

}  // namespace
}  // namespace portcheck::server
