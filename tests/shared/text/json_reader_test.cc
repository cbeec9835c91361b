#include "text/json_reader.h"
#include "report/json_encoder.h"

#include <gtest/gtest.h>

namespace portcheck::text {
namespace {

bool parses(std::string_view document) {
  JsonValue value;
  return !parse_json(document, value);
}

TEST(JsonReader, TakesWhatRfc8259Takes) {
  JsonValue value;
  ASSERT_FALSE(parse_json(R"( {"a":[1,-2,true,false,null,"\u00e9\ud83d\ude00\n"],"b":{}} )", value));
  const JsonValue* list = value.find("a");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->items[1].integer, -2);
  EXPECT_EQ(list->items[5].string, "\xC3\xA9\xF0\x9F\x98\x80\n");
  EXPECT_EQ(value.find("c"), nullptr);
}

TEST(JsonReader, RefusesTheRest) {
  for (const char* document : {"",
                               "{",
                               "[1,]",
                               "{\"a\"}",
                               "{\"a\":}",
                               "{a:1}",
                               "1 2",
                               "01",
                               "1.5",
                               "1e3",
                               "\"\x01\"",
                               "\"\\x\"",
                               "\"\\u12\"",
                               "nul",
                               "tru",
                               "\"open",
                               "99999999999999999999",
                               "{\"a\":1,}",
                               "\xFF",
                               "+1"}) {
    EXPECT_FALSE(parses(document)) << document;
  }
  EXPECT_FALSE(parses(std::string(100'000, '[')));
}

TEST(JsonReader, LoneSurrogatesBecomeTheReplacementCharacter) {
  JsonValue value;
  ASSERT_FALSE(parse_json(R"("\ud83dx\ude00")", value));
  EXPECT_EQ(value.string, "\xEF\xBF\xBDx\xEF\xBF\xBD");
}

TEST(JsonReader, ManyMembersAreRefusedInsteadOfComparedForEver) {
  std::string document = "{";
  for (int i = 0; i < 100'000; ++i) document += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
  EXPECT_FALSE(parses(document + "}"));
}

TEST(JsonReader, WrittenStringsReadBackEqual) {
  std::string text;
  for (int c = 0; c < 128; ++c) text += static_cast<char>(c);
  text += "\xE2\x80\xA8\xC3\xA9";
  report::Encoder encoder;
  encoder.value(text);
  const std::string json = encoder.take();
  EXPECT_EQ(json.find('\n'), std::string::npos);
  JsonValue value;
  ASSERT_FALSE(parse_json(json, value));
  EXPECT_EQ(value.string, text);
}

}  // namespace
}  // namespace portcheck::text
