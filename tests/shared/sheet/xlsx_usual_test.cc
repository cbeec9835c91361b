// What is recognised a word at a time is read as the tokenizer reads it, and so is what nearly looks like it.
#include "sheet/xlsx_usual.h"

#include <gtest/gtest.h>

#include "portcheck/report.h"
#include "sheet/xlsx_sheet.h"
#include "tests/shared/archive/zip_builder.h"
#include "tests/shared/defect_words.h"
#include "tests/shared/sheet/sheet_support.h"

namespace portcheck::sheet {
namespace {

using ::portcheck::testing::ExactBytes;
using ::portcheck::testing::ZipBuilder;

constexpr size_t kSteps[] = {1, 7, 64, 200, 333, 1000, 4096, archive::EntryStream::kStep};
constexpr const char* kStyles =
    "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";

struct Reading {
  ReadSheet sheet;
  std::string text;  // all that a reader gives, to be compared
};

class Sheet {
 public:
  Sheet(const std::string& rows, const std::string& strings)
      : bytes_(ZipBuilder::build({{"sheet", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
                                  {"strings", "<sst>" + strings + "</sst>"},
                                  {"styles", kStyles}})) {}

  Reading read(bool shortcuts, size_t step) const {
    Reading reading;
    Package package;
    SharedStrings strings;
    DateStyles styles;
    EXPECT_EQ(package.open(bytes_.view()).status, Status::ok);
    EXPECT_EQ(strings.read(package, "strings").status, Status::ok);
    EXPECT_EQ(styles.read(package, "styles").status, Status::ok);
    PartStream stream(package, "sheet", step);
    ReadSheet& sheet = reading.sheet;
    Collector collector(sheet);
    sheet.problem =
        read_worksheet(stream, "sheet", {strings, styles, false}, collector, sheet.facts, shortcuts);
    reading.text =
        ::portcheck::testing::what_of(sheet.problem) + " at " + std::to_string(sheet.problem.row) + '\n';
    for (size_t i = 0; i < sheet.rows.size(); ++i)
      reading.text += std::to_string(sheet.rows[i]) + '/' + std::to_string(sheet.widths[i]) + ' ';
    for (const uint32_t row : sheet.hidden_rows) reading.text += std::to_string(row) + "h ";
    for (const ReadCell& cell : sheet.cells) {
      reading.text += '\n' + std::to_string(cell.row) + ':' + std::to_string(cell.column) + '=' + cell.text +
                      ' ' + std::to_string(static_cast<int>(cell.kind)) + (cell.formula ? "f" : "");
    }
    return reading;
  }

 private:
  ExactBytes bytes_;
};

// Rows 1 to 40 with row 20 as given, between rows as Excel writes them. Of strings there are eleven.
Sheet sheet_with(const std::string& row) {
  std::string rows, strings;
  for (int i = 1; i <= 40; ++i) {
    const std::string n = std::to_string(i);
    if (i == 20) {
      rows += row;
      continue;
    }
    rows += "<row r=\"" + n + "\" spans=\"1:3\"><c r=\"A" + n + "\" t=\"s\"><v>" + std::to_string(i % 11) +
            "</v></c><c r=\"B" + n + "\" s=\"0\"><v>2127360143</v></c><c r=\"AC" + n +
            "\" t=\"inlineStr\"><is><t>plain</t></is></c></row>";
  }
  for (int i = 0; i < 11; ++i) strings += "<si><t>text " + std::to_string(i) + "</t></si>";
  return Sheet(rows, strings);
}

Reading expect_same(const std::string& row) {
  const Sheet sheet = sheet_with(row);
  const Reading plain = sheet.read(false, archive::EntryStream::kStep);
  Reading quick;
  for (const size_t step : kSteps) {
    quick = sheet.read(true, step);
    EXPECT_EQ(quick.text, plain.text) << row << " in windows of " << step;
  }
  return quick;
}

std::string cells_of_row(const ReadSheet& sheet, uint32_t row) {
  std::string out;
  for (const ReadCell& cell : sheet.cells) {
    if (cell.row == row) out += (out.empty() ? "" : " ") + std::to_string(cell.column) + '=' + cell.text;
  }
  return out;
}

struct Case {
  std::string cells;  // of row 20
  std::string shown;
};

TEST(XlsxUsual, CellsAreWhatTheTokenizerMakesOfThem) {
  const Case cases[] = {
      {R"(<c r="A20" t="s"><v>10</v></c>)", "1=text 10"},
      {R"(<c r="A20" s="1" t="s"><v>3</v></c>)", "1=text 3"},
      {R"(<c t="s" r="A20" s="1"><v>3</v></c>)", "1=text 3"},
      {R"(<c r="A20" t="s" s="1"><v>3</v></c>)", "1=text 3"},
      {R"(<c r='A20' t='s'><v>3</v></c>)", "1=text 3"},
      {R"(<c  r="A20" t="s"><v>3</v></c>)", "1=text 3"},
      {R"(<c r="A20" t="s"><v> 3 </v></c>)", "1=text 3"},
      {R"(<c r="A20" t="s"><v>00000003</v></c>)", "1=text 3"},
      {R"(<c r="A20"><v></v></c><c r="B20"/>)", ""},
      {R"(<c r="A20" t="n"><v>12</v></c><c r="B20" s="0" t="n"><v>-1.5E+10</v></c>)", "1=12 2=-1.5E+10"},
      {R"(<c r="A20"><v>1234567890123456</v></c><c r="B20"><v>12345678901234567</v></c>)",
       "1=1234567890123456 2=12345678901234567"},
      {R"(<c r="A20"><v>0.3333333333333333333333333333333</v></c><c r="B20"><v>0.33333333333333333333333333333333</v></c>)",
       "1=0.3333333333333333333333333333333 2=0.33333333333333333333333333333333"},
      {R"(<c r="A20" s="1"><v>45000</v></c><c r="B20" s="00000001"><v>45000</v></c><c r="C20" s="77"><v>45000</v></c>)",
       "1=2023-03-15 2=2023-03-15 3=45000"},
      {R"(<c r="A20" t="b"><v>1</v></c><c r="B20" t="e"><v>#N/A</v></c><c r="C20" t="str"><v>a_x0041_</v></c>)",
       "1=TRUE 2=#N/A 3=aA"},
      {R"(<c r="A20" t="b"/><c r="B20" s="1"/><c r="C20" t="s"/><c r="D20"></c><c r="E20"><v>5</v></c>)",
       "5=5"},
      {R"(<c r="A20"><f>1+1</f><v>2</v></c>)", "1=2"},
      {R"(<c r="A20" t="inlineStr"><is><t>a&amp;b &#x41;</t></is></c>)", "1=a&b A"},
      {R"(<c r="A20" t="inlineStr"><is><t>a_b_x0041_c_x</t></is></c>)", "1=a_bAc_x"},
      {R"(<c r="A20" t="inlineStr"><is><t> trimmed&#32;</t></is></c>)", "1=trimmed"},
      {R"(<c r="A20" t="inlineStr"><is><t xml:space="preserve"> kept &#32;</t></is></c>)", "1= kept  "},
      {R"(<c r="A20" t="inlineStr"><is><t xml:space="default"> trimmed </t></is></c>)", "1=trimmed"},
      {"<c r=\"A20\" t=\"inlineStr\"><is><t>two\r\nlines &amp;</t></is></c>", "1=two\nlines &"},
      {R"(<c r="A20" t="inlineStr"><is><t>a<![CDATA[<b>]]>&lt;</t></is></c>)", "1=a<b><"},
      {R"(<c r="A20" t="inlineStr"><is><t>&lt;</t><t>b</t></is></c>)", "1=<b"},
      {R"(<c r="A20" t="inlineStr"><is><t></t></is></c><c r="B20" t="inlineStr"><is><t/></is></c>)", ""},
      {R"(<c r="A20" t="inlineStr"><is><t>Zürich — long enough for two steps of sixteen bytes</t></is></c>)",
       "1=Zürich — long enough for two steps of sixteen bytes"},
      {R"(<c r="Z20"><v>1</v></c><c r="AA20"><v>2</v></c><c r="ZZ20"><v>3</v></c><c r="AAA20"><v>4</v></c><c r="XFD20"><v>5</v></c>)",
       "26=1 27=2 702=3 703=4 16384=5"},
      {R"(<c r="a20"><v>1</v></c><c r="bb20"><v>2</v></c><c r="cC20"><v>3</v></c>)", "1=1 54=2 81=3"},
      {R"(<c r="C20"><v>3</v></c><c r="A20"><v>1</v></c><c r="B20"><v>2</v></c>)", "1=1 2=2 3=3"},
      {R"(<c r="B20"><v>1</v></c><c r="B20" t="s"><v>2</v></c><c r="B20"/>)", "2=text 2"},
      {R"(<c r="B20"><v>1</v></c><c><v>2</v></c><c t="s"><v>3</v></c><c r="A20"><v>0</v></c>)",
       "1=0 2=1 3=2 4=text 3"},
      {R"(<c><v>1</v></c><c s="1"><v>45000</v></c><c t="inlineStr"><is><t>x</t></is></c><c t="n"><v>4</v></c><c/><c></c><c t="s"><v>5</v></c>)",
       "1=1 2=2023-03-15 3=x 4=4 7=text 5"},
      {R"(<c r="XFD20"/><c r="A20"><v>1</v></c><c s="1" r="C20"><v>45000</v></c><c><v>6</v></c>)",
       "1=1 3=2023-03-15 4=6"},
      {R"(<c r="A7"><v>1</v></c><c r="B200"><v>2</v></c><c r="C2"><v>3</v></c><c r="D020"><v>4</v></c>)",
       "1=1 2=2 3=3 4=4"},
      {R"(<c r="A20"><v>1</v></c> <c r="B20"><v>2</v></c><!-- --><c r="C20"><v>3</v></c>)", "1=1 2=2 3=3"},
      {R"(<x:c r="A20"><x:v>1</x:v></x:c><c r="B20"><v>2</v></c>)", "1=1 2=2"},
      {R"(<c r="A20" t="s" cm="1"><v>1</v></c><cc r="B20"><v>2</v></cc><c r="C20"><vv>2</vv></c>)",
       "1=text 1"},
  };
  for (const auto& [cells, shown] : cases) {
    const Reading reading = expect_same("<row r=\"20\" spans=\"1:3\">" + cells + "</row>");
    EXPECT_EQ(reading.sheet.problem.status, Status::ok)
        << cells << ' ' << ::portcheck::testing::what_of(reading.sheet.problem);
    EXPECT_EQ(cells_of_row(reading.sheet, 20), shown) << cells;
    EXPECT_EQ(cells_of_row(reading.sheet, 19), "1=text 8 2=2127360143 29=plain") << cells;
    EXPECT_EQ(cells_of_row(reading.sheet, 21), "1=text 10 2=2127360143 29=plain") << cells;
  }
}

TEST(XlsxUsual, ManyCellsInARowNeedMoreRoom) {
  std::string cells, shown;
  for (uint32_t i = 1; i <= 200; ++i) {
    cells += "<c r=\"" + column_letters(i) + "20\"><v>" + std::to_string(i) + "</v></c>";
    shown += (i == 1 ? "" : " ") + std::to_string(i) + '=' + std::to_string(i);
  }
  EXPECT_EQ(cells_of_row(expect_same("<row r=\"20\">" + cells + "</row>").sheet, 20), shown);
}

TEST(XlsxUsual, CellsThatRepeatEachOthersPlaceAreBounded) {
  std::string cells;
  for (int i = 0; i < 32'769; ++i) cells += "<c r=\"A20\"><v>7</v></c>";
  EXPECT_EQ(cells_of_row(expect_same("<row r=\"20\">" + cells + "</row>").sheet, 20), "1=7");
  EXPECT_EQ(expect_same("<row r=\"20\">" + cells + "<c r=\"A20\"/></row>").sheet.problem.status,
            Status::too_large);
}

TEST(XlsxUsual, BrokenCellsAreTheSameProblem) {
  for (const char* cells : {
           R"(<c r="A20" t="s"><v>11</v></c>)",
           R"(<c r="A20" t="s"><v></v></c>)",
           R"(<c r="A20" t="s"><v>1234567</v></c>)",
           R"(<c r="A20" t="s"><v>12345678</v></c>)",
           R"(<c r="A20" t="s"><v>123456789</v></c>)",
           R"(<c r="A20" t="s"><v>1x</v></c>)",
           R"(<c r="20"><v>1</v></c>)",
           R"(<c r="A"><v>1</v></c>)",
           R"(<c r="XFE20"><v>1</v></c>)",
           R"(<c r="AAAA20"><v>1</v></c>)",
           R"(<c r="A20"><v>1</c>)",
           R"(<c r="A20"><v>1</v></d>)",
           R"(<c r="A20" t="inlineStr"><is><t>a&amp;b</t></si></c>)",
           R"(<c r="A20><v>1</v></c>)",
           R"(</c>)",
       }) {
    const Reading reading = expect_same("<row r=\"20\" spans=\"1:3\">" + std::string(cells) + "</row>");
    EXPECT_EQ(reading.sheet.problem.status, Status::damaged) << cells;
    EXPECT_EQ(reading.sheet.problem.row, 20u) << cells;
  }
}

TEST(XlsxUsual, RowTagsAreWhatTheTokenizerMakesOfThem) {
  const std::string cells = R"(<c r="A20"><v>7</v></c></row>)";
  struct Row {
    const char* tag;
    uint32_t number;
    uint32_t next;
    bool hidden;
  };
  for (const Row& row : {
           Row{R"(<row r="20" spans="1:3">)", 20, 21, false},
           Row{R"(<row r="20">)", 20, 21, false},
           Row{R"(<row>)", 20, 21, false},
           Row{R"(<row spans="1:3" r="20">)", 20, 21, false},
           Row{R"(<row r='20' spans="1:3">)", 20, 21, false},
           Row{R"(<row  r="20" spans="1:3">)", 20, 21, false},
           Row{R"(<row r="20" spans="1:3" hidden="1">)", 20, 21, true},
           Row{R"(<row r="20" hidden="0">)", 20, 21, false},
           Row{R"(<row r="20" spans="1:3" x14ac:dyDescent=">">)", 20, 21, false},
           Row{R"(<row r="17" spans="1:3">)", 17, 21, false},
           Row{R"(<row r="99" spans="1:3">)", 99, 21, false},
           Row{R"(<row r="020" spans="1:3">)", 20, 21, false},
           Row{R"(<row r="20" r="18">)", 18, 21, false},
           Row{R"(<row r="18" x:r="20" spans="1:3">)", 20, 21, false},
           Row{R"(<!-- <row r="20"> --><row r="20" spans="1:3">)", 20, 21, false},
           Row{R"( <row r="20" spans="1:3">)", 20, 21, false},
           Row{R"(<row r="20" spans="1:3"/><row r="20" spans="1:3">)", 20, 21, false},
           Row{R"(<row r="20"/><row r="21"/><row r="22">)", 22, 21, false},
           Row{R"(<other r="20"/><row r="20" spans="1:3">)", 20, 21, false},
       }) {
    const Reading reading = expect_same(row.tag + cells);
    EXPECT_EQ(reading.sheet.problem.status, Status::ok) << row.tag;
    ASSERT_EQ(reading.sheet.rows.size(), 40u) << row.tag;
    EXPECT_EQ(reading.sheet.rows[19], row.number) << row.tag;
    EXPECT_EQ(reading.sheet.rows[20], row.next) << row.tag;
    EXPECT_EQ(reading.sheet.hidden_rows.size(), row.hidden ? 1u : 0u) << row.tag;
  }
  for (const char* tag :
       {R"(<row r="0">)", R"(<row r="">)", R"(<row r="2x">)", R"(<row r="20)", R"(<x:row r="20">)"})
    EXPECT_EQ(expect_same(tag + cells).sheet.problem.status, Status::damaged) << tag;
  EXPECT_EQ(expect_same("<row r=\"1048577\">" + cells).sheet.problem.status, Status::too_large);
}

TEST(XlsxUsual, AHiddenRowsTagIsRememberedAsHidden) {
  std::string rows;
  for (int i = 9; i <= 12; ++i) {
    const std::string n = std::to_string(i);
    rows += "<row r=\"" + n + "\" hidden=\"1\"><c r=\"A" + n + "\"><v>1</v></c></row>";
  }
  for (int i = 13; i <= 30; ++i) {
    const std::string n = std::to_string(i);
    rows += "<row r=\"" + n + "\"><c r=\"A" + n + "\"><v>1</v></c></row>";
  }
  const Sheet sheet(rows, "");
  const Reading quick = sheet.read(true, archive::EntryStream::kStep);
  EXPECT_EQ(quick.text, sheet.read(false, archive::EntryStream::kStep).text);
  EXPECT_EQ(quick.sheet.facts.hidden_rows, 4u);
}

TEST(XlsxUsual, RowsEndWithTheGrid) {
  std::string rows;
  for (int i = 1'048'574; i <= 1'048'579; ++i) {
    const std::string n = std::to_string(i);
    rows += "<row r=\"" + n + "\"><c r=\"A" + n + "\"><v>" + n + "</v></c></row>";
  }
  const Reading reading = Sheet(rows + std::string(500, ' '), "").read(true, archive::EntryStream::kStep);
  EXPECT_EQ(reading.sheet.problem.status, Status::too_large);
  EXPECT_EQ(reading.sheet.problem.row, 1'048'577u);
  EXPECT_EQ(reading.sheet.text(), "1048574:1=1048574 1048575:1=1048575 1048576:1=1048576");
}

TEST(XlsxUsual, SharedStringsAreWhatTheTokenizerMakesOfThem) {
  const std::string long_text(300, 'x');
  const Case cases[] = {
      {"<si><t>plain</t></si>", "plain"},
      {"<si><t>a_b</t></si>", "a_b"},
      {"<si><t>a&amp;b</t></si>", "a&b"},
      {"<si><t> trimmed\n</t></si>", "trimmed"},
      {"<si><t xml:space=\"preserve\"> kept </t></si>", " kept "},
      {"<si><t>_x0041_&lt;</t></si>", "A<"},
      {"<si><r><t>rich</t></r><r><t> text</t></r></si>", "richtext"},
      {"<si><t>thirty-two bytes of text, exactly</t></si>", "thirty-two bytes of text, exactly"},
      {"<si><t>" + long_text + "</t></si>", long_text},
      {"<si><t>a</t><phoneticPr/></si>", "a"},
      {" <si ><t>b</t></si>", "b"},
  };
  for (const auto& [item, shown] : cases) {
    std::string items;
    for (int i = 0; i < 20; ++i) items += i == 9 ? item : "<si><t>around</t></si>";
    const Sheet sheet(
        R"(<row r="1"><c r="A1" t="s"><v>8</v></c><c r="B1" t="s"><v>9</v></c><c r="C1" t="s"><v>10</v></c></row>)",
        items);
    EXPECT_EQ(sheet.read(true, archive::EntryStream::kStep).sheet.text(),
              "1:1=around 1:2=" + shown + " 1:3=around")
        << item;
  }
}

// An empty one leaves its cell out, one that is longer than a cell is cut.
TEST(XlsxUsual, SharedStringsThatDoNotFitAreToldApart) {
  const std::string kept = "<si><t>kept</t></si>", too_long(limits::kCellBytes + 1, 'x');
  for (const std::string& text : {std::string(), too_long}) {
    std::string rows;
    for (int i = 1; i <= 9; ++i) {
      const std::string n = std::to_string(i);
      rows += "<row r=\"" + n + "\"><c r=\"A" + n + "\" t=\"s\"><v>0</v></c><c r=\"B" + n +
              "\" t=\"s\"><v>1</v></c><c r=\"C" + n + "\" t=\"s\"><v>0</v></c></row>";
    }
    const Sheet sheet(rows, kept + "<si><t>" + text + "</t></si>" + std::string(200, ' '));
    const Reading plain = sheet.read(false, archive::EntryStream::kStep);
    EXPECT_EQ(plain.sheet.cells.size(), text.empty() ? 18U : 27U);
    EXPECT_EQ(sheet.read(true, archive::EntryStream::kStep).text, plain.text) << text.size();
  }
}

TEST(XlsxUsual, RowReferencesCountOn) {
  RowReference counted(0);
  for (uint32_t number = 1; number <= 100'100; ++number) {
    counted.advance();
    const std::string text = std::to_string(number) + "\">......";
    ASSERT_TRUE(counted.stands_at(text.c_str())) << number;
    ASSERT_EQ(counted.size(), text.size() - 7) << number;
    ASSERT_FALSE(counted.stands_at(('1' + text).c_str())) << number;
  }
}

TEST(XlsxUsual, DigitsAreReadEightAtOnce) {
  const auto read = [](std::string text) {
    text += "<..............";
    uint32_t value = 0;
    const char* const behind = read_digits(text.data(), value);
    return behind == nullptr ? std::string("none")
                             : std::to_string(value) + '+' + std::to_string(behind - text.data());
  };
  EXPECT_EQ(read("0"), "0+1");
  EXPECT_EQ(read("7\""), "7+1");
  EXPECT_EQ(read("0012"), "12+4");
  EXPECT_EQ(read("1234567"), "1234567+7");
  EXPECT_EQ(read("9999999"), "9999999+7");
  EXPECT_EQ(read("12345678"), "none");
  EXPECT_EQ(read(""), "none");
  for (int other = 0; other < 256; ++other) {
    if (other >= '0' && other <= '9') continue;
    EXPECT_EQ(read("42" + std::string(1, static_cast<char>(other)) + "7"), "42+2") << other;
  }
}

}  // namespace
}  // namespace portcheck::sheet
