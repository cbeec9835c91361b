#include "loa/numbers.h"

namespace portcheck::loa {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> numbers(std::vector<std::string_view> lines, bool listed = true) {
  NumberFinder finder;
  std::vector<std::string> out;
  for (const std::string_view line : lines) {
    for (const NumberHit& hit : finder.line(line, listed)) {
      out.push_back(std::to_string(hit.first));
      if (hit.last != hit.first) out.back() += "-" + std::to_string(hit.last);
    }
  }
  return out;
}

TEST(Numbers, ReadsTheUsualSpellings) {
  for (const char* text :
       {"2127360143",           "12127360143",   "+12127360143",    "212-736-0143",     "(212) 736-0143",
        "(212)736-0143",        "212.736.0143",  "212 736 0143",    "1-212-736-0143",   "1 (212) 736-0143",
        "+1 212 736 0143",      "212/736-0143",  "212-7360143",     "212 - 736 - 0143", "212-736-0143 x12",
        "212-736-0143 ext. 12", "212-736-0143.", "1. 212-736-0143", "2. 212-736-0143",  "Tel:212-736-0143"}) {
    EXPECT_THAT(numbers({text}), ElementsAre("2127360143")) << text;
  }
}

TEST(Numbers, TakesNothingElseForANumber) {
  for (const char* text :
       {"123-45-6789", "4711-889-123", "212-736-014", "212-736-01433", "10001-1234", "112-736-0143",
        "212-136-0143", "$2127360143", "#2127360143", "A2127360143", "5559991234567", "2026-11-03",
        "11/03/2026", "+44 20 7946 0018", "9112345678", "10.212.736.0143", "12-212-736-0143", "1112223333"}) {
    EXPECT_THAT(numbers({text}), IsEmpty()) << text;
  }
}

TEST(Numbers, ReadsRanges) {
  for (const char* text :
       {"212-736-1000 - 1099", "212-736-1000-1099", "212-736-1000 through 1099", "212-736-1000 thru 1099",
        "212-736-1000 to 212-736-1099", "(212) 736-1000 through (212) 736-1099",
        "212-736-1000 through 736-1099", "212-736-1000\t-\t212-736-1099", "212-736-1000 -> 1099",
        "2127361000 - 2127361099"}) {
    EXPECT_THAT(numbers({text}), ElementsAre("2127361000-2127361099")) << text;
  }
  EXPECT_THAT(numbers({"212-736-1000 through", "212-736-1099"}),
              ElementsAre("2127361000", "2127361000-2127361099"));
  EXPECT_THAT(numbers({"212-736-1000 - 212-736-0999"}), ElementsAre("2127361000", "2127360999"));
  EXPECT_THAT(numbers({"212-736-1000 to 213-736-1000"}), ElementsAre("2127361000", "2137361000"));
  EXPECT_THAT(numbers({"212-736-1000-22"}), ElementsAre("2127361000"));
}

TEST(Numbers, ReadsListsThatShareTheirBeginning) {
  EXPECT_THAT(numbers({"212-736-0100, -0101, 0102 and 0103"}),
              ElementsAre("2127360100", "2127360101", "2127360102", "2127360103"));
  EXPECT_THAT(numbers({"212-736-0100/0101/0102"}), ElementsAre("2127360100", "2127360101", "2127360102"));
  EXPECT_THAT(numbers({"212-736-0100, 737-0101, 737-0110 through 0119"}),
              ElementsAre("2127360100", "2127370101", "2127370110-2127370119"));
  EXPECT_THAT(numbers({"212-736-0100", "736-0101"}), ElementsAre("2127360100", "2127360101"));
  EXPECT_THAT(numbers({"212-736-0100", "736-0101"}, false), ElementsAre("2127360100"));
  EXPECT_THAT(numbers({"212-736-0100, 212-736-0101; 212-736-0102"}),
              ElementsAre("2127360100", "2127360101", "2127360102"));
  EXPECT_THAT(numbers({"212-736-0100, 2026"}), ElementsAre("2127360100"));
}

TEST(Numbers, ReadsTollFreeWords) {
  EXPECT_THAT(numbers({"Call 1-800-FLOWERS today"}), ElementsAre("8003569377"));
  EXPECT_THAT(numbers({"800-NOPE and on"}), IsEmpty());
}

}  // namespace
}  // namespace portcheck::loa
