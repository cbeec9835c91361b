// A worksheet that is unpacked while it is read gives what it gives in one piece.
#include "sheet/xlsx_package.h"

#include <gtest/gtest.h>

#include "sheet/xlsx_sheet.h"
#include "tests/shared/archive/zip_builder.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/sheet/sheet_support.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

using ::portcheck::testing::ExactBytes;
using ::portcheck::testing::ZipBuilder;
using ::portcheck::testing::ZipPart;

constexpr size_t kSteps[] = {1, 16, 200, 5000, archive::EntryStream::kStep};

ReadSheet read_in_windows(const ZipPart& part, size_t step, size_t most_rows = SIZE_MAX) {
  const ExactBytes bytes(ZipBuilder::build({part}));
  Package package;
  ReadSheet sheet;
  sheet.problem = package.open(bytes.view());
  if (sheet.problem.status != Status::ok) return sheet;
  const SharedStrings strings;
  const DateStyles styles;
  PartStream stream(package, part.name, step);
  Collector collector(sheet, most_rows);
  sheet.problem = read_worksheet(stream, part.name, {strings, styles, false}, collector, sheet.facts);
  return sheet;
}

std::string row_of(size_t number, std::string_view text) {
  return "<row r=\"" + std::to_string(number) + "\"><c t=\"inlineStr\"><is><t>" + std::string(text) +
         "</t></is></c></row>";
}

struct Part {
  std::string xml;
  std::string cells;  // as ReadSheet::text() shows them
};

// `odd` stands in row 150 of 300.
Part part_with(std::string_view odd, std::string_view shown) {
  Part part;
  part.xml = "<worksheet><sheetData>";
  for (size_t i = 1; i <= 300; ++i) {
    part.xml += row_of(i, i == 150 ? odd : "Z\xC3\xBCrich");
    part.cells +=
        (i == 1 ? "" : " ") + std::to_string(i) + ":1=" + std::string(i == 150 ? shown : "Z\xC3\xBCrich");
  }
  part.xml += "</sheetData></worksheet>";
  return part;
}

std::string as_utf16(std::string_view text, bool big_endian) {
  std::string out = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (size_t i = 0; i < text.size();) {
    const char32_t unit = text::decode_one(text, i);
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    out += {big_endian ? high : low, big_endian ? low : high};
  }
  return out;
}

void expect_rows(const ZipPart& part, const std::string& cells) {
  for (const size_t step : kSteps) {
    const ReadSheet sheet = read_in_windows(part, step);
    EXPECT_EQ(sheet.problem.status, Status::ok)
        << step << ' ' << ::portcheck::testing::what_of(sheet.problem);
    EXPECT_TRUE(sheet.text() == cells) << step << ": other cells";
  }
}

TEST(PartStream, GivesTheSameRowsWhateverTheWindows) {
  const Part part = part_with("212-736-0143", "212-736-0143");
  expect_rows({"a", part.xml}, part.cells);
  expect_rows({"a", part.xml, true}, part.cells);
}

TEST(PartStream, ARowsEndInCdataOrACommentIsText) {
  const Part cdata = part_with("<![CDATA[a</row>b]]>", "a</row>b");
  expect_rows({"a", cdata.xml}, cdata.cells);
  const Part comment = part_with("a<!-- </row> -->b", "ab");
  expect_rows({"a", comment.xml}, comment.cells);
}

TEST(PartStream, RowsBeforeTheRowsAreNotTheirEnd) {
  Part part = part_with("x", "x");
  part.xml.insert(part.xml.find("<sheetData>"), "<ext><row></row></ext>");
  expect_rows({"a", part.xml}, part.cells);
}

