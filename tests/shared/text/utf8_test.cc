#include "text/utf8.h"

#include <gtest/gtest.h>

#include "tests/shared/exact_bytes.h"

namespace portcheck::text {
namespace {

using ::portcheck::testing::ExactBytes;

TEST(Utf8, TakesEveryLengthOfSequence) {
  for (const std::string_view good :
       {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_valid_utf8(ExactBytes(good).view())) << ::testing::PrintToString(good);
  }
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndValuesAboveUnicode) {
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE",
        "\xFF"}) {
    EXPECT_FALSE(is_valid_utf8(ExactBytes(bad).view())) << ::testing::PrintToString(bad);
    // Wherever it stands among ASCII, whatever eight bytes it falls into.
    for (size_t before = 0; before < 70; ++before) {
      const ExactBytes text(std::string(before, 'x') + std::string(bad));
      EXPECT_EQ(valid_utf8_prefix(text.view()), before);
    }
  }
}

TEST(Utf8, DecodesWhatItEncodes) {
  for (const char32_t scalar : {U'\0', U'A', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xD7FF', U'\xE000',
                                U'\xFFFF', U'\x10000', U'\x10FFFF'}) {
    std::string text;
    append_utf8(text, scalar);
    size_t position = 0;
    EXPECT_EQ(decode_one(text, position), scalar);
    EXPECT_EQ(position, text.size());
  }
}

TEST(Utf8, EncodesWhatIsNoScalarAsReplacement) {
  for (const char32_t wrong : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}}) {
    std::string text;
    append_utf8(text, wrong);
    EXPECT_EQ(text, kReplacementUtf8);
  }
}

TEST(Utf8, RepairsEachBrokenSequenceOnceAsBrowsersDo) {
  struct Case {
    std::string_view bytes;
    std::string_view repaired;
    size_t repairs;
  };
  for (const Case& c : {Case{"abc", "abc", 0}, Case{"a\xFFz", "a\xEF\xBF\xBDz", 1},
                        Case{"\xE2\x82", "\xEF\xBF\xBD", 1},    // one truncated character, one mark
                        Case{"\xE2\x82z", "\xEF\xBF\xBDz", 1},  //
                        Case{"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3},
                        Case{"\xF0\x9F\x98\xC3\xA9", "\xEF\xBF\xBD\xC3\xA9", 1}}) {
    std::string out;
    EXPECT_EQ(append_repaired(out, ExactBytes(c.bytes).view()), c.repairs);
    EXPECT_EQ(out, c.repaired);
  }
}

TEST(Utf8, CutsBetweenCharacters) {
  const std::string_view text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";  // 1 + 2 + 3 + 4 bytes
  const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
  for (size_t max = 0; max < std::size(expected); ++max) {
    EXPECT_EQ(cut_at_character(text, max).size(), expected[max]) << max;
  }
}

}  // namespace
}  // namespace portcheck::text
