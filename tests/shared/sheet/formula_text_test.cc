#include "sheet/formula_text.h"

#include <gtest/gtest.h>

#include <string>

namespace portcheck::sheet {
namespace {

TEST(FormulaText, SeesWhatAProgramWouldRun) {
  for (const char* text : {"=1+1",
                           "=cmd|' /C calc'!A0",
                           "+1 (212) 736-0143",
                           "-1+1",
                           "-",
                           "- see below",
                           "@SUM(A1)",
                           "\t=1",
                           "\r=1",
                           "\n=1",
                           "  =1+1",
                           "\xC2\xA0=1",
                           "\xE2\x80\x8B=1",
                           "\xE3\x80\x80=1",
                           "\xEF\xBC\x9D"
                           "1+1",
                           "\xEF\xBC\x8B"
                           "1",
                           "\xEF\xBC\x8D"
                           "1",
                           "\xEF\xBC\xA0"
                           "A",
                           "\xE2\x88\x92"
                           "1",
                           "+1+2",
                           "-1.2.3",
                           "+",
                           "-5 %",
                           "+12e3",
                           " -5"}) {
    EXPECT_TRUE(looks_like_formula(text)) << text;
  }
}

TEST(FormulaText, LeavesOrdinaryTextsAndNumbersAlone) {
  for (const char* text : {"", " ", "a=1", "212-736-0143", "(212) 736-0143", "+12127360143", "-12.50", "-5",
                           "+.5", "'=1", "https://acme.invoca.net/?a=1", "%", "|", "\"=1\""}) {
    EXPECT_FALSE(looks_like_formula(text)) << text;
  }
}

TEST(FormulaText, ShieldsAndUnshieldsToTheSameText) {
  for (const char* text : {"=1", "'=1", "''=1", "plain", "'tis", "sep=;", "SEP=,", "'sep=;", "+12127360143",
                           "-5", "@x", "'", "''", "'-", "\t"}) {
    const std::string shielded = std::string(needs_shield(text) ? "'" : "") + text;
    EXPECT_EQ(without_shield(shielded), text) << text;
    EXPECT_FALSE(looks_like_formula(shielded)) << text;
  }
  EXPECT_EQ(without_shield("'=1"), "=1");
  EXPECT_EQ(without_shield("'2127360143"), "'2127360143");
}

}  // namespace
}  // namespace portcheck::sheet