TEST(PartStream, ARowLargerThanTheWindowIsWhole) {
  const std::string large(100'000, 'x');
  const Part part = part_with(large, large);
  expect_rows({"a", part.xml}, part.cells);
}

TEST(PartStream, TakesPartsInUtf16AndWithAByteOrderMark) {
  const Part part = part_with("x", "x");
  expect_rows({"a", as_utf16(part.xml, false)}, part.cells);
  expect_rows({"a", as_utf16(part.xml, true)}, part.cells);
  expect_rows({"a", "\xEF\xBB\xBF" + part.xml}, part.cells);
  const std::string ascii =
      "<worksheet><sheetData>" + row_of(1, "a") + row_of(2, "b") + "</sheetData></worksheet>";
  expect_rows({"a", as_utf16(ascii, false).substr(2)}, "1:1=a 2:1=b");
}

TEST(PartStream, BrokenUtf8AnywhereIsRepairedAndGivesNoRowTwice) {
  const Part inside = part_with(
      "a\xFF"
      "b",
      "a\xEF\xBF\xBD"
      "b");
  expect_rows({"a", inside.xml}, inside.cells);
  Part last = part_with("x", "x");  // in the last window
  last.xml.insert(last.xml.rfind("</t>"), "\xFF");
  expect_rows({"a", last.xml}, last.cells + "\xEF\xBF\xBD");
  Part behind = part_with("x", "x");  // where nobody looks
  behind.xml.insert(behind.xml.rfind("</worksheet>"), "<a>\xFF</a>");
  expect_rows({"a", behind.xml}, behind.cells);
}

TEST(PartStream, BrokenXmlIsToldWithTheSamePlaceWhateverTheWindows) {
  Part part = part_with("x", "x");
  part.xml.insert(part.xml.find("<row r=\"250\""), "</wrong>");
  for (const size_t step : kSteps) {
    const ReadSheet sheet = read_in_windows({"a", part.xml}, step);
    EXPECT_EQ(sheet.problem.status, Status::damaged) << step;
    EXPECT_EQ(::portcheck::testing::what_of(sheet.problem),
              "a:" + std::to_string(part.xml.find("</wrong>") + 1) + ": its XML")
        << step;
    EXPECT_EQ(sheet.problem.row, 249u) << step;
    EXPECT_EQ(sheet.rows.size(), 249u) << step;
  }
}

TEST(PartStream, FactsAreCountedOnceWhenAPartIsReadAgain) {
  Part part = part_with("<![CDATA[</row>]]>", "</row>");
  part.xml.replace(part.xml.find("<row r=\"3\""), 10, "<row r=\"3\" hidden=\"1\"");
  for (const size_t step : kSteps) {
    const ReadSheet sheet = read_in_windows({"a", part.xml}, step);
    EXPECT_TRUE(sheet.text() == part.cells) << step << ": other cells";
    EXPECT_EQ(sheet.facts.hidden_rows, 1u) << step;
  }
}

TEST(PartStream, ALieAboutTheSizeIsToldThoughTheRowsWereGiven) {
  const Part part = part_with("x", "x");
  ZipPart zipped{"a", part.xml};
  zipped.wrong_crc = true;
  for (const size_t step : kSteps) {
    const ReadSheet sheet = read_in_windows(zipped, step);
    EXPECT_EQ(sheet.problem.status, Status::damaged) << step;
    EXPECT_EQ(::portcheck::testing::what_of(sheet.problem), "a: its checksum") << step;
  }
  // What follows the rows is read for its checksum alone.
  for (int i = 0; i < 100; ++i) zipped.data += "<ext><row></row></ext>";
  EXPECT_EQ(::portcheck::testing::what_of(read_in_windows(zipped, 16).problem), "a: its checksum");
}

TEST(PartStream, AReaderMayStopAtAnyRow) {
  const Part part = part_with("x", "x");
  for (const size_t step : kSteps) {
    const ReadSheet sheet = read_in_windows({"a", part.xml}, step, 10);
    EXPECT_EQ(sheet.problem.status, Status::ok);
    EXPECT_EQ(sheet.rows.size(), 10u);
  }
}

}  // namespace
}  // namespace portcheck::sheet
