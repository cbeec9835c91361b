#include "server/desk/base64_member.h"

#include <gtest/gtest.h>

#include "server/webhook/crypto.h"

namespace portcheck::server {
namespace {

struct Read {
  std::string bytes;
  bool complete = false;
};

Read read(const std::string& json, size_t piece = 1) {
  Read out;
  Base64Member member("Content", [&](std::string_view bytes) { return out.bytes += bytes, true; });
  for (size_t at = 0; at < json.size(); at += piece) {
    if (!member.take(std::string_view(json).substr(at, piece))) return out;
  }
  out.complete = member.finish() && member.complete();
  return out;
}

TEST(Base64Member, GivesTheSameBytesInPiecesOfEverySize) {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 7);
  const std::string json = R"({"id":1,"Headers":"Content-Type: \"x\"\n","Content" : ")" +
                           base64_encode(bytes) + R"(","Filename":"a.csv"})";
  for (const size_t piece : {1U, 2U, 3U, 5U, 64U, 1000U, 100000U}) {
    const Read got = read(json, piece);
    EXPECT_TRUE(got.complete) << piece;
    EXPECT_EQ(got.bytes, bytes) << piece;
  }
}

// A customer may name a file as the member is named.
TEST(Base64Member, IsNotMisledByValues) {
  EXPECT_EQ(read(R"({"Filename":"Content","Subject":"QUJD","Content":"MTIz"})").bytes, "123");
  EXPECT_EQ(read(R"({"Filename":"\"Content\":\"QUJD\"","Content":"MTIz"})").bytes, "123");
  EXPECT_EQ(read(R"({"Subject":"Content\"","Content":"MTIz"})").bytes, "123");
  EXPECT_EQ(read(R"({"Contents":"QUJD","Content":"MTIz"})").bytes, "123");
}

TEST(Base64Member, TakesLineEndsAndEscapedSlashes) {
  EXPECT_EQ(read(R"({"Content":"MT\nIz\r\nNDU2\n"})").bytes, "123456");
  EXPECT_EQ(read(R"({"Content":"\/\/\/\/"})").bytes, "\xFF\xFF\xFF");
  EXPECT_TRUE(read(R"({"Content":""})").complete);
}

TEST(Base64Member, KnowsWhenItIsNotAllThere) {
  for (const char* json : {"", "{}", R"({"Content":null})", R"({"Content":"MTIz)", R"({"Content":"MTI*"})",
                           R"({"Content":"MTI"})", R"({"Content":[]})"})
    EXPECT_FALSE(read(json).complete) << json;
}

TEST(Base64Member, StopsWhenTheSinkHasEnough) {
  Base64Member member("Content", [](std::string_view) { return false; });
  EXPECT_FALSE(member.take(R"({"Content":"MTIzNDU2Nzg5)"));
  EXPECT_TRUE(member.stopped());
}

}  // namespace
}  // namespace portcheck::server
