#include "text/encoding.h"

#include <gtest/gtest.h>

#include "tests/shared/exact_bytes.h"
#include "text/utf8.h"

namespace portcheck::text {
namespace {

using ::portcheck::testing::ExactBytes;
using namespace std::string_literals;

std::string wide(std::u16string_view text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

TEST(Encoding, IsToldByItsByteOrderMark) {
  struct Case {
    std::string bytes;
    Encoding encoding;
    size_t bom;
  };
  for (const Case& c :
       {Case{"\xEF\xBB\xBFnumber", Encoding::utf8, 3}, Case{"\xFF\xFEn\0"s, Encoding::utf16le, 2},
        Case{"\xFE\xFF\0n"s, Encoding::utf16be, 2}, Case{"\xFF\xFE\0\0n\0\0\0"s, Encoding::utf32le, 4},
        Case{"\0\0\xFE\xFF\0\0\0n"s, Encoding::utf32be, 4}}) {
    const EncodingGuess guess = detect_encoding(ExactBytes(c.bytes).view());
    EXPECT_EQ(guess.encoding, c.encoding) << to_string(c.encoding);
    EXPECT_EQ(guess.bom_bytes, c.bom);
  }
}

TEST(Encoding, IsToldByWhereTheZeroBytesAre) {
  EXPECT_EQ(detect_encoding(wide(u"Number,URL\r\n2127365014,https://a.example\r\n", false)).encoding,
            Encoding::utf16le);
  EXPECT_EQ(detect_encoding(wide(u"Number,URL\r\n2127365014,https://a.example\r\n", true)).encoding,
            Encoding::utf16be);
  EXPECT_EQ(detect_encoding("a\0\0\0,\0\0\0b\0\0\0"s).encoding, Encoding::utf32le);
  EXPECT_EQ(detect_encoding("\0\0\0a\0\0\0,\0\0\0b"s).encoding, Encoding::utf32be);
}

TEST(Encoding, StrayNulBytesAreStillUtf8) {
  EXPECT_EQ(detect_encoding("a,b,c\n1,\0,3\n"s).encoding, Encoding::utf8);
}

TEST(Encoding, OneForeignLetterAtTheEndMakesAWindowsFile) {
  std::string bytes(100'000, 'x');
  EXPECT_EQ(detect_encoding(bytes).encoding, Encoding::utf8);
  bytes += "caf\xE9 ,1";
  EXPECT_EQ(detect_encoding(bytes).encoding, Encoding::windows1252);
}

TEST(Encoding, DamagedUtf8StaysUtf8) {
  EXPECT_EQ(detect_encoding("\xC3\xA9\xC3\xA8\xC3\xBC and one \xFF").encoding, Encoding::utf8);
  EXPECT_EQ(detect_encoding("cut in the last letter \xE2\x82").encoding, Encoding::utf8);
}

TEST(Encoding, WindowsCodePageHasFiveHoles) {
  std::string out;
  EXPECT_EQ(append_as_utf8(out, "\x80 \x93q\x94 \xE9 \x81\x8D\x8F\x90\x9D", Encoding::windows1252), 5u);
  EXPECT_EQ(out, "\u20AC \u201Cq\u201D \u00E9 \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(Encoding, SurrogatePairsBecomeOneCharacterAndHalvesAreMarked) {
  std::string out;
  EXPECT_EQ(append_as_utf8(out, wide(u"a\xD83D\xDCDEz", false), Encoding::utf16le), 0u);
  EXPECT_EQ(out, "a\U0001F4DEz");
  for (const std::u16string_view half : {u"\xD83Dz", u"\xDCDEz"}) {
    out.clear();
    EXPECT_EQ(append_as_utf8(out, wide(half, true), Encoding::utf16be), 1u);
    EXPECT_EQ(out, "\uFFFDz");
  }
}

TEST(Encoding, WideTextCutWithinAUnitIsMarked) {
  std::string out;
  EXPECT_EQ(append_as_utf8(out, ExactBytes("a\0b"s).view(), Encoding::utf16le), 1u);
  EXPECT_EQ(out, "a\uFFFD");
  out.clear();
  EXPECT_EQ(append_as_utf8(out, ExactBytes("a\0\0\0b"s).view(), Encoding::utf32le), 1u);
  EXPECT_EQ(out, "a\uFFFD");
}

TEST(Encoding, WhateverComesInWellFormedUtf8ComesOut) {
  std::string bytes;
  for (uint32_t i = 0; i < 3000; ++i) bytes += static_cast<char>((i * 2654435761u) >> 13);
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16le, Encoding::utf16be, Encoding::utf32le,
                                  Encoding::utf32be, Encoding::windows1252}) {
    std::string out;
    append_as_utf8(out, bytes, encoding);
    EXPECT_TRUE(is_valid_utf8(out)) << to_string(encoding);
    EXPECT_LE(out.size(), 3 * bytes.size());
  }
}

}  // namespace
}  // namespace portcheck::text
