#include "text/business_days.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "portcheck/date.h"

namespace portcheck::text {
namespace {

int32_t day(std::string_view iso) {
  return to_days(*parse_iso_date(iso));
}

// The days off from Monday to Friday, as the US Office of Personnel Management lists them.
TEST(BusinessDays, KnowTheFederalHolidays) {
  const std::set<std::string> kListed = {
      "2021-01-01", "2021-01-18", "2021-02-15", "2021-05-31", "2021-06-18", "2021-07-05", "2021-09-06",
      "2021-10-11", "2021-11-11", "2021-11-25", "2021-12-24", "2021-12-31", "2022-01-17", "2022-02-21",
      "2022-05-30", "2022-06-20", "2022-07-04", "2022-09-05", "2022-10-10", "2022-11-11", "2022-11-24",
      "2022-12-26", "2023-01-02", "2023-01-16", "2023-02-20", "2023-05-29", "2023-06-19", "2023-07-04",
      "2023-09-04", "2023-10-09", "2023-11-10", "2023-11-23", "2023-12-25", "2024-01-01", "2024-01-15",
      "2024-02-19", "2024-05-27", "2024-06-19", "2024-07-04", "2024-09-02", "2024-10-14", "2024-11-11",
      "2024-11-28", "2024-12-25", "2025-01-01", "2025-01-20", "2025-02-17", "2025-05-26", "2025-06-19",
      "2025-07-04", "2025-09-01", "2025-10-13", "2025-11-11", "2025-11-27", "2025-12-25", "2026-01-01",
      "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-10-12",
      "2026-11-11", "2026-11-26", "2026-12-25", "2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31",
      "2027-06-18", "2027-07-05", "2027-09-06", "2027-10-11", "2027-11-11", "2027-11-25", "2027-12-24",
      "2027-12-31"};
  std::set<std::string> found;
  for (int32_t at = day("2021-01-01"); at <= day("2027-12-31"); ++at) {
    bool weekend = (at + 4) % 7 == 0 || (at + 4) % 7 == 6;  // 1970-01-01 was a Thursday
    EXPECT_TRUE(!weekend || is_day_off(at)) << format_iso(from_days(at));
    if (!weekend && is_day_off(at)) found.insert(format_iso(from_days(at)));
  }
  EXPECT_EQ(found, kListed);
}

TEST(BusinessDays, AreCountedFromTheDayAfter) {
  EXPECT_EQ(add_business_days(day("2026-11-20"), 10), day("2026-12-07"));
  EXPECT_EQ(add_business_days(day("2026-11-20"), 1), day("2026-11-23"));
  EXPECT_EQ(add_business_days(day("2026-11-21"), 1), day("2026-11-23"));
  EXPECT_EQ(add_business_days(day("2026-11-20"), 0), day("2026-11-20"));
  EXPECT_EQ(add_business_days(day("1968-12-24"), 1), day("1968-12-26"));
}

}  // namespace
}  // namespace portcheck::text
