#include <gtest/gtest.h>

#include "portcheck/limits.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/sheet/ods_builder.h"
#include "tests/shared/sheet/sheet_support.h"

namespace portcheck::sheet {
namespace {

using document::FileType;

constexpr const char* kString = "office:value-type='string'";

ReadSheet read_ods(const std::string& bytes, size_t index = 0) {
  return read_sheet(bytes, FileType::ods, index);
}
ReadSheet read_rows(const std::string& rows) {
  return read_ods(ods_with_rows(rows));
}

std::string text_row(const std::string& text) {
  return ods_cell(kString, "<text:p>" + text + "</text:p>");
}

struct Value {
  const char* attributes;
  const char* shown;
  const char* text;
  CellKind kind;
};

TEST(OdsValues, AreThoseOfTheFile) {
  const Value values[] = {
      {"office:value-type='float' office:value='8005551212'", "800-555-1212", "8005551212", CellKind::number},
      {"office:value-type='float' office:value='8.005551212E9'", "8.01E+09", "8.005551212E9",
       CellKind::number},
      {"office:value-type='percentage' office:value='0.125'", "12.5%", "0.125", CellKind::number},
      {"office:value-type='currency' office:currency='USD' office:value='12'", "$12.00", "12",
       CellKind::number},
      {"office:value-type='boolean' office:boolean-value='true'", "YES", "TRUE", CellKind::boolean},
      {"office:value-type='boolean' office:boolean-value='false'", "NO", "FALSE", CellKind::boolean},
      {"office:value-type='date' office:date-value='2026-10-03'", "10/03/26", "2026-10-03", CellKind::date},
      {"office:value-type='date' office:date-value='2026-10-03T14:05:00'", "3 Oct", "2026-10-03 14:05:00",
       CellKind::date},
      {"office:value-type='date' office:date-value='2026-10-03T00:00:00'", "3 Oct", "2026-10-03",
       CellKind::date},
      {"office:value-type='date' office:date-value='2026-12-31T23:59:59.9999'", "x", "2027-01-01",
       CellKind::date},
      {"office:value-type='date' office:date-value='soon'", "3 Oct", "3 Oct", CellKind::date},
      {"office:value-type='time' office:time-value='PT14H05M00S'", "2 pm", "14:05:00", CellKind::date},
      {"office:value-type='time' office:time-value='PT30H05M01.5S'", "30:05", "30:05:02", CellKind::date},
      {"office:value-type='time' office:time-value='PT5M'", "0:05", "00:05:00", CellKind::date},
      {"office:value-type='time' office:time-value='PT100H'", "100 hours", "100 hours", CellKind::date},
      {"office:value-type='string'", "shown", "shown", CellKind::text},
      {"office:value-type='string' office:string-value='Ben &amp; Jerry'", "B&amp;J", "Ben & Jerry",
       CellKind::text},
      {"office:value-type='string' office:string-value='' calcext:value-type='error'", "#N/A", "#N/A",
       CellKind::error},
      {"office:value-type='float'", "12 pieces", "12 pieces", CellKind::text},
      {"", "no type", "no type", CellKind::text},
      {"office:value-type='void'", "void", "void", CellKind::text},
  };
  for (const Value& value : values) {
    const ReadSheet sheet =
        read_rows(ods_cell(value.attributes, std::string("<text:p>") + value.shown + "</text:p>"));
    ASSERT_EQ(sheet.cells.size(), 1u) << value.attributes;
    EXPECT_EQ(sheet.cells[0].text, value.text) << value.attributes;
    EXPECT_EQ(sheet.cells[0].kind, value.kind) << value.attributes;
    EXPECT_FALSE(sheet.cells[0].formula);
  }
}

TEST(OdsValues, FormulasAreMarked) {
  const ReadSheet sheet = read_rows(
      ods_cell("table:formula='of:=1+1' office:value-type='float' office:value='2'", "<text:p>2</text:p>"));
  ASSERT_EQ(sheet.text(), "1:1=2");
  EXPECT_TRUE(sheet.cells[0].formula);
}

TEST(OdsValues, BooleansOfExcelAreFormulasInLibreOffice) {
  const std::string one = "office:value-type='float' office:value='1' table:formula=";
  EXPECT_EQ(read_rows(ods_cell(one + "'of:=TRUE()'")).text(), "1:1=TRUE");
  EXPECT_EQ(read_rows(ods_cell(one + "'of:=AND(TRUE())'")).text(), "1:1=1");
  EXPECT_EQ(
      read_rows(ods_cell("office:value-type='float' office:value='0' table:formula='of:=FALSE()'")).text(),
      "1:1=FALSE");
}

TEST(OdsText, IsPutTogether) {
  const std::pair<const char*, const char*> texts[] = {
      {"<text:p>one</text:p><text:p>two</text:p>", "one\ntwo"},
      {"<text:p/><text:p>two</text:p><text:p/>", "\ntwo\n"},
      {"<text:p>a<text:s/>b<text:s text:c='3'/>c</text:p>", "a b   c"},
      {"<text:p><text:s text:c='2'/>a</text:p>", "  a"},
      {"<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"},
      {"<text:p>half <text:span>bold</text:span> &lt;<text:a xlink:href='x'>link</text:a></text:p>",
       "half bold <link"},
      {"<text:p>a<!-- no -->b<![CDATA[<c>]]></text:p>", "ab<c>"},
      {"<text:p>a<text:note><text:p>foot</text:p></text:note>b</text:p>", "ab"},
      {"<office:annotation><text:p>a remark</text:p></office:annotation><text:p>a</text:p>", "a"},
      {"<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame><text:p>a</text:p>", "a"},
      {"<text:p>\xE9\x9B\xBB&#x1F4DE;</text:p>", "\xE9\x9B\xBB\xF0\x9F\x93\x9E"},
      {" \n<text:p> a </text:p>\n ", " a "},
  };
  for (const auto& [content, expected] : texts) {
    const ReadSheet sheet = read_rows(ods_cell(kString, content));
    ASSERT_EQ(sheet.cells.size(), 1u) << content;
    EXPECT_EQ(sheet.cells[0].text, expected) << content;
  }
}

TEST(OdsText, MayHaveMoreSpacesThanTheirElementHasBytes) {
  EXPECT_EQ(read_rows(text_row("a<s c='12'/>bcd")).text(), "1:1=a" + std::string(12, ' ') + "bcd");
  const ReadSheet sheet = read_rows(
      text_row("&amp;<text:s text:c='60'/>b<text:tab/>&amp;<text:s text:c='3'/>c") + text_row("next"));
  EXPECT_EQ(sheet.text(), "1:1=&" + std::string(60, ' ') + "b\t&   c 2:1=next");
}

TEST(OdsText, NeverOutgrowsTheCellsMarkup) {
  for (const std::string count : {"300", "999999999", "99999999999999"}) {
    const ReadSheet sheet = read_rows(text_row("a<text:s text:c='" + count + "'/>b") + text_row("next"));
    ASSERT_EQ(sheet.cells.size(), 2u);
    const std::string& text = sheet.cells[0].text;
    EXPECT_EQ(text, "a" + std::string(text.size() - 2, ' ') + "b");
    EXPECT_GE(text.size(), 60u);
    EXPECT_EQ(sheet.cells[1].text, "next");
  }
}

TEST(OdsText, PastTheBoundOfACellIsCut) {
  const ReadSheet sheet = read_rows(text_row(std::string(limits::kCellBytes + 5, 'x')) + text_row("next"));
  ASSERT_EQ(sheet.cells.size(), 2u);
  EXPECT_EQ(sheet.cells[0].text.size(), limits::kCellBytes);
  EXPECT_EQ(sheet.facts.cut_cells, 1u);
  EXPECT_EQ(sheet.facts.first_cut_row, 1u);
}

TEST(OdsRows, AreCountedThroughRepeatsGroupsAndCoveredCells) {
  const ReadSheet sheet = read_rows(
      "<table:title>t</table:title><table:shapes><table:table><table:table-row/></table:table></table:shapes>"
      "<table:table-header-rows>" +
      text_row("1") +
      "</table:table-header-rows>"
      "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
      "<table:table-row-group><table:table-row-group>" +
      text_row("5") +
      "</table:table-row-group></table:table-row-group>"
      "<text:soft-page-break/>"
      "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2'/>"
      "<table:table-cell office:value-type='float' office:value='7' table:number-columns-repeated='2'/>"
      "<table:covered-table-cell table:number-columns-repeated='2'/>"
      "<table:covered-table-cell office:value-type='float' office:value='9'/></table:table-row>");
  EXPECT_EQ(sheet.problem.status, Status::ok);
  EXPECT_EQ(sheet.text(), "1:1=1 5:1=5 6:3=7 6:4=7 6:7=9 7:3=7 7:4=7 7:7=9");
  EXPECT_EQ(sheet.widths, (std::vector<uint32_t>{1, 1, 7, 7}));
}

TEST(OdsRows, RepeatedNoTimesOrNonsenseAreThereOnce) {
  const std::string one = "office:value-type='float' office:value='1' table:number-columns-repeated=";
  for (const char* count : {"'0'", "''", "'-3'", "'two'"})
    EXPECT_EQ(read_rows(ods_cell(one + count)).text(), "1:1=1") << count;
}

TEST(OdsRows, HiddenOnesAndHiddenColumnsAreNoticed) {
  const ReadSheet sheet = read_rows(
      "<table:table-column/><table:table-column-group><table:table-column table:visibility='collapse' "
      "table:number-columns-repeated='2'/></table:table-column-group><table:table-column/>"
      "<table:table-column table:visibility='filter' table:number-columns-repeated='99999999999'/>"
      "<table:table-row table:visibility='filter' table:number-rows-repeated='2'><table:table-cell/>"
      "<table:table-cell office:value-type='float' office:value='7' table:number-columns-repeated='3'/>"
      "</table:table-row><table:table-row table:visibility='visible'><table:table-cell/>"
      "<table:table-cell office:value-type='float' office:value='8'/></table:table-row>");
  EXPECT_EQ(sheet.hidden_rows, (std::vector<uint32_t>{1, 2}));
  EXPECT_EQ(sheet.facts.hidden_rows, 2u);
  EXPECT_EQ(sheet.facts.hidden_columns, 2u);  // B and C; D is shown, E has no data
}

TEST(OdsRows, RepeatedToTheEndOfTheSheetAndBeyondCostNothingWhenEmpty) {
  const ReadSheet sheet =
      read_rows(text_row("first") +
                "<table:table-row table:number-rows-repeated='1048000'><table:table-cell "
                "table:number-columns-repeated='16384'/></table:table-row>"
                "<table:table-row table:number-rows-repeated='99999999999999'/><table:table-row/>");
  EXPECT_EQ(sheet.problem.status, Status::ok);
  EXPECT_EQ(sheet.text(), "1:1=first");
}

TEST(OdsRows, AMillionEqualOnesAreGiven) {
  const ReadSheet sheet = read_rows(
      "<table:table-row table:number-rows-repeated='1048576'><table:table-cell "
      "office:value-type='boolean' office:boolean-value='true'/></table:table-row>");
  EXPECT_EQ(sheet.problem.status, Status::ok);
  EXPECT_EQ(sheet.rows.size(), limits::kRows);
  EXPECT_EQ(sheet.rows.back(), limits::kRows);
}

class CountingSink final : public RowSink {
 public:
  bool row(const Row& row) override {
    ++rows;
    for (const Cell& cell : row.cells) bytes += cell.text.size() + 1;
    return true;
  }
  uint64_t rows = 0;
  uint64_t bytes = 0;
};

TEST(OdsBounds, OfWhatRepeatsMayAdd) {
  const std::string cell = "<table:table-cell office:value-type='float' office:value='1'";
  const std::string repeated[] = {
      // a full row a million times
      "<table:table-row table:number-rows-repeated='1048570'>" + cell +
          " table:number-columns-repeated='16384'/></table:table-row>",
      // many rows that each repeat one cell
      [&cell] {
        std::string rows;
        for (int i = 0; i < 2100; ++i)
          rows += "<table:table-row>" + cell + " table:number-columns-repeated='16384'/></table:table-row>";
        return rows;
      }(),
  };
  for (const std::string& rows : repeated) {
    const std::string bytes = ods_with_rows(text_row("first") + rows);
    const Opened opened = open_workbook(bytes, FileType::ods);
    ASSERT_NE(opened.workbook, nullptr);
    CountingSink sink;
    ReadFacts facts;
    const Problem problem = opened.workbook->read(0, sink, facts);
    EXPECT_EQ(problem.status, Status::too_large);
    EXPECT_EQ(::portcheck::testing::what_of(problem), "content.xml: what is repeated in it");
    EXPECT_GE(sink.rows, 1u);
    EXPECT_LE(sink.bytes, limits::kRepeatedBytes + bytes.size());
  }
}

TEST(OdsBounds, OfTheSheet) {
  const ReadSheet columns = read_rows(
      "<table:table-row><table:table-cell table:number-columns-repeated='16384'/><table:table-cell "
      "office:value-type='float' office:value='1'/></table:table-row>");
  EXPECT_EQ(::portcheck::testing::what_of(columns.problem), "content.xml: the number of columns");
  const ReadSheet repeated =
      read_rows(ods_cell("office:value-type='float' office:value='1' table:number-columns-repeated='16385'"));
  EXPECT_EQ(::portcheck::testing::what_of(repeated.problem), "content.xml: the number of columns");
  const ReadSheet rows =
      read_rows("<table:table-row table:number-rows-repeated='1048576'/>" + text_row("below the last"));
  EXPECT_EQ(::portcheck::testing::what_of(rows.problem), "content.xml: the number of rows");
  EXPECT_EQ(rows.problem.status, Status::too_large);
  std::string tables;
  for (uint32_t i = 0; i <= limits::kSheets; ++i) tables += "<table:table/>";
  const ReadSheet last = read_ods(ods_package(ods_content(tables)), limits::kSheets - 1);
  EXPECT_EQ(::portcheck::testing::what_of(last.problem), "the number of sheets");
}

TEST(OdsSheets, HaveNamesAndMayBeHidden) {
  const std::string bytes = ods_package(ods_content(
      "<table:calculation-settings/><table:dde-links><table:table table:name='link'/></table:dde-links>"
      "<table:table table:name='A &amp; B' table:style-name='ta1'>" +
          text_row("a") +
          "</table:table>"
          "<table:table table:name=\"'file:///x.ods'#$S\" table:style-name='ta1'>" +
          text_row("foreign") +
          "</table:table>"
          "<table:table table:name='Old' table:style-name='ta2'>" +
          text_row("&lt;b&gt;") + "</table:table>",
      "<office:automatic-styles><style:style style:name='ta1'><style:table-properties table:display='true'/>"
      "</style:style><style:style style:name='ta2'><style:table-properties "
      "table:display='false'/></style:style>"
      "</office:automatic-styles>"));
  EXPECT_EQ(document::detect_file_type(bytes, "a.ods"), FileType::ods);
  const Opened opened = open_workbook(bytes, FileType::ods);
  ASSERT_NE(opened.workbook, nullptr);
  const std::vector<SheetInfo>& sheets = opened.workbook->sheets();
  ASSERT_EQ(sheets.size(), 2u);
  EXPECT_EQ(sheets[0].name, "A & B");
  EXPECT_FALSE(sheets[0].hidden);
  EXPECT_EQ(sheets[1].name, "Old");
  EXPECT_TRUE(sheets[1].hidden);
  for (const size_t index : {0u, 1u, 1u, 0u}) {  // text is decoded in place; reading again gives the same
    ReadSheet sheet;
    Collector collector(sheet);
    EXPECT_EQ(opened.workbook->read(index, collector, sheet.facts).status, Status::ok);
    EXPECT_EQ(sheet.text(), index == 0 ? "1:1=a" : "1:1=<b>");
  }
}

TEST(OdsSheets, AnyPrefixWillDo) {
  const ReadSheet sheet = read_ods(ods_package(
      "<document-content xmlns='o' xmlns:z='t'><body><spreadsheet><z:table "
      "z:name='N'><z:table-row><z:table-cell "
      "value-type=\"float\" value=\"7\"/></z:table-row></z:table></spreadsheet></body></document-content>"));
  EXPECT_EQ(sheet.text(), "1:1=7");
}

TEST(OdsSheets, OfAFlatFileAreRead) {
  const std::string flat =
      "\xEF\xBB\xBF<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument."
      "spreadsheet'><office:styles/><office:body><office:spreadsheet><table:table table:name='N'>" +
      text_row("a &amp; b") + "</table:table></office:spreadsheet></office:body></office:document>";
  EXPECT_EQ(document::detect_file_type(flat, "a.fods"), FileType::ods);
  EXPECT_TRUE(document::extension_agrees(FileType::ods, "a.fods"));
  const ReadSheet sheet = read_ods(flat);
  EXPECT_EQ(sheet.text(), "1:1=a & b");
}

TEST(OdsSheets, AreRecognisedWithoutTheTypeEntry) {
  const std::string bytes = ::portcheck::testing::ZipBuilder::build(
      {{"content.xml", ods_content("<table:table/>")},
       {"META-INF/manifest.xml",
        "<manifest:manifest><manifest:file-entry manifest:full-path='/' manifest:media-type="
        "'application/vnd.oasis.opendocument.spreadsheet'/></manifest:manifest>"}});
  EXPECT_EQ(document::detect_file_type(bytes, "a.ods"), FileType::ods);
}

TEST(OdsSheets, StopWhenTheSinkHasEnough) {
  const std::string bytes = ods_with_rows(
      "<table:table-row table:number-rows-repeated='9'><table:table-cell "
      "office:value-type='float' office:value='1'/></table:table-row><broken");
  const Opened opened = open_workbook(bytes, FileType::ods);
  ASSERT_NE(opened.workbook, nullptr);
  ReadSheet sheet;
  Collector two(sheet, 2);
  ReadFacts facts;
  opened.workbook->read(0, two, facts);
  EXPECT_EQ(sheet.text(), "1:1=1 2:1=1");
}

Problem problem_of(const std::string& content) {
  return read_ods(ods_package(content)).problem;
}

TEST(OdsProblems, AreNamed) {
  EXPECT_EQ(::portcheck::testing::what_of(
                read_ods(::portcheck::testing::ZipBuilder::build({{"mimetype", "x"}})).problem),
            "content.xml: missing");
  EXPECT_EQ(problem_of(ods_content("")).status, Status::empty);
  EXPECT_EQ(
      problem_of("<office:document-content><office:body><office:text><text:p>letter</text:p></office:text>"
                 "</office:body></office:document-content>")
          .status,
      Status::empty);
  const std::string doctype = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>";
  EXPECT_EQ(problem_of(doctype + ods_content("<table:table/>")).status, Status::bomb);
  EXPECT_EQ(problem_of("<!DOCTYPE x>" + ods_content("<table:table/>")).status, Status::damaged);
  std::string deep;
  for (uint32_t i = 0; i <= limits::kXmlDepth; ++i) deep += "<text:span>";
  EXPECT_EQ(problem_of(ods_content("<table:table><table:table-row><table:table-cell><text:p>" + deep)).status,
            Status::bomb);
}

TEST(OdsProblems, LeaveTheRowsBeforeThem) {
  const ReadSheet sheet =
      read_rows(text_row("a") + "<table:table-row><table:table-cell><text:p>b</table:table-row>");
  EXPECT_EQ(sheet.problem.status, Status::damaged);
  EXPECT_EQ(sheet.problem.row, 2u);
  EXPECT_EQ(::portcheck::testing::what_of(sheet.problem), "content.xml:254: its XML");
  EXPECT_EQ(sheet.text(), "1:1=a");
}

TEST(OdsProblems, BehindASheetAreThoseOfTheLastOne) {
  const std::string bytes =
      ods_package("<office:document-content><office:body><office:spreadsheet><table:table>" + text_row("a") +
                  "</table:table><table:table>" + text_row("b") + "</table:table></office:body>");
  EXPECT_EQ(read_ods(bytes, 0).problem.status, Status::ok);
  EXPECT_EQ(read_ods(bytes, 1).problem.status, Status::damaged);
  EXPECT_EQ(read_ods(bytes, 1).text(), "1:1=b");
}

std::string manifest(const std::string& entries) {
  return "<manifest:manifest>" + entries + "</manifest:manifest>";
}

TEST(OdsFacts, EncryptionIsNoticed) {
  const std::string sealed = manifest(
      "<manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data "
      "manifest:checksum-type='SHA1/1K'/></manifest:file-entry>");
  const ReadSheet sheet = read_ods(ods_package("\x9A\x01garbage", {{"META-INF/manifest.xml", sealed}}));
  EXPECT_EQ(sheet.problem.status, Status::encrypted);
}

TEST(OdsFacts, MacrosAreNoticedNotRun) {
  const auto macros = [](const std::string& path) {
    const std::string entries = manifest("<manifest:file-entry manifest:full-path='" + path + "'/>");
    return read_ods(ods_package(ods_content("<table:table/>"), {{"META-INF/manifest.xml", entries}}))
        .facts.macros;
  };
  EXPECT_TRUE(macros("Basic/Standard/Module1.xml"));
  EXPECT_TRUE(macros("Scripts/python/a.py"));
  EXPECT_FALSE(macros("Basic/Standard/script-lb.xml"));
  EXPECT_FALSE(macros("Basic/"));
  EXPECT_FALSE(macros("Pictures/Basic/a.png"));
  EXPECT_FALSE(read_rows("").facts.macros);
}

}  // namespace
}  // namespace portcheck::sheet
