#include "sheet/xlsx_writer.h"

#include <gtest/gtest.h>

#include "archive/zip.h"
#include "document/file_type.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/sheet/sheet_support.h"

namespace portcheck::sheet {
namespace {

std::string part(const std::string& bytes, std::string_view name) {
  archive::Zip zip;
  zip.open(bytes);
  const archive::ZipEntry* entry = zip.find(name);
  archive::Buffer out;
  if (entry == nullptr || zip.read(*entry, out).status != archive::ZipStatus::ok) return "";
  return std::string(out.view());
}

std::string workbook_of(const std::vector<Cell>& cells, SheetLayout layout = {}) {
  XlsxWriter xlsx;
  xlsx.begin_sheet(std::move(layout));
  xlsx.row(cells);
  std::string bytes;
  EXPECT_TRUE(xlsx.finish(bytes));
  return bytes;
}

SheetLayout without_header() {
  SheetLayout layout;
  layout.header_row = 0;
  return layout;
}

TEST(XlsxWriter, IsAWorkbookByItsContent) {
  const std::string bytes = workbook_of({{"a", 1}});
  EXPECT_EQ(document::detect_file_type(bytes, "x"), document::FileType::xlsx);
  EXPECT_EQ(bytes.substr(30, 19), "[Content_Types].xml");
}

TEST(XlsxWriter, IsReadBackEqual) {
  const std::vector<std::string> texts = {"plain",
                                          " spaces ",
                                          "<&>\"'",
                                          "two\nlines",
                                          "a\r\nb",
                                          "\t",
                                          "_x000D_",
                                          "_x_",
                                          "_x00",
                                          "=1+1",
                                          "'=1",
                                          "+1 212",
                                          "na\xC3\xAFve \xF0\x9F\x98\x80",
                                          std::string("\x01\x02\x1F", 3),
                                          "\xEF\xBF\xBE\xEF\xBF\xBF",
                                          "]]>",
                                          "\x7F",
                                          "_x005F_x000D_",
                                          "007",
                                          "1e5"};
  std::vector<Cell> cells;
  for (size_t i = 0; i < texts.size(); ++i) cells.push_back({texts[i], static_cast<uint32_t>(2 * i + 1)});
  const ReadSheet sheet = read_sheet(workbook_of(cells, without_header()), document::FileType::xlsx);
  ASSERT_EQ(sheet.problem.status, Status::ok) << ::portcheck::testing::what_of(sheet.problem);
  ASSERT_EQ(sheet.cells.size(), texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(sheet.cells[i].text, texts[i]);
    EXPECT_EQ(sheet.cells[i].column, 2 * i + 1);
    EXPECT_EQ(sheet.cells[i].kind, CellKind::text);
    EXPECT_FALSE(sheet.cells[i].formula);
  }
}

TEST(XlsxWriter, KeepsNumbersAndTruthValuesAndNothingElse) {
  const std::vector<Cell> cells = {{"8.005551212E9", 1, CellKind::number}, {"-0.5", 2, CellKind::number},
                                   {"TRUE", 3, CellKind::boolean},         {"FALSE", 4, CellKind::boolean},
                                   {"2026-11-22", 5, CellKind::date},      {"#N/A", 6, CellKind::error},
                                   {"1<2", 7, CellKind::number},           {"+5", 8, CellKind::number},
                                   {"1e9999", 9, CellKind::number},        {"1.", 10, CellKind::number},
                                   {"12", 11, CellKind::number, true}};
  const ReadSheet sheet = read_sheet(workbook_of(cells, without_header()), document::FileType::xlsx);
  ASSERT_EQ(sheet.cells.size(), cells.size());
  const CellKind kinds[] = {CellKind::number, CellKind::number, CellKind::boolean, CellKind::boolean,
                            CellKind::text,   CellKind::text,   CellKind::text,    CellKind::text,
                            CellKind::text,   CellKind::text,   CellKind::number};
  for (size_t i = 0; i < cells.size(); ++i) {
    EXPECT_EQ(sheet.cells[i].text, cells[i].text);
    EXPECT_EQ(sheet.cells[i].kind, kinds[i]) << cells[i].text;
    EXPECT_FALSE(sheet.cells[i].formula);
  }
}

TEST(XlsxWriter, CutsWhatNoCellHolds) {
  std::string smileys;
  for (int i = 0; i < 16'384; ++i) smileys += "\xF0\x9F\x98\x80";  // two units each
  const std::string ascii(40'000, 'x');
  XlsxWriter xlsx;
  xlsx.begin_sheet({});
  xlsx.row(std::vector<Cell>{{ascii, 1}, {smileys, 2}, {"fits", 3}});
  EXPECT_EQ(xlsx.cut_cells(), 2u);
  std::string bytes;
  EXPECT_TRUE(xlsx.finish(bytes));
  const ReadSheet sheet = read_sheet(bytes, document::FileType::xlsx);
  EXPECT_EQ(sheet.cells.at(0).text.size(), 32'767u);
  EXPECT_EQ(sheet.cells.at(1).text.size(), 4u * 16'383);
}

TEST(XlsxWriter, NamesSheetsAsProgramsTakeThem) {
  XlsxWriter xlsx;
  for (const char* name : {"A/B:C[1]*?\\", "'quoted'", "", "history", "same", "SAME", "<&>\"",
                           "a name that is much longer than sheets may be named"}) {
    SheetLayout layout;
    layout.name = name;
    xlsx.begin_sheet(std::move(layout));
  }
  std::string bytes;
  EXPECT_TRUE(xlsx.finish(bytes));
  const ReadSheet sheet = read_sheet(bytes, document::FileType::xlsx);
  std::vector<std::string> names;
  for (const SheetInfo& info : sheet.sheets) names.push_back(info.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"A_B_C_1____", "quoted", "Sheet", "Sheet 4", "same", "SAME 6", "<&>\"",
                                      "a name that is much longer tha"
                                      "n"}));
}

TEST(XlsxWriter, HidesSheets) {
  XlsxWriter xlsx;
  xlsx.begin_sheet({});
  SheetLayout layout;
  layout.hidden = true;
  xlsx.begin_sheet(std::move(layout));
  std::string bytes;
  EXPECT_TRUE(xlsx.finish(bytes));
  const ReadSheet sheet = read_sheet(bytes, document::FileType::xlsx);
  EXPECT_FALSE(sheet.sheets.at(0).hidden);
  EXPECT_TRUE(sheet.sheets.at(1).hidden);
}

TEST(XlsxWriter, FreezesAFewRowsOnly) {
  SheetLayout layout;
  layout.header_row = 3;
  EXPECT_NE(part(workbook_of({}, layout), "xl/worksheets/sheet1.xml").find("ySplit=\"3\" topLeftCell=\"A4\""),
            std::string::npos);
  layout.header_row = 30;
  EXPECT_EQ(part(workbook_of({}, layout), "xl/worksheets/sheet1.xml").find("ySplit"), std::string::npos);
}

TEST(XlsxWriter, QuotesWhatLooksLikeAFormula) {
  const std::string sheet =
      part(workbook_of({{"=1+1", 1}, {"plain", 2}}, without_header()), "xl/worksheets/sheet1.xml");
  EXPECT_NE(sheet.find("<c r=\"A1\" s=\"3\" t=\"inlineStr\">"), std::string::npos) << sheet;
  EXPECT_NE(sheet.find("<c r=\"B1\" s=\"2\" t=\"inlineStr\">"), std::string::npos) << sheet;
  EXPECT_EQ(sheet.find("<f>"), std::string::npos);
}

TEST(XlsxWriter, WritesNotesAndLists) {
  SheetLayout layout;
  layout.columns = {{12, "what goes in & what not"}, {0, {}}};
  XlsxWriter xlsx;
  xlsx.begin_sheet(std::move(layout));
  xlsx.row(std::vector<Cell>{{"a", 1}});
  xlsx.choices({2, 2, 100, "Lists", 27});
  std::string bytes;
  EXPECT_TRUE(xlsx.finish(bytes));
  EXPECT_NE(part(bytes, "xl/comments1.xml").find("<comment ref=\"A1\""), std::string::npos);
  EXPECT_NE(part(bytes, "xl/comments1.xml").find("what goes in &amp; what not"), std::string::npos);
  EXPECT_NE(part(bytes, "xl/drawings/vmlDrawing1.vml").find("<x:Column>0</x:Column>"), std::string::npos);
  EXPECT_NE(part(bytes, "xl/worksheets/sheet1.xml").find("sqref=\"B2:B100\"><formula1>'Lists'!$A$1:$A$27<"),
            std::string::npos);
  EXPECT_NE(part(bytes, "[Content_Types].xml").find("/xl/comments1.xml"), std::string::npos);
}

}  // namespace
}  // namespace portcheck::sheet
