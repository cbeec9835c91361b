#include "sheet/xlsx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "portcheck/limits.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/sheet/sheet_support.h"
#include "tests/shared/sheet/xlsx_builder.h"

namespace portcheck::sheet {
namespace {

using ::testing::ElementsAre;

ReadSheet read_xlsx(const XlsxBuilder& builder, size_t index = 0) {
  return read_sheet(builder.build(), document::FileType::xlsx, index);
}
ReadSheet read_rows(const std::string& rows) {
  return read_xlsx(XlsxBuilder(rows));
}
ReadSheet read_strings(const std::string& items) {
  return read_xlsx(XlsxBuilder(R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)").strings(items));
}
ReadSheet read_inline(const std::string& inside) {
  return read_rows(R"(<row r="1"><c r="A1" t="inlineStr"><is>)" + inside + "</is></c></row>");
}

TEST(Xlsx, AnEmptySharedStringIsAnEmptyCell) {  // which has no bytes to copy
  for (const char* empty : {"<si/>", "<si></si>", "<si><t/></si>", "<si><t></t></si>"})
    EXPECT_EQ(read_strings(empty + std::string("<si><t>a</t></si>")).text(), "") << empty;
}

TEST(Xlsx, ReadsEveryKindOfCell) {
  const ReadSheet sheet = read_xlsx(
      XlsxBuilder(
          R"(<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>2127365014</v></c>)"
          R"(<c r="C2" t="b"><v>1</v></c><c r="D2" t="b"><v>0</v></c><c r="E2" t="e"><v>#N/A</v></c>)"
          R"(<c r="F2" t="str"><f>A1&amp;"x"</f><v>f</v></c><c r="G2" t="inlineStr"><is><t>i</t></is></c>)"
          R"(<c r="H2" t="d"><v>2026-10-03T14:05:00.000Z</v></c><c r="I2" t="d"><v>2026-10-03T00:00:00</v></c>)"
          R"(<c r="J2" t="n"><f>1+1</f><v>8.005551212E9</v></c></row>)")
          .strings("<si><t>zero</t></si><si><t>one</t></si>"));
  EXPECT_EQ(
      sheet.text(),
      "2:1=one 2:2=2127365014 2:3=TRUE 2:4=FALSE 2:5=#N/A 2:6=f 2:7=i 2:8=2026-10-03 14:05:00 2:9=2026-10-03 "
      "2:10=8.005551212E9");
  std::vector<CellKind> kinds;
  for (const ReadCell& cell : sheet.cells) kinds.push_back(cell.kind);
  EXPECT_THAT(kinds, ElementsAre(CellKind::text, CellKind::number, CellKind::boolean, CellKind::boolean,
                                 CellKind::error, CellKind::text, CellKind::text, CellKind::date,
                                 CellKind::date, CellKind::number));
  EXPECT_TRUE(sheet.cells[5].formula);
  EXPECT_TRUE(sheet.cells[9].formula);
  EXPECT_FALSE(sheet.cells[0].formula);
  EXPECT_THAT(sheet.widths, ElementsAre(10));
}

TEST(Xlsx, CellsWithoutReferencesFollowEachOther) {
  EXPECT_EQ(read_rows("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>").text(),
            "1:1=1 1:3=3 2:1=4");
  EXPECT_EQ(
      read_rows(R"(<row r="5"><c r="C5"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>)").text(),
      "5:3=1 5:4=2 6:1=3");
}

TEST(Xlsx, ACellFarOutCostsNothing) {
  const ReadSheet sheet = read_rows(R"(<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>)");
  EXPECT_EQ(sheet.text(), "1048576:16384=1");
  EXPECT_THAT(sheet.rows, ElementsAre(1048576));
}

TEST(Xlsx, OutsideOfExcelsGridIsAnErrorWithItsRow) {
  const ReadSheet row = read_rows(R"(<row r="7"><c><v>1</v></c></row><row r="1048577"/>)");
  EXPECT_EQ(row.problem.status, Status::too_large);
  EXPECT_EQ(::portcheck::testing::what_of(row.problem), "xl/worksheets/sheet1.xml: the number of rows");
  EXPECT_EQ(row.text(), "7:1=1");
  for (const std::string reference : {"XFE1", "AAAA1", "1", "A", "", "ZZZZZZZZZZ9",
                                      "\xC3\xA9"
                                      "1"}) {
    const ReadSheet cell = read_rows(R"(<row r="7"><c r=")" + reference + R"("><v>1</v></c></row>)");
    EXPECT_EQ(cell.problem.status, Status::damaged) << reference;
    EXPECT_EQ(cell.problem.row, 7u);
  }
  for (const std::string number : {"0", "-1", "x", "99999999999"}) {
    EXPECT_EQ(read_rows(R"(<row r=")" + number + R"("/>)").problem.status, Status::damaged) << number;
  }
}

TEST(Xlsx, CellsInDisorderAreSortedAndTheLastOfTwoCounts) {
  EXPECT_EQ(
      read_rows(R"(<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="C1"><v>4</v></c></row>)")
          .text(),
      "1:1=1 1:3=4");
}

TEST(Xlsx, RowsWithoutContentAreNotGiven) {
  std::string rows;
  for (int i = 1; i <= 100'000; ++i) rows += R"(<row r=")" + std::to_string(i) + R"("><c s="1"/></row>)";
  const ReadSheet sheet = read_rows(rows + R"(<row r="100001"><c><v>1</v></c><c t="str"><v></v></c></row>)");
  EXPECT_EQ(sheet.text(), "100001:1=1");
  EXPECT_THAT(sheet.rows, ElementsAre(100001));
  EXPECT_THAT(sheet.widths, ElementsAre(1));
}

TEST(Xlsx, HiddenRowsAndColumnsAreCountedWhereTheyHaveData) {
  const ReadSheet sheet = read_xlsx(XlsxBuilder("").sheet(
      R"(<worksheet><cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="true"/><col min="1" max="1"/></cols>)"
      R"(<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>)"
      R"(<row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="3" hidden="1"/></sheetData></worksheet>)"));
  EXPECT_EQ(sheet.facts.hidden_rows, 1u);
  EXPECT_EQ(sheet.facts.hidden_columns, 1u);
  EXPECT_THAT(sheet.hidden_rows, ElementsAre(2));
}

TEST(XlsxText, RichTextIsPutTogetherWithoutPhonetics) {
  const std::string rich =
      R"(<r><rPr><b/></rPr><t>half </t></r><r><t xml:space="preserve"> bold</t></r><rPh sb="0" eb="1"><t>KANA</t></rPh><phoneticPr/>)";
  EXPECT_EQ(read_strings("<si>" + rich + "</si>").text(), "1:1=half bold");
  EXPECT_EQ(read_inline(rich).text(), "1:1=half bold");
}

TEST(XlsxText, WhiteSpaceAtTheEndsCountsOnlyWhereItIsPreserved) {
  EXPECT_EQ(read_strings("<si><t> a b </t></si>").text(), "1:1=a b");
  EXPECT_EQ(read_strings("<si><t xml:space=\"preserve\"> a b </t></si>").text(), "1:1= a b ");
  EXPECT_EQ(read_inline("<t>\n a b\t</t>").text(), "1:1=a b");
  EXPECT_EQ(read_inline("<t xml:space=\"preserve\"> a b </t>").text(), "1:1= a b ");
  EXPECT_EQ(read_inline("<t>   </t>").text(), "");
}

TEST(XlsxText, EscapesOfControlCharacters) {
  EXPECT_EQ(read_strings("<si><t>a_x000D_\nb</t></si>").text(), "1:1=a\r\nb");
  EXPECT_EQ(read_inline("<t>_x0041__x005F_x0041_ _x41_ _xZZZZ_ _x0041</t>").text(),
            "1:1=A_x0041_ _x41_ _xZZZZ_ _x0041");
  EXPECT_EQ(read_inline("<t>_xD83D__xDCDE_ _xD83D_</t>").text(), "1:1=\U0001F4DE \uFFFD");
  EXPECT_EQ(read_rows(R"(<row><c t="str"><v>_x000A_</v></c></row>)").text(), "1:1=\n");
}

TEST(XlsxText, EntitiesAndCharacterData) {
  EXPECT_EQ(read_strings("<si><t>a&amp;b<![CDATA[<c>]]>&#x20AC;</t></si>").text(), "1:1=a&b<c>\u20AC");
  EXPECT_EQ(read_inline("<t>https://a.example/?x=1&amp;y=2</t>").text(), "1:1=https://a.example/?x=1&y=2");
}

TEST(XlsxText, ATextBehindShortcutsIsReadAsByTheTokenizer) {
  EXPECT_EQ(
      read_xlsx(
          XlsxBuilder(
              R"(<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>)")
              .strings("<si><t>plain</t></si><si><t>a&lt;b</t></si><si><t/></si><si><t>last</t></si>"))
          .text(),
      "1:1=plain 1:2=a<b 1:4=last");
}

TEST(XlsxText, LongCellsAreCut) {
  const ReadSheet sheet = read_inline("<t>" + std::string(limits::kCellBytes + 1, 'x') + "</t>");
  EXPECT_EQ(sheet.cells[0].text.size(), limits::kCellBytes);
  EXPECT_EQ(sheet.facts.cut_cells, 1u);
  EXPECT_EQ(sheet.facts.first_cut_row, 1u);
}

constexpr const char* kStyles =
    R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="0 &quot;d&quot;"/></numFmts>)"
    R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>)";

TEST(XlsxDates, AreWhatTheirStyleShows) {
  const std::string rows =
      R"(<row r="1"><c r="A1" s="0"><v>46328</v></c><c r="B1" s="1"><v>46328</v></c><c r="C1" s="2"><v>46328.5</v></c>)"
      R"(<c r="D1" s="3"><v>46328</v></c><c r="E1" s="99"><v>46328</v></c><c r="F1" s="1"><v>2127365014</v></c><c r="G1" s="1"/></row>)";
  const ReadSheet sheet = read_xlsx(XlsxBuilder(rows).part("xl/styles.xml", kStyles));
  EXPECT_EQ(sheet.text(),
            "1:1=46328 1:2=2026-11-02 1:3=2026-11-02 12:00:00 1:4=46328 1:5=46328 1:6=2127365014");
  EXPECT_EQ(sheet.cells[1].kind, CellKind::date);
  EXPECT_EQ(sheet.cells[5].kind, CellKind::number);
  EXPECT_EQ(read_rows(rows).cells[1].text, "46328") << "without styles a number is a number";
}

TEST(XlsxDates, MayCountFrom1904) {
  XlsxBuilder builder(R"(<row><c s="2"><v>44866</v></c></row>)");
  builder.part("xl/styles.xml", kStyles)
      .part("xl/workbook.xml",
            R"(<workbook><workbookPr date1904="1"/><sheets><sheet name="N" r:id="rId1"/></sheets>)"
            // Excel for Mac adds properties of the same name, which say nothing of dates.
            R"(<extLst><ext><x14:workbookPr defaultImageDpi="32767"/></ext></extLst></workbook>)");
  EXPECT_EQ(read_xlsx(builder).text(), "1:1=2026-11-02");
}

TEST(XlsxPackage, AnyPrefixAndTheStrictNamespaceAreTheSameFormat) {
  XlsxBuilder builder("");
  builder
      .sheet(
          R"(<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="y"><x:sheetData>)"
          R"(<x:row r="3"><x:c xmlns:r="z" r="B3" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>)")
      .part("xl/sharedStrings.xml", "<p:sst><p:si><p:t>text</p:t></p:si></p:sst>")
      .part(
          "xl/_rels/workbook.xml.rels",
          R"(<Relationships><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="worksheets/sheet1.xml"/>)"
          R"(<Relationship Id="rId2" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>)");
  EXPECT_EQ(read_xlsx(builder).text(), "3:2=text");
}

TEST(XlsxPackage, PartsAreFoundByRelationshipsWhereverTheyAre) {
  XlsxBuilder builder("<row><c><v>wrong</v></c></row>");
  builder.without("xl/workbook.xml")
      .without("xl/_rels/workbook.xml.rels")
      .part("_rels/.rels", XlsxBuilder::relationships({{"a", "officeDocument", "/odd/book.xml"}}))
      .part("odd/book.xml", R"(<workbook><sheets><sheet name="N" r:id="s"/></sheets></workbook>)")
      .part("odd/_rels/book.xml.rels",
            XlsxBuilder::relationships({{"s", "worksheet", "../Data\\./sheet.xml"}}))
      .part("Data/Sheet.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>");
  EXPECT_EQ(read_xlsx(builder).text(), "1:1=1");
}

TEST(XlsxPackage, RelationshipsMayBeMissing) {
  XlsxBuilder builder("<row><c><v>1</v></c></row>");
  builder.without("_rels/.rels").without("xl/_rels/workbook.xml.rels").without("[Content_Types].xml");
  EXPECT_EQ(read_xlsx(builder).text(), "1:1=1");
}

TEST(XlsxPackage, SheetsAreListedInOrderWithTheirState) {
  XlsxBuilder builder("<row><c><v>1</v></c></row>");
  builder
      .part(
          "xl/workbook.xml",
          R"(<workbook><sheets><sheet name="Q&amp;A" r:id="rId9" state="hidden"/><sheet name="Chart" r:id="rId8"/>)"
          R"(<sheet name="Deep" r:id="rId7" state="veryHidden"/><sheet name="Main" r:id="rId1" state="visible"/></sheets></workbook>)")
      .part("xl/_rels/workbook.xml.rels",
            XlsxBuilder::relationships({{"rId1", "worksheet", "worksheets/sheet1.xml"},
                                        {"rId7", "worksheet", "worksheets/sheet7.xml"},
                                        {"rId8", "chartsheet", "chartsheets/sheet1.xml"},
                                        {"rId9", "worksheet", "worksheets/sheet9.xml"}}))
      .part("xl/worksheets/sheet9.xml",
            "<worksheet><sheetData><row><c><v>9</v></c></row></sheetData></worksheet>");
  const ReadSheet first = read_xlsx(builder, 0);
  ASSERT_EQ(first.sheets.size(), 3u);
  EXPECT_EQ(first.sheets[0].name, "Q&A");
  EXPECT_TRUE(first.sheets[0].hidden);
  EXPECT_TRUE(first.sheets[1].hidden);
  EXPECT_FALSE(first.sheets[2].hidden);
  EXPECT_EQ(first.text(), "1:1=9");
  EXPECT_EQ(::portcheck::testing::what_of(read_xlsx(builder, 1).problem),
            "xl/worksheets/sheet7.xml: missing");
  EXPECT_EQ(read_xlsx(builder, 2).text(), "1:1=1");
}

TEST(XlsxPackage, MacrosAreNoticed) {
  XlsxBuilder builder("");
  EXPECT_FALSE(read_xlsx(builder).facts.macros);
  builder.part("xl/_rels/workbook.xml.rels",
               XlsxBuilder::relationships({{"rId1", "worksheet", "worksheets/sheet1.xml"},
                                           {"rId2", "vbaProject", "vbaProject.bin"}}));
  EXPECT_TRUE(read_xlsx(builder).facts.macros);
}

TEST(XlsxPackage, XmlMayBeUtf16) {
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("<worksheet><sheetData><row><c "
                                  "t=\"inlineStr\"><is><t>wide</t></is></c></row></sheetData></worksheet>")) {
    wide += c;
    wide += '\0';
  }
  EXPECT_EQ(read_xlsx(XlsxBuilder("").sheet(wide)).text(), "1:1=wide");
}

TEST(XlsxPackage, IllFormedUtf8IsRepaired) {
  EXPECT_EQ(read_inline("<t>\u00E9\u00E8 a\xFFz</t>").text(), "1:1=\u00E9\u00E8 a\uFFFDz");
}

TEST(XlsxProblems, SayWhatIsBroken) {
  struct Case {
    XlsxBuilder builder;
    Status status;
    std::string what;
    uint32_t row;
  };
  const std::string cell = R"(<row r="4"><c r="A4" t="s"><v>7</v></c></row>)";
  for (const Case& c :
       {Case{XlsxBuilder("").without("xl/workbook.xml"), Status::damaged, "xl/workbook.xml: missing", 0},
        Case{XlsxBuilder("").without("xl/worksheets/sheet1.xml"), Status::damaged,
             "xl/worksheets/sheet1.xml: missing", 0},
        Case{XlsxBuilder("").part("xl/workbook.xml", "<workbook><sheets/></workbook>"), Status::empty,
             "the list of sheets", 0},
        Case{XlsxBuilder("").sheet("<worksheet><sheetData><row r=\"3\"><c r=\"A3\"><v>1</v></row>"),
             Status::damaged, "xl/worksheets/sheet1.xml:52: its XML", 3},
        Case{XlsxBuilder("").sheet("<worksheet><sheetData><row r=\"3\">"), Status::damaged,
             "xl/worksheets/sheet1.xml:34: its XML", 3},
        Case{XlsxBuilder("").sheet("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>"), Status::bomb,
             "xl/worksheets/sheet1.xml: entity declarations", 0},
        Case{XlsxBuilder(cell).strings("<si><t>a</t></si>"), Status::damaged,
             "xl/worksheets/sheet1.xml: a shared string's number", 4},
        Case{XlsxBuilder(cell).strings("<si><t>a</t>"), Status::damaged, "xl/sharedStrings.xml:18: its XML",
             0},
        Case{XlsxBuilder(cell).part("xl/styles.xml", "<styleSheet>"), Status::damaged,
             "xl/styles.xml:13: its XML", 0},
        Case{XlsxBuilder("").part("_rels/.rels", "<a>"), Status::damaged, "_rels/.rels:4: its XML", 0}}) {
    const ReadSheet sheet = read_xlsx(c.builder);
    EXPECT_EQ(sheet.problem.status, c.status) << c.what;
    EXPECT_EQ(::portcheck::testing::what_of(sheet.problem), c.what);
    EXPECT_EQ(sheet.problem.row, c.row) << c.what;
  }
}

TEST(XlsxProblems, DeepXmlIsABomb) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<x>";
  EXPECT_EQ(read_rows(deep).problem.status, Status::bomb);
  EXPECT_EQ(::portcheck::testing::what_of(read_rows(deep).problem),
            "xl/worksheets/sheet1.xml: the depth of its XML");
}

