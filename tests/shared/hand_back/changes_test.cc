// How the changes are told: to_json(), to_terminal().
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/shared/hand_back/hand_back_support.h"

namespace portcheck {
namespace {

using nlohmann::json;
using testing::fixed;
using testing::kUrl;

TEST(Changes, AsJson) {
  const HandBack done = fixed("Phone,Campaign_url\n\n2127360143.0," + std::string(kUrl) + "\n212-736-0143," +
                              std::string(kUrl) + "\n");
  const json told = json::parse(to_json(done));
  EXPECT_EQ(told["schema"], "portcheck.changes/1");
  EXPECT_EQ(told["source"], "numbers.csv");
  EXPECT_FALSE(told.contains("refused"));
  EXPECT_EQ(told["files"][0]["name"], "numbers.fixed.csv");
  EXPECT_EQ(told["files"][0]["rows"], 1);
  EXPECT_EQ(told["files"][0]["size"], done.files[0].bytes.size());
  EXPECT_EQ(told["change_count"], 4);
  EXPECT_EQ(told["changes"][0],
            json::parse(R"({"repair":"header","place":"A1","row":1,"column":"A","now_row":1,
    "rule":"HDR-003","before":"Phone","after":"Number to Port","why":"Column read under another name"})"));
  EXPECT_EQ(told["changes"][1], json::parse(R"({"repair":"blank_rows","place":"row 2","row":2,"other_row":2,
    "rule":"ROW-003","why":"Blank, left out"})"));
  EXPECT_EQ(told["changes"][2]["before"], "2127360143.0");
  EXPECT_EQ(told["changes"][3], json::parse(R"({"repair":"repeat","place":"row 4","row":4,"other_row":3,
    "rule":"ROW-004","before":"212-736-0143","why":"Repeats row 3, left out"})"));
}

TEST(Changes, AsJsonOfARefusal) {
  const json told = json::parse(to_json(fixed("")));
  EXPECT_THAT(told["refused"]["message"].get<std::string>(), ::testing::HasSubstr("empty"));
  EXPECT_TRUE(told["files"].empty());
}

TEST(Changes, OnATerminalWithoutItsControlCharacters) {
  const HandBack done = fixed("Number to Port,Campaign_url,Note\n2127360143.0," + std::string(kUrl) +
                              ",\"\x1b[31mred\nline\"\n");
  const std::string text = to_terminal(done);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_THAT(text, ::testing::HasSubstr("2 repairs in numbers.csv\n"));
  EXPECT_THAT(
      text,
      ::testing::HasSubstr(
          "  A2        \"2127360143.0\" → \"212-736-0143\"  Number mangled by a spreadsheet [NUM-003]\n"));
  EXPECT_THAT(text,
              ::testing::HasSubstr("\"[31mred line\" → \"[31mred line\"  Invisible characters [ROW-007]\n"));
}

TEST(Changes, OnATerminalAreNotEndless) {
  std::string sheet = "Number to Port,Campaign_url\n";
  for (int i = 0; i < 500; ++i) sheet += std::to_string(2127361000 + i) + ".0," + std::string(kUrl) + "\n";
  const std::string text = to_terminal(fixed(sheet));
  EXPECT_THAT(text, ::testing::HasSubstr("500 repairs in numbers.csv\n"));
  EXPECT_THAT(text, ::testing::HasSubstr("  … and 460 more\n"));
  EXPECT_LT(text.size(), 5000u);
}

}  // namespace
}  // namespace portcheck
