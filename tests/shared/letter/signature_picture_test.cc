// Pictures of signatures, made here with zlib, as colours and transparency of the PDF.
#include "letter/signature_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "letter/pdf_file.h"

namespace portcheck::letter {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

std::string packed(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
           static_cast<uLong>(bytes.size()));
  out.resize(size);
  return out;
}

std::string unpacked(const std::string& bytes, size_t size) {
  std::string out(size + 1, '\0');
  auto got = static_cast<uLongf>(out.size());
  EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(out.data()), &got,
                       reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size())),
            Z_OK);
  out.resize(got);
  return out;
}

std::string big_endian(size_t value) {
  std::string out;
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(value >> shift & 0xFF);
  return out;
}

std::string chunk(const std::string& type, const std::string& body) {
  return big_endian(body.size()) + type + body + "crc!";
}

// `rows`: each with the byte of its filter in front.
std::string png(size_t width, size_t height, char color, const std::string& rows,
                const std::string& more = "", char depth = 8, char interlaced = 0) {
  return "\x89PNG\r\n\x1A\n" +
         chunk("IHDR", big_endian(width) + big_endian(height) + std::string{depth, color, 0, 0, interlaced}) +
         more + chunk("IDAT", packed(rows)) + chunk("IEND", "");
}

TEST(SignaturePicture, ColorsAndTransparencyArePartedFromEachOther) {
  const Picture picture = read_signature(png(2, 1, 6, "\0\x10\x20\x30\xFF\x40\x50\x60\0"s));
  EXPECT_EQ(picture.refused, RemarkId::none);
  EXPECT_EQ(unpacked(picture.bytes, 6), "\x10\x20\x30\x40\x50\x60"s);
  EXPECT_EQ(unpacked(picture.mask, 2), "\xFF\0"s);
  EXPECT_THAT(picture.entries, HasSubstr("/Width 2 /Height 1"));
  EXPECT_THAT(picture.entries, HasSubstr("/DeviceRGB"));
  EXPECT_THAT(picture.mask_entries, HasSubstr("/DeviceGray"));
}

TEST(SignaturePicture, GrayAndPalette) {
  const Picture gray = read_signature(png(3, 1, 0, "\0\1\2\3"s));
  EXPECT_EQ(unpacked(gray.bytes, 3), "\1\2\3");
  EXPECT_EQ(gray.mask, "");
  const Picture gray_alpha = read_signature(png(2, 1, 4, "\0\1\x80\2\x90"s));
  EXPECT_EQ(unpacked(gray_alpha.bytes, 2), "\1\2");
  EXPECT_EQ(unpacked(gray_alpha.mask, 2), "\x80\x90");
  const std::string palette = chunk("PLTE", "abcdef") + chunk("tRNS", "\x7F");
  const Picture mapped = read_signature(png(2, 1, 3, "\0\1\0"s, palette));
  EXPECT_EQ(unpacked(mapped.bytes, 6), "defabc");
  EXPECT_EQ(unpacked(mapped.mask, 2), "\xFF\x7F");
  EXPECT_EQ(read_signature(png(2, 1, 3, "\0\2\0"s, palette)).refused, RemarkId::picture_png);
}

// One row for each filter: none, left, above, mean, Paeth.
TEST(SignaturePicture, FiltersAreUndone) {
  const Picture picture = read_signature(png(3, 5, 0, "\0\1\2\3\1\1\1\1\2\1\1\1\3\1\1\1\4\1\1\1"s));
  EXPECT_EQ(unpacked(picture.bytes, 15), "\1\2\3\1\2\3\2\3\4\2\3\4\3\4\5");
  EXPECT_EQ(read_signature(png(3, 1, 0, "\5\1\2\3"s)).refused, RemarkId::picture_png);
}

TEST(SignaturePicture, DamagedAndOddPicturesAreRefused) {
  const std::string sound = png(40, 40, 2, std::string(40 * 121, '\0'));
  for (size_t size = 0; size < sound.size() - 16; ++size)
    EXPECT_NE(read_signature(std::string_view(sound).substr(0, size)).refused, RemarkId::none) << size;
  EXPECT_NE(read_signature(png(2, 2, 0, "\0\1\2"s)).refused, RemarkId::none) << "a row is missing";
  EXPECT_NE(read_signature(png(4, 1, 0, "\0\1\2"s, "", 4)).refused, RemarkId::none) << "four bits a channel";
  EXPECT_NE(read_signature(png(3, 1, 0, "\0\1\2\3"s, "", 8, 1)).refused, RemarkId::none) << "interlaced";
  EXPECT_NE(read_signature(png(4001, 1, 0, "\0"s)).refused, RemarkId::none) << "too wide";
  EXPECT_NE(read_signature(png(0, 1, 0, "\0"s)).refused, RemarkId::none);
}

TEST(SignaturePicture, JpegGoesIntoTheFileAsItIs) {
  const std::string jpeg = "\xFF\xD8\xFF\xE0\0\4ab\xFF\xC0\0\x11\x08\0\x64\1\x2C\3rest"s;
  const Picture picture = read_signature(jpeg);
  EXPECT_EQ(picture.refused, RemarkId::none);
  EXPECT_EQ(picture.bytes, jpeg);
  EXPECT_EQ(picture.width, 300U);
  EXPECT_EQ(picture.height, 100U);
  EXPECT_THAT(picture.entries, HasSubstr("/DCTDecode"));
  for (size_t size = 3; size < 18; ++size)
    EXPECT_NE(read_signature(std::string_view(jpeg).substr(0, size)).refused, RemarkId::none) << size;
}

TEST(PdfFile, FlateIsWhatZlibReads) {
  for (const size_t size : {size_t{0}, size_t{1}, size_t{70'000}, size_t{200'000}}) {
    std::string noise;
    uint32_t state = 1;
    for (size_t i = 0; i < size; ++i)
      noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    EXPECT_EQ(unpacked(flate(noise), size), noise);
  }
  EXPECT_EQ(unpacked(flate(std::string(50'000, 'a')), 50'000), std::string(50'000, 'a'));
}

TEST(PdfFile, NumbersHaveAtMostTwoDecimals) {
  EXPECT_EQ(decimals(0), "0");
  EXPECT_EQ(decimals(12.5), "12.5");
  EXPECT_EQ(decimals(-0.05), "-0.05");
  EXPECT_EQ(decimals(1.999), "2");
  EXPECT_EQ(text_string("Müller"), "<FEFF004D00FC006C006C00650072>");
  EXPECT_EQ(text_string("😀"), "<FEFFD83DDE00>");
}

}  // namespace
}  // namespace portcheck::letter
