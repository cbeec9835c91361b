#include "sheet/xls.h"

#include <gtest/gtest.h>

#include "portcheck/limits.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/sheet/sheet_support.h"
#include "tests/shared/sheet/xls_builder.h"

namespace portcheck::sheet {
namespace {

using document::FileType;
using namespace std::string_literals;

const std::string kTextFollows = "\0\0\0\0\0\0\xFF\xFF"s;

ReadSheet read(const std::string& bytes, size_t index = 0) {
  return read_sheet(bytes, FileType::xls, index);
}
ReadSheet read_records(const std::string& records) {
  return read(XlsBuilder(records).build());
}

std::string rk(uint32_t row, uint32_t column, uint32_t value, uint32_t style = 0) {
  return record(0x27E, at(row, column, style) + little(value, 4));
}
uint32_t rk_integer(int32_t value) {
  return (static_cast<uint32_t>(value) << 2) | 2;
}
std::string bool_or_error(uint32_t row, uint32_t column, uint32_t code, uint32_t is_error) {
  return record(0x205, at(row, column) + little(code, 1) + little(is_error, 1));
}

TEST(Xls, NumbersInEveryRecord) {
  const ReadSheet sheet =
      read_records(number(0, 0, 8005551212.0) + rk(0, 1, rk_integer(-7)) + rk(0, 2, rk_integer(1234) | 1) +
                   rk(0, 3, 0x3FF80000) +
                   record(0xBD, little(1, 2) + little(2, 2) + little(0, 2) + little(rk_integer(1), 4) +
                                    little(0, 2) + little(rk_integer(2), 4) + little(3, 2)));
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.text(), "1:1=8005551212 1:2=-7 1:3=12.34 1:4=1.5 2:3=1 2:4=2");
  for (const ReadCell& cell : sheet.cells) EXPECT_EQ(cell.kind, CellKind::number);
}

TEST(Xls, TextsInEveryRecord) {
  const ReadSheet sheet =
      read(XlsBuilder(shared(0, 0, 1) + label(0, 1, "caf\xE9") +
                      record(0x204, at(0, 2) + wide97(u"\u96FB\u8A71 \U0001F4DE")) +
                      record(0xD6, at(0, 3) + text97("rich") + little(1, 2) + little(2, 2) + little(0, 2)) +
                      label(0, 4, "") + shared(0, 5, 2) + label(0, 6, "a\0b"s))
               .strings(text97("unused") + text97("shared") + text97(""))
               .build());
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.text(), "1:1=shared 1:2=caf\u00e9 1:3=\u96FB\u8A71 \U0001F4DE 1:4=rich 1:7=ab");
}

TEST(Xls, TruthsErrorsAndBlanks) {
  const ReadSheet sheet =
      read_records(bool_or_error(0, 0, 1, 0) + bool_or_error(0, 1, 0, 0) + bool_or_error(0, 2, 0x2A, 1) +
                   bool_or_error(0, 3, 0x07, 1) + bool_or_error(0, 4, 0x17, 1) + record(0x201, at(0, 5)) +
                   record(0xBE, at(0, 6) + little(0, 2) + little(7, 2)));
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.text(), "1:1=TRUE 1:2=FALSE 1:3=#N/A 1:4=#DIV/0! 1:5=#REF!");
  EXPECT_EQ(sheet.cells[1].kind, CellKind::boolean);
  EXPECT_EQ(sheet.cells[2].kind, CellKind::error);
}

TEST(Xls, FormulasGiveTheirCachedValues) {
  const std::string shared_formula = record(0x4BC, std::string(12, '\0'));
  const ReadSheet sheet = read_records(
      formula(0, 0, real(2127365014)) + formula(0, 1, "\1\0\1\0\0\0\xFF\xFF"s) +
      formula(0, 2, "\2\0\x1D\0\0\0\xFF\xFF"s) + formula(0, 3, kTextFollows) + shared_formula +
      record(0x207, text97("result")) + formula(0, 4, "\3\0\0\0\0\0\xFF\xFF"s) + formula(0, 5, kTextFollows) +
      number(0, 6, 1) + record(0x207, text97("belongs to nothing")));
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.text(), "1:1=2127365014 1:2=TRUE 1:3=#NAME? 1:4=result 1:7=1");
  EXPECT_TRUE(sheet.cells[0].formula && sheet.cells[3].formula);
  EXPECT_FALSE(sheet.cells[4].formula);
  EXPECT_EQ(sheet.cells[2].kind, CellKind::error);
}

