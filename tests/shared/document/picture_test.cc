#include "document/picture.h"

#include <gtest/gtest.h>

#include "document/tiff_fields.h"
#include "tests/shared/document/picture_builder.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::document {
namespace {

using testing::grey_fields;
using testing::grey_png;
using testing::rows_of;
using testing::Shade;

const Shade kWhite = [](uint32_t, uint32_t) { return uint8_t{255}; };
const Shade kNoise = [](uint32_t x, uint32_t y) { return static_cast<uint8_t>(250 + (x * 7 + y * 13) % 6); };
const Shade kDarkness = [](uint32_t x, uint32_t) { return static_cast<uint8_t>(x % 20); };
// A few lines of text on a page: two per cent of it are ink.
const Shade kText = [](uint32_t x, uint32_t y) {
  return static_cast<uint8_t>(y % 50 < 5 && x % 5 == 0 ? 20 : 255);
};

Document read(const std::string& bytes) {
  return read_picture(bytes, detect_file_type(bytes, ""));
}
Picture only(const std::string& bytes) {
  const Document letter = read(bytes);
  EXPECT_EQ(letter.status, DocumentStatus::ok) << letter.problem;
  EXPECT_EQ(letter.pages, 1u);
  return letter.pictures.empty() ? Picture() : letter.pictures[0];
}

TEST(PicturePng, HeadResolutionAndDirection) {
  const std::string more =
      testing::png_chunk("pHYs", testing::be32(11'811) + testing::be32(11'811) + "\x01") +
      testing::png_chunk("eXIf", testing::tiff({{{{274, 3, 6}}, ""}}));
  const Document letter =
      read(testing::png(600, 300, 8, 0, rows_of(600, 300, kText, std::string_view("\0", 1)), more));
  ASSERT_EQ(letter.pictures.size(), 1u);
  Picture expected;
  expected.width = 600;
  expected.height = 300;
  expected.codec = "png";
  expected.bits = 8;
  expected.turned = 90;
  expected.resolution = 300;
  EXPECT_EQ(letter.pictures[0], expected);
  EXPECT_EQ(letter.sizes, (std::vector<PageSize>{{720, 1440}}));
}

TEST(PicturePng, ShowsNothing) {
  EXPECT_EQ(only(grey_png(200, 300, kWhite)).blank, 100);
  EXPECT_EQ(only(grey_png(200, 300, kNoise)).blank, 100);
  EXPECT_EQ(only(grey_png(200, 300, kDarkness)).blank, 100);
  EXPECT_EQ(only(grey_png(200, 300, kText)).blank, 0);
}

// What is seen does not depend on how it is stored.
TEST(PicturePng, FiltersDepthsAndColours) {
  const auto filtered = [](uint8_t filter) {
    std::string rows;
    std::string above(200, '\0');
    for (uint32_t y = 0; y < 100; ++y) {
      const std::string row = rows_of(200, 1, [&](uint32_t x, uint32_t) { return kText(x, y); });
      rows += static_cast<char>(filter);
      for (size_t x = 0; x < row.size(); ++x) {
        const int left = x == 0 ? 0 : static_cast<uint8_t>(row[x - 1]);
        const int up = static_cast<uint8_t>(above[x]),
                  corner = x == 0 ? 0 : static_cast<uint8_t>(above[x - 1]);
        const int p = left + up - corner, a = std::abs(p - left), b = std::abs(p - up),
                  c = std::abs(p - corner);
        const int guesses[] = {0, left, up, (left + up) / 2, a <= b && a <= c ? left : b <= c ? up : corner};
        rows += static_cast<char>(static_cast<uint8_t>(row[x]) - guesses[filter]);
      }
      above = row;
    }
    return testing::png(200, 100, 8, 0, rows);
  };
  for (uint8_t filter = 0; filter < 5; ++filter) EXPECT_EQ(only(filtered(filter)).blank, 0) << int{filter};
  const std::string white_bits = rows_of(25, 100, kWhite, std::string_view("\0", 1));
  EXPECT_EQ(only(testing::png(200, 100, 1, 0, white_bits)).blank, 100);
  std::string written = white_bits;
  for (size_t i = 1; i < written.size(); i += 9) written[i] = '\x55';
  EXPECT_EQ(only(testing::png(200, 100, 1, 0, written)).blank, 0);
  const std::string palette = testing::png_chunk("PLTE", "\xFA\xFA\xFA\xFF\xFF\xFF");
  EXPECT_EQ(only(testing::png(200, 100, 1, 3, written, palette)).blank, 100);
  const std::string clear = rows_of(
      800, 100, [](uint32_t x, uint32_t) { return static_cast<uint8_t>(x % 4 == 3 ? 0 : x); },
      std::string_view("\0", 1));
  const Picture transparent = only(testing::png(200, 100, 8, 6, clear));
  EXPECT_EQ(transparent.bits, 32);
  EXPECT_EQ(transparent.blank, 100);
}

TEST(PicturePng, CutOffIsNotTheSameAsEmpty) {
  const std::string whole = grey_png(200, 300, kNoise);
  const Document letter = read(whole.substr(0, whole.size() / 2));
  EXPECT_EQ(letter.status, DocumentStatus::recovered);
  ASSERT_EQ(letter.pictures.size(), 1u);
  EXPECT_EQ(letter.pictures[0].width, 200u);
  EXPECT_LT(letter.pictures[0].blank, 100);
  EXPECT_EQ(read("\x89PNG\r\n\x1A\n").status, DocumentStatus::damaged);
}

TEST(PicturePng, SizesThatLieCostNothing) {
  for (const uint32_t side : {1u << 31, 0xFFFFFFFFu, 1u << 20}) {
    const Document letter = read(testing::png(side, side, 8, 6, std::string(1000, '\0')));
    ASSERT_EQ(letter.pictures.size(), 1u);
    EXPECT_EQ(letter.pictures[0].width, side);
  }
  EXPECT_EQ(read(testing::png(0, 5, 8, 0, "")).status, DocumentStatus::damaged);
  EXPECT_EQ(read(testing::png(5, 5, 7, 0, "")).status, DocumentStatus::damaged);
}

std::string exif(uint32_t orientation, uint32_t place = 0) {
  const std::string data = "Exif" + std::string(2, '\0') +
                           testing::tiff({{{{274, 3, orientation}, {282, 3, place}, {296, 3, 2}}, ""}});
  return "\xFF\xE1" + testing::be16(static_cast<uint32_t>(data.size() + 2)) + data;
}

TEST(PictureJpeg, HeadAndExif) {
  const Picture picture = only(testing::jpeg(640, 480, kNoise, false, exif(8, 72)));
  EXPECT_EQ(picture.width, 640u);
  EXPECT_EQ(picture.height, 480u);
  EXPECT_EQ(picture.codec, "jpeg");
  EXPECT_EQ(picture.bits, 8);
  EXPECT_EQ(picture.turned, 270);
  EXPECT_EQ(picture.resolution, 72);
  const std::string jfif =
      "\xFF\xE0" + testing::be16(16) + "JFIF" + std::string("\0\1\1\2\0\x76\0\x76\0\0", 10);
  EXPECT_EQ(only(testing::jpeg(640, 480, kNoise, false, jfif)).resolution, 299);
}

TEST(PictureJpeg, ShowsNothing) {
  for (const bool progressive : {false, true}) {
    EXPECT_EQ(only(testing::jpeg(640, 480, kWhite, progressive)).blank, 100);
    EXPECT_EQ(only(testing::jpeg(640, 480, kNoise, progressive)).blank, 100);
    EXPECT_EQ(only(testing::jpeg(640, 480, kDarkness, progressive)).blank, 100);
    EXPECT_EQ(only(testing::jpeg(640, 480, kText, progressive)).blank, 0);
  }
  EXPECT_EQ(only(testing::jpeg(640, 480, kWhite, false, "", 7)).blank, 100);
  EXPECT_EQ(only(testing::jpeg(640, 480, kText, false, "", 7)).blank, 0);
}

TEST(PictureJpeg, CutOff) {
  const std::string whole = testing::jpeg(640, 480, kText);
  for (size_t size = 0; size < whole.size(); size += 7) {
    const testing::ExactBytes bytes(std::string_view(whole).substr(0, size));
    EXPECT_NE(read_picture(bytes.view(), FileType::jpeg).status, DocumentStatus::ok) << size;
  }
}

TEST(PictureTiff, PagesWithTheirCodecs) {
  const std::string text = rows_of(200, 100, kText), white = rows_of(200, 100, kWhite);
  std::string packed;
  for (size_t i = 0; i < white.size(); i += 100) packed += std::string("\x9D\xFF", 2);
  auto turned = grey_fields(200, 100, 1, text.size());
  turned.push_back({274, 3, 3});
  const std::string deflated = testing::zlib_packed(white), fax(8'000, 'x'), empty_fax(30, '\x80');
  const Document letter = read(testing::tiff({{turned, text},
                                              {grey_fields(200, 100, 32773, packed.size()), packed},
                                              {grey_fields(200, 100, 8, deflated.size()), deflated},
                                              {grey_fields(1700, 2200, 4, fax.size()), fax},
                                              {grey_fields(1700, 2200, 4, empty_fax.size()), empty_fax}}));
  EXPECT_EQ(letter.status, DocumentStatus::ok) << letter.problem;
  EXPECT_EQ(letter.pages, 5u);
  ASSERT_EQ(letter.pictures.size(), 5u);
  const char* codecs[] = {"raw", "packbits", "flate", "ccitt", "ccitt"};
  const int blanks[] = {0, 100, 100, 0, 80};
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(letter.pictures[i].page, i + 1);
    EXPECT_EQ(letter.pictures[i].codec, codecs[i]);
    EXPECT_EQ(int{letter.pictures[i].blank}, blanks[i]) << i;
  }
  EXPECT_EQ(letter.pictures[0].turned, 180);
}

TEST(PictureTiff, ThumbnailsAreNoPages) {
  auto small = grey_fields(20, 10, 1, 200);
  small.insert(small.begin(), {254, 4, 1});
  const std::string text = rows_of(200, 100, kText);
  EXPECT_EQ(
      read(testing::tiff({{grey_fields(200, 100, 1, text.size()), text}, {small, std::string(200, 'x')}}))
          .pages,
      1u);
}

TEST(PictureTiff, LoopsAndLies) {
  const std::string text = rows_of(20, 10, kText);
  EXPECT_EQ(read(testing::tiff({{grey_fields(20, 10, 1, text.size()), text}}, true)).pages, 1u);
  const Document lie =
      read(testing::tiff({{grey_fields(4'000'000'000, 4'000'000'000, 1, 4'000'000'000), text}}));
  EXPECT_EQ(lie.status, DocumentStatus::recovered);
  std::string whole = testing::tiff({{grey_fields(20, 10, 1, text.size()), text}});
  for (size_t size = 0; size < whole.size(); ++size) {
    const testing::ExactBytes bytes(std::string_view(whole).substr(0, size));
    EXPECT_NE(read_picture(bytes.view(), FileType::tiff).status, DocumentStatus::ok) << size;
  }
  std::string big = "MM" + testing::be16(43) + testing::be16(8) + testing::be16(0) + std::string(4, '\0') +
                    testing::be32(16) + std::string(7, '\0') + '\x02';
  for (const uint32_t tag : {256u, 257u})
    big += testing::be16(tag) + testing::be16(4) + std::string(7, '\0') + '\x01' + testing::be32(77) +
           testing::be32(0);
  EXPECT_EQ(read(big + std::string(8, '\0')).pictures.at(0).width, 77u);
}

TEST(PictureTiff, EveryPageMayPointAnywhere) {
  std::vector<std::pair<std::vector<testing::TiffField>, std::string>> pages(
      3'000, {grey_fields(9, 9, 1, 81), std::string(81, 'x')});
  const Document letter = read(testing::tiff(pages));
  EXPECT_EQ(letter.status, DocumentStatus::too_large);
  EXPECT_EQ(letter.pages, 2'000u);
}

TEST(PictureHeic, TheMainPicture) {
  const Picture picture = only(testing::heic(4032, 3024, 3));
  EXPECT_EQ(picture.width, 4032u);
  EXPECT_EQ(picture.height, 3024u);
  EXPECT_EQ(picture.turned, 90);
  EXPECT_EQ(picture.bits, 24);
  EXPECT_EQ(picture.codec, "heic");
  const std::string whole = testing::heic(40, 30, 0);
  EXPECT_EQ(read(whole.substr(0, whole.size() - 10)).status, DocumentStatus::recovered);
  for (size_t size = 12; size < 320; ++size) {
    const testing::ExactBytes bytes(std::string_view(whole).substr(0, size));
    read_picture(bytes.view(), FileType::heic);
  }
}

TEST(PictureOthers, GifBmpWebpEmf) {
  const std::string gif = "GIF89a" + testing::le16(300) + testing::le16(200) + std::string("\xF7\0\0", 3) +
                          std::string(5'000, 'x') + ";";
  EXPECT_EQ(only(gif).width, 300u);
  EXPECT_EQ(only(gif).blank, 0);
  EXPECT_EQ(read(gif.substr(0, gif.size() - 20)).status, DocumentStatus::recovered);

  const std::string head = "BM" + testing::le32(0) + testing::le32(0) + testing::le32(54) +
                           testing::le32(40) + testing::le32(100) + testing::le32(0u - 50) +
                           testing::le16(1) + testing::le16(24) + testing::le32(0) + testing::le32(0) +
                           testing::le32(11'811) + std::string(12, '\0');
  const Picture bmp = only(head + std::string(300 * 50, '\xFF'));
  EXPECT_EQ(bmp.height, 50u);
  EXPECT_EQ(bmp.resolution, 300);
  EXPECT_EQ(bmp.blank, 100);
  EXPECT_EQ(only(head + rows_of(300, 50, kText)).blank, 0);
  EXPECT_EQ(read(head + std::string(300 * 40, '\xFF')).status, DocumentStatus::recovered);

  const std::string vp8 = "VP8 " + testing::le32(3'000) + std::string("\0\0\0\x9D\x01\x2A", 6) +
                          testing::le16(640) + testing::le16(480 | 0x4000) + std::string(2'990, 'x');
  const std::string webp = "RIFF" + testing::le32(static_cast<uint32_t>(vp8.size() + 4)) + "WEBP" + vp8;
  EXPECT_EQ(only(webp).width, 640u);
  EXPECT_EQ(only(webp).height, 480u);
  EXPECT_EQ(read(webp.substr(0, 100)).status, DocumentStatus::recovered);

  std::string emf = testing::le32(1) + testing::le32(108) + testing::le32(10) + testing::le32(0) +
                    testing::le32(209) + testing::le32(99) + std::string(16, '\0') + " EMF" +
                    std::string(80, '\0');
  Picture picture;
  EXPECT_TRUE(measure_picture(emf, picture));
  EXPECT_EQ(picture.width, 200u);
  EXPECT_EQ(picture.height, 100u);
  EXPECT_FALSE(measure_picture("text", picture));
}

}  // namespace
}  // namespace portcheck::document
