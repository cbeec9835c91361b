#include "sheet/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "portcheck/limits.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/sheet/sheet_support.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

using ::testing::ElementsAre;
using namespace std::string_literals;

std::string cells(std::string_view bytes) {
  return read_csv(bytes).text();
}

TEST(Csv, ReadsRowsOfCells) {
  const ReadSheet sheet = read_csv("a,b,c\r\n1,,3\n,,\n");
  EXPECT_EQ(sheet.text(), "1:1=a 1:2=b 1:3=c 2:1=1 2:3=3");
  EXPECT_THAT(sheet.rows, ElementsAre(1, 2, 3));
  EXPECT_THAT(sheet.widths, ElementsAre(3, 3, 3));
}

TEST(Csv, AnyLineEndEndsARow) {
  EXPECT_EQ(cells("a\nb\nc"), "1:1=a 2:1=b 3:1=c");
  EXPECT_EQ(cells("a\rb\rc\r"), "1:1=a 2:1=b 3:1=c");
  EXPECT_EQ(cells("a\r\nb\rc\nd"), "1:1=a 2:1=b 3:1=c 4:1=d");
  EXPECT_EQ(cells("a,b\r,d\n"), "1:1=a 1:2=b 2:2=d");
}

// Cell ends are looked for 64 bytes and 4 KB at a time: texts of all lengths, so that each falls on such a
// border.
TEST(Csv, CellsOfEveryLengthReadBack) {
  std::mt19937 random(9);
  for (size_t longest : {3U, 40U, 200U, 9000U}) {
    std::string csv, expected;
    for (size_t row = 1; csv.size() < 100'000; ++row) {
      for (size_t column = 1, columns = random() % 20 + 1; column <= columns; ++column) {
        const std::string text(random() % longest + (column == columns ? 1 : 0),
                               static_cast<char>('a' + random() % 26));
        const bool quoted = random() % 4 == 0;
        if (column > 1) csv += ',';
        csv += quoted ? "\"" + text + ",\n\"\"\"" : text;
        const std::string shown = quoted ? text + ",\n\"" : text;
        if (!shown.empty())
          expected += (expected.empty() ? "" : " ") + std::to_string(row) + ":" + std::to_string(column) +
                      "=" + shown;
      }
      csv += random() % 2 == 0 ? "\n" : "\r\n";
    }
    const std::string read = cells(csv);
    const auto differs = std::mismatch(read.begin(), read.end(), expected.begin(), expected.end()).first;
    ASSERT_TRUE(read == expected) << longest << ", from byte " << differs - read.begin() << " on";
  }
}

