#include "loa/dates.h"

namespace portcheck::loa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "2026-03-04 or 2026-04-03", one entry a date.
std::vector<std::string> dates(std::string_view text, bool bare = false) {
  std::vector<std::string> out;
  for (const DateHit& hit : find_dates(text, bare)) {
    std::string entry;
    for (const Date& reading : hit.readings) entry += (entry.empty() ? "" : " or ") + format_iso(reading);
    out.push_back(entry);
  }
  return out;
}

TEST(Dates, ReadsMonthsAsWords) {
  for (const char* text :
       {"March 3, 2026", "march 3 2026", "MARCH 3RD, 2026", "Mar. 3, 2026", "Mar 3 '26", "3 March 2026",
        "3rd day of March, 2026", "the 3rd of March 2026", "03-Mar-2026", "3-Mar-26", "2026-Mar-03",
        "Mar-03-2026", "March 3,2026", "3.March.2026", "Sunday, March 3, 2026"}) {
    EXPECT_THAT(dates(text), ElementsAre("2026-03-03")) << text;
  }
  EXPECT_THAT(dates("Sept. 9, 2026"), ElementsAre("2026-09-09"));
  EXPECT_THAT(dates("Sep 9, 2026"), ElementsAre("2026-09-09"));
}

TEST(Dates, ReadsDigitsInEveryPlausibleWay) {
  EXPECT_THAT(dates("3/4/26"), ElementsAre("2026-03-04 or 2026-04-03"));
  EXPECT_THAT(dates("03-04-2026"), ElementsAre("2026-03-04 or 2026-04-03"));
  EXPECT_THAT(dates("3.4.2026"), ElementsAre("2026-03-04 or 2026-04-03"));
  EXPECT_THAT(dates("3 / 4 / 2026"), ElementsAre("2026-03-04 or 2026-04-03"));
  EXPECT_THAT(dates("03/13/2026"), ElementsAre("2026-03-13"));
  EXPECT_THAT(dates("13/03/2026"), ElementsAre("2026-03-13"));
  EXPECT_THAT(dates("5/5/2026"), ElementsAre("2026-05-05"));
  EXPECT_THAT(dates("2026-03-04"), ElementsAre("2026-03-04"));
  EXPECT_THAT(dates("2026/3/4"), ElementsAre("2026-03-04"));
  EXPECT_THAT(dates("2026-03-04T10:11:12Z"), ElementsAre("2026-03-04"));
  EXPECT_THAT(dates("2/29/2028"), ElementsAre("2028-02-29"));
}

TEST(Dates, ReadsBareDigitsOnlyWhereADateBelongs) {
  EXPECT_THAT(dates("20260304"), IsEmpty());
  EXPECT_THAT(dates("20260304", true), ElementsAre("2026-03-04"));
  EXPECT_THAT(dates("03042026", true), ElementsAre("2026-03-04"));
  EXPECT_THAT(dates("99999999", true), IsEmpty());
}

TEST(Dates, TakesNothingElseForADate) {
  for (const char* text :
       {"212-736-0143", "(212) 736-0143", "123-45-6789", "10.1.2.3", "1/2", "March 2026", "May I port",
        "$3.04.26", "13/13/2026", "2/30/2026", "2/29/2026", "0/1/2026", "1-800-356-9377", "Suite 3-4",
        "4711-889-123", "Mayor 3, 2026", "12-31-20261", "99.99.9999", "1/2/3456789"}) {
    EXPECT_THAT(dates(text), IsEmpty()) << text;
  }
}

TEST(Dates, FindsSeveralInALine) {
  EXPECT_THAT(dates("Printed 01/15/2025; signed 11/03/2026 (Nov 3, 2026)."),
              ElementsAre("2025-01-15", "2026-11-03 or 2026-03-11", "2026-11-03"));
  const std::vector<DateHit> hits = find_dates("Date: 11/03/2026.");
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].from, 6U);
  EXPECT_EQ(hits[0].to, 16U);
}

TEST(Dates, TwoDigitsOfAYearAreOfThisCenturyUnlessSomebodyWasBornThen) {
  EXPECT_THAT(dates("3/13/69"), ElementsAre("2069-03-13"));
  EXPECT_THAT(dates("3/13/71"), ElementsAre("1971-03-13"));
}

}  // namespace
}  // namespace portcheck::loa