TEST(Xls, NoNumberIsAnError) {
  const ReadSheet sheet = read_records(record(0x203, at(0, 0) + little(0x7FF0000000000000, 8)));
  EXPECT_EQ(sheet.text(), "1:1=#NUM!");
}

TEST(Xls, ATableOfStringsGoesOnInFurtherRecords) {
  // Split within a string, within its characters at another width, and between two strings.
  const std::string table = record(0xFC, little(4, 4) + little(4, 4) + little(6, 2) + "\0ab"s) +
                            record(0x3C, "\1c\0d\0"s) + record(0x3C, "\0ef"s + text97("second")) +
                            record(0x3C, wide97(u"\U0001F4DE").substr(0, 5)) +
                            record(0x3C, "\1"s + "\xDE\xDC"s + text97("last"));
  const ReadSheet sheet =
      read(XlsBuilder(shared(0, 0, 0) + shared(0, 1, 1) + shared(0, 2, 2) + shared(0, 3, 3))
               .global(table)
               .build());
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.text(), "1:1=abcdef 1:2=second 1:3=\U0001F4DE 1:4=last");
}

TEST(Xls, FormatsAndReadingAidsOfStringsAreLeftOut) {
  const std::string both = little(2, 2) + "\x0C" + little(3, 2) + little(5, 4) + "ab" +
                           std::string(4 * 3, 'r') + std::string(5, 'p');
  const ReadSheet sheet =
      read(XlsBuilder(shared(0, 0, 0) + shared(0, 1, 1)).strings(both + text97("next")).build());
  EXPECT_EQ(sheet.text(), "1:1=ab 1:2=next");
}

TEST(Xls, ATableOfStringsThatLiesIsDamaged) {
  const std::string lies = record(
      0xFC, little(0xFFFFFFFF, 4) + little(0xFFFFFFFF, 4) + text97("real") + little(0xFFFF, 2) + "\0x"s);
  ReadSheet sheet = read(XlsBuilder(shared(0, 0, 0) + shared(1, 0, 1)).global(lies).build());
  EXPECT_EQ(sheet.text(), "1:1=real");
  EXPECT_EQ(sheet.problem.status, Status::damaged);
  EXPECT_EQ(sheet.problem.row, 2u);
  const std::string phonetic =
      record(0xFC, little(0, 8) + little(1, 2) + "\4"s + little(0xFFFFFFFF, 4) + "x");
  sheet = read(XlsBuilder(shared(0, 0, 0)).global(phonetic).build());
  EXPECT_EQ(sheet.problem.status, Status::damaged);
}

std::string style(uint32_t format) {
  return record(0xE0, little(0, 2) + little(format, 2) + std::string(16, '\0'));
}
std::string number_format(uint32_t id, const std::string& code) {
  return record(0x41E, little(id, 2) + text97(code));
}

TEST(Xls, NumbersWithADateFormatAreDates) {
  XlsBuilder file(number(0, 0, 46298, 0) + number(0, 1, 46298, 1) + number(0, 2, 46298.5, 2) +
                  number(0, 3, 46298, 3) + number(0, 4, 46298, 4) + rk(0, 5, rk_integer(46298), 2) +
                  formula(0, 6, real(46298)) + number(0, 7, 46298, 99));
  file.global(number_format(164, "yyyy\\-mm\\-dd") + number_format(165, "[Red]0") + number_format(22, "0"));
  file.global(style(0) + style(14) + style(164) + style(165) + style(22));
  const ReadSheet sheet = read(file.build());
  EXPECT_EQ(sheet.text(),
            "1:1=46298 1:2=2026-10-03 1:3=2026-10-03 12:00:00 1:4=46298 1:5=46298 1:6=2026-10-03 "
            "1:7=46298 1:8=46298");
  EXPECT_EQ(sheet.cells[1].kind, CellKind::date);
  const ReadSheet mac = read(file.global(record(0x22, little(1, 2))).build());
  EXPECT_EQ(mac.cells[1].text, "2030-10-04");
}

