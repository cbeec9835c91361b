#include "portcheck/texts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "portcheck/report.h"

namespace portcheck {
namespace {

// The right header and a line for each rule.
std::string block(std::string_view fields = "Title\t\tSentence.") {
  std::string text = "portcheck.texts/1 en " + std::to_string(kRuleCount) + " 0\n";
  for (size_t i = 0; i < kRuleCount; ++i) {
    text.append(to_string(static_cast<RuleId>(i))).append("\t").append(fields).append("\n");
  }
  return text;
}

TEST(Texts, WithoutAnyTheRuleIsNamed) {
  const Texts none;
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.title(RuleId::NUM_001), "NUM-001");
  EXPECT_EQ(none.sentence(RuleId::NUM_001, "letters"), "NUM-001");
}

TEST(Texts, ChoosesTheSentenceByTheReason) {
  const std::string text = block("Title\tfirst\tOne.\tsecond\tTwo.\tlast\tÄ.");
  const auto texts = Texts::read(text);
  ASSERT_TRUE(texts);
  for (const RuleId rule : {RuleId::TKT_001, static_cast<RuleId>(kRuleCount - 1)}) {
    EXPECT_EQ(texts->title(rule), "Title");
    EXPECT_EQ(texts->sentence(rule, "first"), "One.");
    EXPECT_EQ(texts->sentence(rule, "second"), "Two.");
    EXPECT_EQ(texts->sentence(rule, "last"), "Ä.");
    EXPECT_EQ(texts->sentence(rule, "no such reason"), "One.");
    EXPECT_EQ(texts->sentence(rule, ""), "One.");
  }
}

std::string with_words(const std::vector<std::string>& lines) {
  std::string text = block();
  const size_t count = text.find(" 0\n") + 1;
  text.replace(count, 1, std::to_string(lines.size()));
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(Texts, FindsAWordInItsListAlone) {
  const std::string text = with_words({"a\tx\tfirst", "a\txy\tsecond", "ab\tx\tthird", "a\tz\tlast"});
  const auto texts = Texts::read(text);
  ASSERT_TRUE(texts);
  EXPECT_EQ(texts->word("a", "x"), "first");
  EXPECT_EQ(texts->word("a", "xy"), "second");
  EXPECT_EQ(texts->word("ab", "x"), "third");
  EXPECT_EQ(texts->word("a", "z"), "last");
  EXPECT_EQ(texts->word("ab", "xy"), "xy");
  EXPECT_EQ(texts->word("b", "x"), "x");
  EXPECT_EQ(texts->word("a", ""), "");
  EXPECT_EQ(texts->word("", "x"), "x");
  EXPECT_EQ(texts->word("a", "x\tfirst\na"), "x\tfirst\na");
}

TEST(Texts, RefusesMoreListsThanItKeeps) {
  std::vector<std::string> lines;
  for (int i = 0; i < 32; ++i) lines.push_back("list" + std::to_string(i) + "\tx\tword");
  EXPECT_TRUE(Texts::read(with_words(lines)));
  lines.push_back("more\tx\tword");
  EXPECT_FALSE(Texts::read(with_words(lines)));
}

TEST(Texts, ThisProgramSpeaksEnglish) {
  EXPECT_FALSE(texts().empty());
  EXPECT_EQ(title(RuleId::TKT_002), "No spreadsheet");
  EXPECT_TRUE(
      texts().sentence(RuleId::TKT_002, "").starts_with("No spreadsheet with the numbers is attached."));
}

TEST(Texts, RefusesWhatIsNoLanguageFileOfTheseRules) {
  const std::string good = block();
  ASSERT_TRUE(Texts::read(good));
  const auto broken = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  const std::vector<std::string> wrong = {
      "",
      "\n",
      good.substr(1),
      good + "\n",
      good + good,
      broken("texts/1", "texts/2"),
      broken(" en ", "  "),
      broken(" en ", " "),
      broken("en " + std::to_string(kRuleCount), "en " + std::to_string(kRuleCount + 1)),
      broken("TKT-001\t", "TKT-002\t"),
      broken("TKT-001\t", "TKT-001"),
      broken("Title\t\tSentence.", "Title"),
      broken("Title\t\tSentence.", "Title\tSentence."),
      broken("Title\t\tSentence.", "Title\t\tSentence.\treason"),
      broken("Sentence.", "Sent\xFF"),
  };
  for (const std::string& text : wrong) EXPECT_FALSE(Texts::read(text)) << text.substr(0, 60);
  for (size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(Texts::read(good.substr(0, size))) << size;
}

}  // namespace
}  // namespace portcheck
