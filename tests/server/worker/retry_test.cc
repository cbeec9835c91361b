#include "server/worker/retry.h"

#include <gtest/gtest.h>

#include "server/worker/today.h"

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const RetrySchedule kSchedule{
    .first = milliseconds{1000}, .longest = milliseconds{60'000}, .max_attempts = 10};

TEST(RetryDelay, DoublesUpToTheLongestAndStaysInItsUpperHalf) {
  milliseconds full{1000};
  for (int attempt = 1; attempt <= 12; ++attempt) {
    for (const uint64_t random : {uint64_t{0}, uint64_t{12345}, UINT64_MAX}) {
      const auto delay = retry_delay(kSchedule, attempt, seconds{0}, random);
      EXPECT_GE(delay, full / 2) << attempt;
      EXPECT_LE(delay, full) << attempt;
    }
    full = std::min(full * 2, kSchedule.longest);
  }
  EXPECT_GE(retry_delay(kSchedule, 1'000'000, seconds{0}, 0), milliseconds{30'000});
}

TEST(RetryDelay, SpreadsJobsThatFailedTogether) {
  EXPECT_NE(retry_delay(kSchedule, 5, seconds{0}, 1), retry_delay(kSchedule, 5, seconds{0}, 2));
}

TEST(RetryDelay, NeverComesBackBeforeRetryAfter) {
  for (const uint64_t random : {uint64_t{0}, uint64_t{499}, UINT64_MAX}) {
    EXPECT_GE(retry_delay(kSchedule, 1, seconds{120}, random), seconds{120});
    EXPECT_LE(retry_delay(kSchedule, 1, seconds{120}, random), seconds{121});
  }
  EXPECT_LE(retry_delay(kSchedule, 1, seconds{1'000'000}, 0), kLongestRetryAfter + seconds{1});
}

TEST(RetryDelay, OutlivesADayOfFailuresByDefault) {
  const RetrySchedule defaults;
  milliseconds total{0};
  for (int attempt = 1; attempt < defaults.max_attempts; ++attempt)
    total += retry_delay(defaults, attempt, seconds{0}, 0);
  EXPECT_GT(total, std::chrono::hours{12});  // even when every jitter is the smallest
}

TEST(TimeZoneTest, TurnsTheDayWhereTheCustomerIs) {
  using std::chrono::sys_seconds;
  const sys_seconds moment{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{3}};
  EXPECT_EQ(TimeZone::open("UTC")->today(moment), (Date{2026, 11, 23}));
  EXPECT_EQ(TimeZone::open("-05:00")->today(moment), (Date{2026, 11, 22}));
  EXPECT_EQ(TimeZone::open("+14:00")->today(moment + std::chrono::hours{7}), (Date{2026, 11, 24}));
  for (const char* wrong :
       {"", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "5:00", "+15:00", "+05:60"}) {
    EXPECT_FALSE(TimeZone::known(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace portcheck::server