TEST(Xls, SheetsAreWorksheetsAndMayBeHidden) {
  XlsBuilder file;
  file.sheet({"Chart", "", 0, 2})
      .sheet({"First", label(0, 0, "1")})
      .sheet({"Hidden", label(0, 0, "2"), 1})
      .sheet({"Very hidden", label(0, 0, "3"), 2});
  const ReadSheet sheet = read(file.build(), 2);
  ASSERT_EQ(sheet.sheets.size(), 3u);
  EXPECT_EQ(sheet.sheets[0].name, "First");
  EXPECT_FALSE(sheet.sheets[0].hidden);
  EXPECT_TRUE(sheet.sheets[1].hidden && sheet.sheets[2].hidden);
  EXPECT_EQ(sheet.text(), "1:1=3");
  EXPECT_FALSE(sheet.facts.macros);
}

TEST(Xls, MacrosAreNoticed) {
  const std::string cell = label(0, 0, "x");
  EXPECT_TRUE(read(XlsBuilder(cell).with("_VBA_PROJECT_CUR", "").build()).facts.macros);
  EXPECT_TRUE(read(XlsBuilder(cell).global(record(0xD3, "")).build()).facts.macros);
  EXPECT_TRUE(read(XlsBuilder(cell).sheet({"Macro1", "", 0, 1}).build()).facts.macros);
  EXPECT_TRUE(read(XlsBuilder(cell).sheet({"Module1", "", 0, 6}).build()).facts.macros);
  EXPECT_FALSE(read(XlsBuilder(cell).with("\x05SummaryInformation", "").build()).facts.macros);
}

TEST(Xls, OnlyChartsAreNoSheet) {
  EXPECT_EQ(read(XlsBuilder().sheet({"Chart", "", 0, 2}).build()).problem.status, Status::empty);
}

std::string row_info(uint32_t row, uint32_t flags) {
  return record(0x208, little(row, 2) + std::string(10, '\0') + little(flags, 4));
}
std::string column_info(uint32_t first, uint32_t last, uint32_t flags) {
  return record(0x7D, little(first, 2) + little(last, 2) + little(0, 4) + little(flags, 2) + little(0, 2));
}

TEST(Xls, HiddenRowsAndColumnsAreNoticed) {
  const ReadSheet sheet =
      read_records(column_info(0, 0, 0) + column_info(1, 2, 1) + row_info(0, 0) + row_info(1, 0x20) +
                   row_info(2, 0x20) + label(0, 0, "a") + label(0, 1, "b") + label(1, 0, "c"));
  EXPECT_EQ(sheet.hidden_rows, std::vector<uint32_t>{2});
  EXPECT_EQ(sheet.facts.hidden_rows, 1u) << "the other has no data";
  EXPECT_EQ(sheet.facts.hidden_columns, 1u);
}

TEST(Xls, HidingEverythingAgainAndAgainCostsNothing) {
  std::string records;
  for (int i = 0; i < 100'000; ++i) records += column_info(0, 0xFFFE, 1);
  EXPECT_EQ(read_records(records + label(0, 0, "a")).facts.hidden_columns, 1u);
}

TEST(Xls, AChartWithinASheetIsLeftOut) {
  const ReadSheet sheet =
      read_records(label(0, 0, "before") + XlsBuilder::bof(0x600, 0x20) + label(1, 0, "in the chart") +
                   record(0x0A, "") + label(2, 0, "behind"));
  EXPECT_EQ(sheet.text(), "1:1=before 3:1=behind");
}

TEST(Xls, DisorderIsPutInOrder) {
  const ReadSheet sheet = read_records(label(5, 1, "f") + label(0, 3, "b") + label(5, 0, "e") +
                                       label(0, 0, "a") + label(2, 0, "c") + label(5, 1, "g"));
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.text(), "1:1=a 1:4=b 3:1=c 6:1=e 6:2=g");
  EXPECT_EQ(sheet.rows, (std::vector<uint32_t>{1, 3, 6}));
  EXPECT_EQ(sheet.widths, (std::vector<uint32_t>{4, 1, 2}));
}

TEST(Xls, TheSinkMayStop) {
  const std::string bytes = XlsBuilder(label(0, 0, "a") + label(1, 0, "b")).build();
  const Opened opened = open_xls(bytes);
  ReadSheet sheet;
  Collector collector(sheet, 1);
  EXPECT_EQ(opened.workbook->read(0, collector, sheet.facts).status, Status::ok);
  EXPECT_EQ(sheet.text(), "1:1=a");
}

