// Tesseract's table as spans of a document.
#include "server/ocr/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portcheck::server {
namespace {

constexpr ReadPage kPage{1, 2550, 3300, {6120, 7920}};

std::string word(int left, int top, int width, const char* confidence, const char* text) {
  return "5\t1\t1\t1\t1\t1\t" + std::to_string(left) + "\t" + std::to_string(top) + "\t" +
         std::to_string(width) + "\t30\t" + confidence + "\t" + text + "\n";
}

Document read(const std::string& tsv, size_t most = 100) {
  Document out;
  append_words(
      "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" + tsv,
      kPage, most, out);
  return out;
}

std::vector<std::string> texts(const Document& document) {
  std::vector<std::string> out;
  for (const Span& span : document.spans) out.push_back(std::to_string(span.line) + " " + span.text);
  return out;
}

TEST(OcrWords, LabelAndValueShareALineAcrossColumns) {
  const Document document = read(word(900, 102, 60, "91.5", "Acme") + word(975, 100, 50, "90.5", "Inc") +
                                 word(100, 100, 120, "80", "Company") + word(100, 160, 90, "70", "Date"));
  EXPECT_THAT(texts(document), testing::ElementsAre("1 Company", "1 Acme Inc", "2 Date"));
  EXPECT_TRUE(document.ocr);
  EXPECT_EQ(document.spans[1].confidence, 91);
  EXPECT_EQ(document.spans[1].box, (Box{2160, 240, 2460, 316}));
}

TEST(OcrWords, FramesOfFieldsAreNoLetters) {
  const std::string frame = "5\t1\t1\t1\t1\t1\t310\t92\t4\t50\t60\t|\n";
  EXPECT_THAT(texts(read(word(100, 100, 200, "90", "Company") + frame + word(325, 100, 60, "90", "Acme"))),
              testing::ElementsAre("1 Company", "1 Acme"));
  EXPECT_THAT(texts(read(word(100, 100, 4, "90", "|") + word(110, 100, 40, "90", "am"))),
              testing::ElementsAre("1 | am"));
}

TEST(OcrWords, NeverAsSureAsText) {
  EXPECT_EQ(read(word(0, 0, 10, "100", "x")).spans[0].confidence, 99);
  EXPECT_EQ(read(word(0, 0, 10, "-1", "x")).spans[0].confidence, 0);
}

TEST(OcrWords, NonsenseIsPassedOver) {
  const Document document =
      read("5\t1\n\n5\t1\t1\t1\t1\t1\ta\tb\tc\td\te\tf\n" + word(-5, 0, 10, "90", "x") +
           word(2545, 0, 10, "90", "y") + word(0, 3290, 10, "90", "z") + word(0, 0, 0, "90", "w") +
           word(0, 0, 10, "90", " ") + word(2147483647, 0, 2147483647, "90", "v") +
           "4\t1\t1\t1\t1\t0\t0\t0\t10\t10\t-1\t\n" + word(10, 10, 20, "95", "good"));
  EXPECT_THAT(texts(document), testing::ElementsAre("1 good"));
  EXPECT_FALSE(read("").ocr);
}

TEST(OcrWords, AreBound) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += word(i % 50 * 50, i / 50 * 60, 40, "90", "w");
  size_t words = 0;
  for (const Span& span : read(many, 300).spans) words += (span.text.size() + 1) / 2;
  EXPECT_EQ(words, 300U);
}

}  // namespace
}  // namespace portcheck::server
