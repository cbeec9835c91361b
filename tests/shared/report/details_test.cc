#include "portcheck/details.h"

#include <gtest/gtest.h>

#include "portcheck/report.h"

namespace portcheck {
namespace {

TEST(Details, GivesBackWhatWasPutInInItsOrder) {
  Details details;
  details.add("count", int64_t{-7});
  details.set_value("(212) 736-0143");
  details.add("names", std::vector<std::string>{"a", "", "c"});
  details.set_fix({"212-736-0143", true});
  details.add("reason", "");
  EXPECT_EQ(details.value(), "(212) 736-0143");
  ASSERT_TRUE(details.fix());
  EXPECT_EQ(details.fix()->value, "212-736-0143");
  EXPECT_TRUE(details.fix()->certain);
  std::string seen;
  for (const Param param : details) {
    seen += std::string(param.name) + "=";
    if (const auto* number = std::get_if<int64_t>(&param.value)) seen += std::to_string(*number);
    if (const auto* list = std::get_if<ParamList>(&param.value)) {
      for (const std::string_view item : *list) seen += "[" + std::string(item) + "]";
    }
    seen += ";";
  }
  EXPECT_EQ(seen, "count=-7;names=[a][][c];reason=;");
  EXPECT_EQ(details.text("names"), "");
  EXPECT_FALSE(details.find("other"));
}

TEST(Details, OfWhatIsSetTwiceTheLastCounts) {
  Details details;
  details.set_value("first");
  details.set_value("second");
  details.set_fix({"sure", true});
  details.set_fix({"a guess", false});
  details.add("reason", "one");
  details.add("reason", "two");
  EXPECT_EQ(details.value(), "second");
  EXPECT_EQ(details.text("reason"), "two");
  EXPECT_EQ(details.fix()->value, "a guess");
  EXPECT_FALSE(details.fix()->certain);
}

TEST(Details, AValueAndAFixAreNoParams) {
  Details details;
  EXPECT_TRUE(details.empty());
  details.set_value("x");
  details.set_fix({"y", false});
  EXPECT_TRUE(details.empty());
  EXPECT_FALSE(details.fix()->certain);
  Details copy = details;
  details.add("reason", "z");
  EXPECT_FALSE(details.empty());
  EXPECT_TRUE(copy.empty());
  EXPECT_EQ(copy.value(), "x");
}

}  // namespace
}  // namespace portcheck