TEST(Xls, PasswordsAreNamed) {
  const ReadSheet sheet = read(XlsBuilder("garbage").global(record(0x2F, std::string(54, 'k'))).build());
  EXPECT_EQ(sheet.problem.status, Status::encrypted);
}

TEST(Xls, Excel95WritesOneByteACharacter) {
  const auto label95 = [](uint32_t row, const std::string& text) {
    return record(0x204, at(row, 0) + little(text.size(), 2) + text);
  };
  XlsBuilder file;
  file.excel95().sheet(
      {"Stra\xDF"
       "e",
       label95(0, "plain") + label95(1, "\x80 caf\xE9") + formula(2, 0, kTextFollows) +
           record(0x207, little(1, 2) + "r")});
  ReadSheet sheet = read(file.build());
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.sheets[0].name, "Stra\u00dfe");
  EXPECT_EQ(sheet.text(), "1:1=plain 2:1=\u20ac caf\u00e9 3:1=r");
  EXPECT_EQ(sheet.facts.undecodable_rows, 0u);
  sheet = read(file.global(record(0x42, little(1251, 2))).build());
  EXPECT_EQ(sheet.text(), "1:1=plain 2:1=\uFFFD caf\uFFFD 3:1=r") << "another code page";
  EXPECT_EQ(sheet.facts.undecodable_rows, 1u);
  EXPECT_EQ(sheet.facts.first_undecodable_row, 2u);
}

