#include "rules/plain_numbers.h"

#include <gtest/gtest.h>

#include "portcheck/check.h"

namespace portcheck {
namespace {

Report check_numbers(const char* prefix, unsigned npa) {
  std::string csv = "Number to Port,detected destination,Campaign_url\n";
  for (unsigned nxx : {199U, 200U, 211U, 222U, 234U, 333U, 411U, 555U, 556U, 736U, 777U, 911U, 949U, 950U,
                       958U, 959U, 976U, 987U, 999U}) {
    for (const char* line : {"0143", "2222", "4567", "6543", "9999"}) {
      const std::string number = prefix + std::to_string(npa * 1000 + nxx) + line;
      const std::string address = ",https://x.net/" + number + "\n";
      csv += number + "," + prefix + "212736" + line + address + "2127360143," + number + address;
    }
  }
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.files.push_back({"numbers.csv", csv, ""});
  return check(request);
}

// "tel:" has a number read by the careful way.
TEST(PlainNumbers, TheQuickWayFindsWhatTheCarefulOneDoes) {
  for (unsigned npa = 200; npa < 1000; ++npa) {
    const Report quick = check_numbers("", npa), careful = check_numbers("tel:", npa);
    ASSERT_EQ(quick.by_rule, careful.by_rule) << npa;
    ASSERT_EQ(quick.request.numbers, careful.request.numbers) << npa;
    ASSERT_EQ(quick.request.toll_free, careful.request.toll_free) << npa;
  }
}

TEST(PlainNumbers, MostNumbersAre) {
  const rules::PlainNumbers plain(to_days(*parse_iso_date("2026-11-22")));
  EXPECT_EQ(plain.kind(212, 736), rules::PlainNumbers::local);
  EXPECT_EQ(plain.kind(800, 736), rules::PlainNumbers::toll_free);
  EXPECT_EQ(plain.kind(416, 736), rules::PlainNumbers::canadian);     // Toronto
  EXPECT_EQ(plain.kind(658, 736), rules::PlainNumbers::look_closer);  // Jamaica
  EXPECT_EQ(plain.kind(0, 0), rules::PlainNumbers::look_closer);
}

TEST(PlainNumbers, AnAreaCodeIsPlainFromItsFirstDayOn) {
  EXPECT_EQ(rules::PlainNumbers(0).kind(646, 736), rules::PlainNumbers::look_closer);  // 646: 1999
}

}  // namespace
}  // namespace portcheck
