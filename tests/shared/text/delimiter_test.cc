#include "text/delimiter.h"

#include <gtest/gtest.h>

namespace portcheck::text {
namespace {

char delimiter_of(std::string_view text) {
  return detect_delimiter(text).delimiter;
}

TEST(Delimiter, IsTheOneThatLinesAgreeOn) {
  EXPECT_EQ(delimiter_of("Number,URL\n2127365014,a\n"), ',');
  EXPECT_EQ(delimiter_of("Number;URL\n2127365014;a\n"), ';');
  EXPECT_EQ(delimiter_of("Number\tURL\n2127365014\ta\n"), '\t');
  EXPECT_EQ(delimiter_of("Number|URL\n2127365014|a\n"), '|');
}

TEST(Delimiter, IsNotFoundInQuotesOrInSomeDescriptions) {
  EXPECT_EQ(delimiter_of("Number;Description\n\"1,1,1\";\"a,b\"\n2;\"x,y\"\n3;\"p,q,r\"\n"), ';');
  EXPECT_EQ(delimiter_of("Number\tDescription\n1\tradio, west\n2\tradio, east\n3\tradio\n"), '\t');
  EXPECT_EQ(delimiter_of("\"a;b\"\"\n;c\",1,2\n3,4,5\n"), ',');
}

TEST(Delimiter, TitlesAboveTheHeaderDoNotDecide) {
  EXPECT_EQ(delimiter_of("Numbers of Acme, Inc., as of Monday\n\nNumber;URL;Text\n1;b;c\n2;e;f\n"), ';');
}

TEST(Delimiter, EuropeanDecimalsDoNotDecide) {
  EXPECT_EQ(delimiter_of("Number;Cost\n1;2,50\n2;3,50\n3;4\n"), ';');
}

TEST(Delimiter, OneColumnIsACommaFileThatIsNoTable) {
  const DelimiterGuess guess = detect_delimiter("2127365014\n2127365021\n");
  EXPECT_EQ(guess.delimiter, ',');
  EXPECT_FALSE(guess.tabular);
}

TEST(Delimiter, SepLineNamesItAndIsNotShown) {
  struct Case {
    std::string_view text;
    char delimiter;
    size_t skip;
  };
  for (const Case& c :
       {Case{"sep=;\r\na,b;c\r\n", ';', 7}, Case{"SEP=|\na,b|c\n", '|', 6}, Case{"\"sep=\t\"\na\n", '\t', 8},
        Case{"sep=:\n", ':', 6}, Case{"sep=,", ',', 5}, Case{"sep=;\r", ';', 6}}) {
    const DelimiterGuess guess = detect_delimiter(c.text);
    EXPECT_EQ(guess.delimiter, c.delimiter) << c.text;
    EXPECT_EQ(guess.skip, c.skip) << c.text;
  }
}

TEST(Delimiter, ACellThatBeginsLikeASepLineIsACell) {
  for (const std::string_view text :
       {"sep=", "sep=ab\n", "sep=\"\n", "sep=;x\n", "separator\n", "\"sep=;\n"}) {
    EXPECT_EQ(detect_delimiter(text).skip, 0u) << text;
  }
}

TEST(Delimiter, AQuoteLeftOpenLosesOnlyWhatFollowsIt) {
  EXPECT_EQ(delimiter_of("a;b;c\n1;2;3\n4;\"5;6\n7,8,9,10\n"), ';');
  EXPECT_EQ(delimiter_of("\"a;b;c\n1;2;3\n4;5;6\n"), ';');
}

}  // namespace
}  // namespace portcheck::text