TEST(Xls, SheetsOfExcel2WithoutAContainer) {
  const auto head = [](uint32_t row, uint32_t column, int style = 0) {
    return little(row, 2) + little(column, 2) + static_cast<char>(style) + std::string(2, '\0');
  };
  const std::string bytes =
      record(0x09, little(2, 2) + little(0x10, 2)) + record(0x1E, little(1, 1) + "0") +
      record(0x1E, little(6, 1) + "d/m/yy") + record(0x43, std::string("\0\0\1\0", 4)) +
      record(0x24, little(1, 1) + little(1, 1) + little(0, 2)) +
      record(0x04, head(0, 0) + little(5, 1) + "label") + record(0x03, head(0, 1) + real(8005551212.0)) +
      record(0x02, head(0, 2) + little(40'000, 2)) + record(0x05, head(0, 3) + "\1\0"s) +
      record(0x06, head(0, 4) + real(5) + std::string(4, '\0')) +
      record(0x06, head(0, 5) + kTextFollows + std::string(4, '\0')) + record(0x07, little(4, 1) + "text") +
      record(0x0A, "");
  const ReadSheet sheet = read(bytes);
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.text(), "1:1=label 1:2=8005551212 1:3=2009-07-06 1:4=TRUE 1:5=1900-01-05 1:6=text")
      << "the only style shows dates, of which the year 9999 is the last";
  EXPECT_EQ(sheet.facts.hidden_columns, 1u);
}

TEST(Xls, SheetsOfExcel4WithoutAContainer) {
  const std::string bytes =
      record(0x409, little(0, 2) + little(0x10, 2) + little(0, 2)) +
      record(0x41E, little(0, 2) + little(1, 1) + "0") + record(0x41E, little(0, 2) + little(4, 1) + "yyyy") +
      record(0x443, std::string("\0\0", 2)) + record(0x443, std::string("\0\1", 2)) +
      record(0x204, at(0, 0) + little(2, 2) + "ab") + number(0, 1, 46298, 1) + number(0, 2, 46298, 0) +
      record(0x406, at(0, 3) + real(7) + std::string(4, '\0')) + record(0x0A, "");
  EXPECT_EQ(read(bytes).text(), "1:1=ab 1:2=2026-10-03 1:3=46298 1:4=7");
}

TEST(Xls, AWorkbookOfExcel4IsNotRead) {
  EXPECT_EQ(read(record(0x409, little(0, 2) + little(0x100, 2) + little(0, 2))).problem.status,
            Status::unsupported);
}

TEST(Xls, WhatIsBrokenIsNamedAfterTheRowsBefore) {
  const std::string before = label(0, 0, "a");
  for (const auto& [records, what] :
       {std::pair(record(0x203, at(1, 0) + "1234"), "a cell"),
        {record(0x27E, at(1, 0) + "1"), "a cell"},
        {record(0x203, at(1, 0).substr(0, 5)), "a cell"},
        {record(0x204, at(1, 0) + little(9, 2) + "\0short"s), "a cell's text"},
        {formula(1, 0, kTextFollows) + record(0x207, little(9, 2) + "\0short"s), "a formula's text"},
        {shared(1, 0, 0), "a shared string's number"}}) {
    const ReadSheet sheet = read_records(before + records);
    EXPECT_EQ(sheet.problem.status, Status::damaged) << what;
    EXPECT_EQ(::portcheck::testing::what_of(sheet.problem), what);
    EXPECT_EQ(sheet.problem.row, 2u) << what;
    EXPECT_EQ(sheet.text(), "1:1=a") << what;
  }
}

TEST(Xls, ASheetWithoutEndIsDamaged) {
  const std::string whole = XlsBuilder(label(0, 0, "a") + label(1, 0, "b")).records();
  const ReadSheet sheet = read(OleBuilder().stream("Workbook", whole.substr(0, whole.size() - 4)).build());
  EXPECT_EQ(sheet.text(), "1:1=a 2:1=b");
  EXPECT_EQ(sheet.problem.status, Status::damaged);
}

TEST(Xls, SheetsThatBeginNowhereOrWithinAnotherAreDamaged) {
  const auto listed_at = [](uint32_t place) {
    return record(0x85, little(place, 4) + little(0, 2) + text97("odd", 1));
  };
  for (const uint32_t place : {0xFFFFFFFFu, 7u, 100'000u}) {
    EXPECT_EQ(read(XlsBuilder(label(0, 0, "a")).global(listed_at(place)).build()).problem.status,
              Status::damaged)
        << place;
  }
}

TEST(Xls, BoundsAreNamed) {
  EXPECT_EQ(read_records(number(0, 16'384, 1)).problem.status, Status::too_large);
  EXPECT_EQ(read_records(number(0, 16'383, 1)).cells.size(), 1u);
  std::string crowd;
  for (uint32_t i = 0; i < 2 * limits::kColumns + 2; ++i) crowd += number(0, 0, i);
  EXPECT_EQ(read_records(crowd).problem.status, Status::too_large);
  XlsBuilder many;
  for (uint32_t i = 0; i <= limits::kSheets; ++i) many.sheet({"s", ""});
  EXPECT_EQ(read(many.build()).problem.status, Status::too_large);
}

TEST(Xls, LongTextsAreCut) {
  const std::u16string text(50'000, u'\u96FB');
  std::string table = little(0, 8) + little(text.size(), 2) + "\1";
  std::string records;
  for (const char16_t unit : text) {
    table += little(unit, 2);
    if (table.size() < 8'000) continue;
    records += record(records.empty() ? 0xFC : 0x3C, table);
    table = "\1";
  }
  const ReadSheet sheet = read(XlsBuilder(shared(0, 0, 0)).global(records + record(0x3C, table)).build());
  ASSERT_EQ(sheet.cells.size(), 1u) << ::portcheck::testing::what_of(sheet.problem);
  EXPECT_EQ(sheet.facts.cut_cells, 1u);
  EXPECT_LE(sheet.cells[0].text.size(), limits::kCellBytes);
}

TEST(Xls, CutAnywhereItIsReadOrRefusedNeverACrash) {
  const std::string whole = XlsBuilder(shared(0, 0, 0) + label(1, 0, "b") + formula(2, 0, kTextFollows) +
                                       record(0x207, text97("c")))
                                .strings(text97("a"))
                                .global(number_format(164, "yyyy") + style(164))
                                .records();
  for (size_t size = 0; size < whole.size(); ++size) read(whole.substr(0, size));
  const std::string file = OleBuilder().stream("Workbook", whole).build();
  for (size_t size = 0; size < file.size(); size += 64) read(file.substr(0, size));
  EXPECT_EQ(read("").problem.status, Status::damaged);
  EXPECT_EQ(read(OleBuilder().stream("Other", whole).build()).problem.status, Status::damaged);
}

}  // namespace
}  // namespace portcheck::sheet