TEST(XlsxProblems, AWorkbookOfBlanksIsABomb) {
  EXPECT_EQ(read_xlsx(XlsxBuilder("").sheet("<worksheet>" + std::string(64 << 20, ' ') + "</worksheet>"))
                .problem.status,
            Status::bomb);
}

TEST(XlsxProblems, TooManySheets) {
  std::string sheets = "<workbook><sheets>";
  for (uint32_t i = 0; i <= limits::kSheets; ++i) sheets += "<sheet name=\"s\" r:id=\"rId1\"/>";
  const ReadSheet sheet = read_xlsx(XlsxBuilder("").part("xl/workbook.xml", sheets + "</sheets></workbook>"));
  EXPECT_EQ(sheet.problem.status, Status::too_large);
  EXPECT_EQ(::portcheck::testing::what_of(sheet.problem), "the number of sheets");
}

TEST(XlsxProblems, ARowOfEndlessCellsIsTooLarge) {
  std::string row = "<row r=\"1\">";
  for (uint32_t i = 0; i < 2 * limits::kColumns + 2; ++i) row += R"(<c r="A1"><v>1</v></c>)";
  EXPECT_EQ(read_rows(row + "</row>").problem.status, Status::too_large);
  row = "<row r=\"1\">";
  for (uint32_t i = 0; i <= limits::kColumns; ++i) row += "<c/>";
  EXPECT_EQ(::portcheck::testing::what_of(read_rows(row + "</row>").problem),
            "xl/worksheets/sheet1.xml: the number of columns");
}

TEST(Workbook, TypesThatAreNoSheetsAreNamed) {
  const ReadSheet sheet = read_sheet("x", document::FileType::xlsb);
  EXPECT_EQ(sheet.problem.status, Status::unsupported);
  EXPECT_EQ(::portcheck::testing::what_of(sheet.problem), "");
  EXPECT_EQ(read_sheet("x", document::FileType::ole_encrypted).problem.status, Status::encrypted);
  EXPECT_EQ(read_sheet("", document::FileType::empty).problem.status, Status::empty);
  EXPECT_EQ(read_sheet("PK", document::FileType::xlsx).problem.status, Status::damaged);
}

}  // namespace
}  // namespace portcheck::sheet
