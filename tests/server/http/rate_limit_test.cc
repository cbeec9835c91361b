#include "server/http/rate_limit.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const IpAddress kOne = parse_address("203.0.113.1").value(), kTwo = parse_address("203.0.113.2").value();

class RateLimiterTest : public testing::Test {
 protected:
  // How many requests are let through right now.
  int drain(RateLimiter& limiter, const IpAddress& source) const {
    int count = 0;
    while (limiter.take(source, 1, now_) == seconds(0)) ++count;
    return count;
  }
  RateLimiter::Clock::time_point now_ = RateLimiter::Clock::now();
};

TEST_F(RateLimiterTest, LetsABurstThroughAndThenTheRate) {
  RateLimiter limiter(10, 50);
  EXPECT_EQ(drain(limiter, kOne), 50);
  now_ += milliseconds(1000);
  EXPECT_EQ(drain(limiter, kOne), 10);
  now_ += seconds(3600);
  EXPECT_EQ(drain(limiter, kOne), 50);
}

TEST_F(RateLimiterTest, OneSourceDoesNotSpendAnothersTokens) {
  RateLimiter limiter(10, 50);
  EXPECT_EQ(drain(limiter, kOne), 50);
  EXPECT_EQ(drain(limiter, kTwo), 50);
}

TEST_F(RateLimiterTest, TellsHowLongToWait) {
  RateLimiter limiter(1, 5);
  drain(limiter, kOne);
  EXPECT_EQ(limiter.take(kOne, 1, now_), seconds(1));
  now_ += seconds(1);
  EXPECT_EQ(limiter.take(kOne, 4, now_), seconds(0)) << "one token is enough to go on credit";
  EXPECT_EQ(limiter.take(kOne, 1, now_), seconds(4));
  now_ += seconds(3);
  EXPECT_EQ(limiter.take(kOne, 1, now_), seconds(1));
  now_ += seconds(1);
  EXPECT_EQ(limiter.take(kOne, 1, now_), seconds(0));
}

TEST_F(RateLimiterTest, CreditEnds) {
  RateLimiter limiter(1, 5);
  EXPECT_EQ(limiter.take(kOne, 1'000'000, now_), seconds(0));
  EXPECT_EQ(limiter.take(kOne, 1, now_), seconds(6));
}

TEST_F(RateLimiterTest, ZeroIsNoLimit) {
  RateLimiter limiter(0, 1);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(limiter.take(kOne, 1, now_), seconds(0));
  EXPECT_EQ(limiter.sources(), 0U);
}

TEST_F(RateLimiterTest, AnIpv6NetworkIsOneSource) {
  RateLimiter limiter(10, 50);
  EXPECT_EQ(drain(limiter, parse_address("2001:db8:1:2::1").value()), 50);
  EXPECT_EQ(drain(limiter, parse_address("2001:db8:1:2:ffff::9").value()), 0);
  EXPECT_EQ(drain(limiter, parse_address("2001:db8:1:3::1").value()), 50);
}

TEST_F(RateLimiterTest, AClockThatStandsOrGoesBackGivesNothing) {
  RateLimiter limiter(10, 50);
  drain(limiter, kOne);
  now_ -= seconds(100);
  EXPECT_EQ(drain(limiter, kOne), 0);
}

TEST_F(RateLimiterTest, AMillionSourcesTakeBoundedMemory) {
  RateLimiter limiter(10, 50);
  IpAddress source = parse_address("2001:db8::").value();
  for (uint32_t i = 0; i < 1'000'000; ++i) {
    for (size_t byte = 0; byte < 4; ++byte) source[4 + byte] = static_cast<uint8_t>(i >> (8 * byte));
    limiter.take(source, 1, now_);
    ASSERT_LE(limiter.sources(), 65'536U + 1);
  }
}

TEST_F(RateLimiterTest, WhoeverKeepsAskingIsNotForgotten) {
  RateLimiter limiter(1, 5);
  drain(limiter, kOne);
  for (int i = 0; i < 100; ++i) {
    now_ += milliseconds(900);
    EXPECT_LE(drain(limiter, kOne), 1) << i;
  }
}

TEST_F(RateLimiterTest, ThreadsTogetherGetNoMoreThanOneWould) {
  RateLimiter limiter(1, 1000);
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 1000; ++k) {
        if (limiter.take(kOne, 1, now_) == seconds(0)) ++taken;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 1000);
}

}  // namespace
}  // namespace portcheck::server