TEST(Csv, BlankLinesAreRows) {
  const ReadSheet sheet = read_csv("a\n\n\nb\n\n");
  EXPECT_THAT(sheet.rows, ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(sheet.widths, ElementsAre(1, 0, 0, 1, 0));
  EXPECT_EQ(sheet.text(), "1:1=a 4:1=b");
}

TEST(Csv, ALastRowNeedsNoLineEnd) {
  EXPECT_EQ(cells("a,b\nc,d"), "1:1=a 1:2=b 2:1=c 2:2=d");
  EXPECT_THAT(read_csv("a,b\nc,").widths, ElementsAre(2, 2));
  EXPECT_THAT(read_csv("a,b\nc,\"\"").widths, ElementsAre(2, 2));
}

TEST(Csv, RaggedRowsKeepTheirWidth) {
  EXPECT_THAT(read_csv("a,b,c\n1\n1,2,3,4,\n").widths, ElementsAre(3, 1, 5));
}

TEST(Csv, QuotesProtectDelimitersLineEndsAndQuotes) {
  const ReadSheet sheet = read_csv("\"a,1\",\"two\nlines\",\"say \"\"hi\"\"\"\r\nnext,\"\",\"x\"\r\n");
  EXPECT_EQ(sheet.text(), "1:1=a,1 1:2=two\nlines 1:3=say \"hi\" 2:1=next 2:3=x");
  EXPECT_THAT(sheet.rows, ElementsAre(1, 2));
  EXPECT_EQ(sheet.facts.unclosed_quote_row, 0u);
}

TEST(Csv, ManyQuotes) {
  EXPECT_EQ(cells("\"\"\"\",\"\"\"a\"\"\"\n"), "1:1=\" 1:2=\"a\"");
  EXPECT_EQ(cells("\"\"\n\"\"\"\"\"\"\n"), "2:1=\"\"");
}

TEST(Csv, AQuoteWithinACellIsACharacter) {
  EXPECT_EQ(cells("12\" pipe,a\"b\"c, \"x\"\n"), "1:1=12\" pipe 1:2=a\"b\"c 1:3= \"x\"");
}

TEST(Csv, TextBehindAClosingQuoteBelongsToTheCell) {
  const ReadSheet sheet = read_csv("\"abc\"def,\"12\" pipe\",\"\"over\"\"\nnext,row\n");
  EXPECT_EQ(sheet.text(), "1:1=abcdef 1:2=12 pipe\" 1:3=over\"\" 2:1=next 2:2=row");
  EXPECT_EQ(sheet.facts.unclosed_quote_row, 0u);
}

TEST(Csv, AQuoteNeverClosedIsACharacterAndIsReported) {
  const ReadSheet sheet = read_csv("a,b\n1,\"open\n2,x\n3,y\n");
  EXPECT_EQ(sheet.text(), "1:1=a 1:2=b 2:1=1 2:2=\"open 3:1=2 3:2=x 4:1=3 4:2=y");
  EXPECT_EQ(sheet.facts.unclosed_quote_row, 2u);
}

TEST(Csv, AQuoteLeftOpenDoesNotReachIntoTheNextQuotedCell) {
  const ReadSheet sheet = read_csv("a,b\n1,\"open\n2,\"fine, really\"\n3,\"also\"\n");
  EXPECT_EQ(sheet.text(), "1:1=a 1:2=b 2:1=1 2:2=\"open 3:1=2 3:2=fine, really 4:1=3 4:2=also");
  EXPECT_EQ(sheet.facts.unclosed_quote_row, 2u);
}

TEST(Csv, OfSeveralOpenQuotesTheFirstIsReported) {
  const ReadSheet sheet = read_csv("a,b\n1,\"open\n2,\"open\n3,\"fine\"\n");
  EXPECT_EQ(sheet.text(), "1:1=a 1:2=b 2:1=1 2:2=\"open 3:1=2 3:2=\"open 4:1=3 4:2=fine");
  EXPECT_EQ(sheet.facts.unclosed_quote_row, 2u);
}

TEST(Csv, AQuoteDoesNotSwallowHalfTheFile) {
  std::string bytes = "a,b\n1,\"open\n";
  for (int i = 0; i < 20'000; ++i) bytes += "2,some text\n";
  bytes += "3,closed by chance\"\n4,end\n";
  const ReadSheet sheet = read_csv(bytes);
  EXPECT_EQ(sheet.rows.size(), 20'004u);
  EXPECT_EQ(sheet.facts.unclosed_quote_row, 2u);
}

TEST(Csv, ALongQuotedCellWithoutLineEndsIsCut) {
  const ReadSheet sheet = read_csv("a,\"" + std::string(limits::kCellBytes + 1, 'x') + "\",b\n");
  EXPECT_EQ(sheet.cells.size(), 3u);
  EXPECT_EQ(sheet.cells[1].text.size(), limits::kCellBytes);
  EXPECT_EQ(sheet.facts.cut_cells, 1u);
  EXPECT_EQ(sheet.facts.first_cut_row, 1u);
  EXPECT_EQ(sheet.facts.unclosed_quote_row, 0u);
}

TEST(Csv, LongCellsAreCutBetweenCharacters) {
  for (const std::string& quote : {""s, "\""s}) {
    const std::string longest(limits::kCellBytes - 1, 'x');
    const ReadSheet sheet = read_csv(quote + longest + "\u00E9" + quote + "\n" + longest + "y\n");
    EXPECT_EQ(sheet.cells[0].text, longest);
    EXPECT_EQ(sheet.cells[1].text, longest + "y");
    EXPECT_EQ(sheet.facts.cut_cells, 1u);
  }
  std::string quotes = "\"";
  for (uint32_t i = 0; i <= limits::kCellBytes; ++i) quotes += "\"\"";
  const ReadSheet sheet = read_csv(quotes + "\"\n");
  EXPECT_EQ(sheet.cells[0].text, std::string(limits::kCellBytes, '"'));
  EXPECT_EQ(sheet.facts.cut_cells, 1u);
}

TEST(Csv, FactsNameTheDialect) {
  const ReadSheet sheet = read_csv(
      "\xEF\xBB\xBF"
      "a;b\n1;2\n");
  EXPECT_EQ(sheet.text(), "1:1=a 1:2=b 2:1=1 2:2=2");
  EXPECT_EQ(sheet.facts.delimiter, ';');
  EXPECT_EQ(sheet.facts.encoding, "utf-8");
  EXPECT_TRUE(sheet.facts.bom);
}

TEST(Csv, ASepLineIsNoRow) {
  const ReadSheet sheet = read_csv("sep=;\r\na,1;b\r\n");
  EXPECT_EQ(sheet.text(), "1:1=a,1 1:2=b");
  EXPECT_EQ(sheet.facts.delimiter, ';');
}

std::string utf16(std::string_view ascii, bool big_endian, bool bom) {
  std::string out = !bom ? "" : big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) out += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

TEST(Csv, ReadsUnicodeTextOfExcel) {
  for (const bool big_endian : {false, true}) {
    for (const bool bom : {false, true}) {
      const ReadSheet sheet = read_csv(utf16("Number\tURL\r\n\"1\t2\"\tx\r\n", big_endian, bom));
      EXPECT_EQ(sheet.text(), "1:1=Number 1:2=URL 2:1=1\t2 2:2=x");
      EXPECT_EQ(sheet.facts.encoding, big_endian ? "utf-16be" : "utf-16le");
      EXPECT_EQ(sheet.facts.bom, bom);
    }
  }
}

TEST(Csv, ReadsAnsiTextAndCountsRowsItHasNoCharacterFor) {
  const ReadSheet sheet = read_csv("caf\xE9,\x93q\x94\nplain,1\n\x81,\x81\n\"a\"\"\x8D\",x\n");
  EXPECT_EQ(sheet.text(),
            "1:1=caf\u00E9 1:2=\u201Cq\u201D 2:1=plain 2:2=1 3:1=\uFFFD 3:2=\uFFFD 4:1=a\"\uFFFD 4:2=x");
  EXPECT_EQ(sheet.facts.encoding, "windows-1252");
  EXPECT_EQ(sheet.facts.undecodable_rows, 2u);
  EXPECT_EQ(sheet.facts.first_undecodable_row, 3u);
}

TEST(Csv, CountsRowsOfDamagedUtf8) {
  const ReadSheet sheet = read_csv("\u00E9\u00E8\u00FC\na\xFFz,\xFE\nb\n");
  EXPECT_EQ(sheet.text(), "1:1=\u00E9\u00E8\u00FC 2:1=a\uFFFDz 2:2=\uFFFD 3:1=b");
  EXPECT_EQ(sheet.facts.undecodable_rows, 1u);
  EXPECT_EQ(sheet.facts.first_undecodable_row, 2u);
}

TEST(Csv, CountsRowsOfDamagedUtf16) {
  const ReadSheet sheet = read_csv(
      "\xFF\xFE"
      "a\0\n\0\x3D\xD8z\0\n\0b\0"s);
  EXPECT_EQ(sheet.text(), "1:1=a 2:1=\uFFFDz 3:1=b");
  EXPECT_EQ(sheet.facts.undecodable_rows, 1u);
  EXPECT_EQ(sheet.facts.first_undecodable_row, 2u);
}

TEST(Csv, NulBytesAreDropped) {
  const ReadSheet sheet = read_csv("a,b,c\n1,\0,3\n2\0,4,\"5\0\"\n"s);
  EXPECT_EQ(sheet.text(), "1:1=a 1:2=b 1:3=c 2:1=1 2:3=3 3:1=2 3:2=4 3:3=5");
  EXPECT_EQ(sheet.facts.nul_bytes, 3u);
}

TEST(Csv, NothingIsEmpty) {
  for (const std::string_view nothing : {"", "\xEF\xBB\xBF", "sep=;\n"}) {
    EXPECT_EQ(read_csv(nothing).problem.status, Status::empty) << nothing;
  }
}

TEST(Csv, AMillionColumnsAreTooMany) {
  const ReadSheet sheet = read_csv("a,b\n" + std::string(1'000'000, ','));
  EXPECT_EQ(sheet.problem.status, Status::too_large);
  EXPECT_EQ(::portcheck::testing::what_of(sheet.problem), "the number of columns");
  EXPECT_EQ(sheet.problem.row, 2u);
  EXPECT_EQ(sheet.text(), "1:1=a 1:2=b") << "rows before it stay given";
  EXPECT_EQ(read_csv(std::string(limits::kColumns - 1, ',')).problem.status, Status::ok);
  EXPECT_EQ(read_csv(std::string(limits::kColumns, ',')).problem.status, Status::too_large);
}

TEST(Csv, MoreRowsThanExcelHasAreTooMany) {
  const ReadSheet most = read_csv(std::string(limits::kRows, '\n'));
  EXPECT_EQ(most.problem.status, Status::ok);
  EXPECT_EQ(most.rows.size(), limits::kRows);
  const ReadSheet more = read_csv(std::string(limits::kRows + 1, '\n'));
  EXPECT_EQ(more.problem.status, Status::too_large);
  EXPECT_EQ(::portcheck::testing::what_of(more.problem), "the number of rows");
  EXPECT_EQ(more.rows.size(), limits::kRows);
}

TEST(Csv, TimeGrowsWithTheInputOnly) {
  // Each of these would take hours if any byte were looked at once per row or cell.
  constexpr size_t kSize = 2 << 20;
  const auto repeat = [](std::string_view piece) {
    std::string out;
    out.reserve(kSize + piece.size());
    while (out.size() < kSize) out += piece;
    return out;
  };
  for (const std::string_view piece :
       {"\"", "\"\"", "\"\n", "\"\"\n", "\n\"", "\"a,\"b\n", ",\"\n", "x", "\"\"a\n\""}) {
    EXPECT_NE(read_csv(repeat(piece)).problem.status, Status::empty) << piece;
    EXPECT_NE(read_csv("\"" + repeat(piece)).problem.status, Status::empty) << piece;
  }
}

TEST(Csv, TheSinkMayStop) {
  const Opened opened = open_csv("a\nb\nc\n");
  ReadSheet sheet;
  Collector collector(sheet, 2);
  EXPECT_EQ(opened.workbook->read(0, collector, sheet.facts).status, Status::ok);
  EXPECT_EQ(sheet.text(), "1:1=a 2:1=b");
}

TEST(Csv, MayBeReadAgain) {
  const Opened opened = open_csv("a,\"b\"\"\"\n");
  ReadSheet first, second;
  Collector one(first), two(second);
  opened.workbook->read(0, one, first.facts);
  opened.workbook->read(0, two, second.facts);
  EXPECT_EQ(first.text(), "1:1=a 1:2=b\"");
  EXPECT_EQ(second.text(), first.text());
}

}  // namespace
}  // namespace portcheck::sheet
