#include "document/ole_file.h"

#include <gtest/gtest.h>

#include "document/file_type.h"
#include "tests/shared/exact_bytes.h"
#include "tests/shared/sheet/xls_builder.h"

namespace portcheck::document {
namespace {

using ::portcheck::testing::ExactBytes;
using sheet::little;
using sheet::OleBuilder;

std::string read(const std::string& bytes, const std::string& name) {
  const ExactBytes exact(bytes);
  const OleFile file(exact.view());
  const OleEntry* const entry = file.find(name);
  archive::Buffer out;
  if (entry == nullptr || !file.read(*entry, out)) return "nothing";
  return std::string(out.view());
}

std::string pattern(size_t size) {
  std::string bytes(size, '\0');
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>((i * 2'654'435'761u) >> 24);
  return bytes;
}

TEST(OleFile, StreamsByNameWhateverTheCase) {
  const std::string file = OleBuilder().stream("First", pattern(5000)).stream("BOOK", pattern(9001)).build();
  EXPECT_EQ(read(file, "first"), pattern(5000));
  EXPECT_EQ(read(file, "Book"), pattern(9001));
  EXPECT_EQ(read(file, "Boo"), "nothing");
}

TEST(OleFile, ATableTooLongForTheHeader) {
  const std::string large = pattern(16'000'000);
  EXPECT_EQ(read(OleBuilder().stream("Large", large).build(), "Large"), large);
}

TEST(OleFile, ObjectsOfADocumentAreNotTheDocument) {
  // A letter with a sheet in it was once taken for a sheet.
  const std::string letter =
      OleBuilder().embedded("Workbook", "in the letter").stream("WordDocument", "").build();
  EXPECT_EQ(detect_file_type(letter, ""), FileType::doc);
  const std::string sheet =
      OleBuilder().embedded("Workbook", "in the sheet").stream("Workbook", "the sheet").build();
  EXPECT_EQ(read(sheet, "Workbook").substr(0, 9), "the sheet");
}

// A small stream of four blocks, the last of them not full, in the blocks 3, 0, 1 and 2 of the root's stream.
std::string small_streams() {
  const std::string bytes = pattern(4 * 64 - 9);
  std::string header = OleBuilder().build().substr(0, 512);
  header.replace(44, 8, little(1, 4) + little(1, 4));
  header.replace(60, 8, little(2, 4) + little(1, 4));
  header.replace(76, 4, little(0, 4));
  std::string fat;
  for (const uint32_t next : {0xFFFFFFFDu, 0xFFFFFFFEu, 0xFFFFFFFEu, 0xFFFFFFFEu}) fat += little(next, 4);
  std::string directory = OleBuilder::entry("Root Entry", 5, 3, 256, 1, ~0u) +
                          OleBuilder::entry("Small", 2, 3, bytes.size(), ~0u, ~0u);
  std::string table;
  for (const uint32_t next : {1u, 2u, 0xFFFFFFFEu, 0u}) table += little(next, 4);
  for (std::string* sector : {&fat, &directory, &table}) sector->resize(512, '\xFF');
  directory.replace(256, 256, std::string(256, '\0'));
  return header + fat + directory + table + bytes.substr(64) + std::string(9, '\0') + bytes.substr(0, 64);
}

TEST(OleFile, SmallStreamsShareSectors) {
  EXPECT_EQ(read(small_streams(), "Small"), pattern(4 * 64 - 9));
}

TEST(OleFile, AFileMayEndWithinItsLastSector) {
  std::string file = small_streams();
  file.resize(file.size() - 3);
  EXPECT_EQ(read(file, "Small").substr(0, 61), pattern(61)) << "the last block is the stream's first";
}

TEST(OleFile, SizesThatLieGiveNoMoreThanTheFileHas) {
  std::string file = OleBuilder().stream("Liar", pattern(4096)).build();
  const size_t entry = 512 + 4096 + 128;
  file.replace(entry + 120, 4, little(0xFFFFFFF0, 4));
  EXPECT_EQ(read(file, "Liar"), pattern(4096));
  const size_t fat = 512 + 4096 + 512;
  file.replace(fat + 4 * 7, 4, little(0, 4));  // and a chain that bites its tail
  EXPECT_EQ(read(file, "Liar").size(), file.size());
}

TEST(OleFile, LoopsAmongListsAndEntriesEnd) {
  std::string file = OleBuilder().stream("Large", pattern(8'000'000)).build();
  file.replace(file.size() - 4, 4, file.substr(68, 4));  // the list of table sectors follows itself
  EXPECT_EQ(read(file, "Large"), pattern(8'000'000));
  file = OleBuilder().stream("A", "").stream("B", "").build();
  const size_t directory = 512 + 2 * 4096;
  file.replace(directory + 2 * 128 + 72, 4, little(1, 4));  // B is followed by A
  EXPECT_EQ(read(file, "B").size(), 4096u);
}

TEST(OleFile, WithoutATreeEveryEntryCounts) {
  std::string file = OleBuilder().stream("A", "").stream("B", "").build();
  file.replace(512 + 2 * 4096 + 76, 4, little(0x7777, 4));
  EXPECT_EQ(read(file, "B").size(), 4096u);
}

}  // namespace
}  // namespace portcheck::document
