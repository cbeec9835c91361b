#include "server/desk/outbound/budget.h"

#include <gtest/gtest.h>

namespace portcheck::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(RequestBudget, WithoutALimitNothingWaits) {
  RequestBudget budget(0);
  for (int i = 0; i < 1000; ++i) budget.spend({});
  EXPECT_EQ(budget.wait({}), milliseconds{0});
}

TEST(RequestBudget, HoldsTheRateOverAnyMinuteButForABurst) {
  RequestBudget budget(60);
  RequestBudget::Time now{};
  int spent = 0;
  for (const auto end = now + seconds{600}; now < end; now += milliseconds{10}) {
    if (budget.wait(now) > milliseconds{0}) continue;
    budget.spend(now);
    ++spent;
  }
  EXPECT_GE(spent, 600);
  EXPECT_LE(spent, 600 + 10);
}

TEST(RequestBudget, WhatATicketTookOnCreditIsPaidBackFirst) {
  RequestBudget budget(60);
  const RequestBudget::Time now{};
  for (int i = 0; i < 25; ++i) budget.spend(now);  // 10 there were
  EXPECT_EQ(budget.wait(now), seconds{16});
  EXPECT_GT(budget.wait(now + seconds{15}), milliseconds{0});
  EXPECT_EQ(budget.wait(now + seconds{16}), milliseconds{0});
}

TEST(RequestBudget, SavesUpNoMoreThanTenSeconds) {
  RequestBudget budget(60);
  const RequestBudget::Time later = RequestBudget::Time{} + seconds{3600};
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(budget.wait(later), milliseconds{0});
    budget.spend(later);
  }
  EXPECT_GT(budget.wait(later), milliseconds{0});
}

}  // namespace
}  // namespace portcheck::server
