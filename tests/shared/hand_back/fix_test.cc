// portcheck::fix(): what is repaired, what is left alone, what is said of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "portcheck/check.h"
#include "tests/shared/exact_bytes.h"
#include "tests/shared/hand_back/hand_back_support.h"

namespace portcheck {
namespace {

using testing::cells_of;
using testing::changes_of;
using testing::fixed;
using testing::fixed_csv;
using ::testing::HasSubstr;
using testing::kUrl;
using ::testing::Not;
using testing::read_fixture;
using testing::request_of;

const std::string kHeader = "Number to Port,Campaign_url\n";
const std::string kGood = std::string(kUrl);

std::string number_as(const std::string& cell, NumberStyle style = NumberStyle::dashes) {
  const std::string out = fixed_csv(kHeader + "\"" + cell + "\"," + kGood + "\n", style);
  return out.substr(kHeader.size(), out.find(",https") - kHeader.size());
}

TEST(Fix, WritesNumbersInOneFormat) {
  for (const char* cell : {"212-736-0143", "2127360143", "+1 (212) 736-0143", "1.212.736.0143", "'2127360143",
                           "2127360143.0", "2.127360143E9", "\xEF\xBC\x92\xEF\xBC\x91\xEF\xBC\x92-736-0143",
                           "212\xC2\xA0"
                           "736 0143",
                           "\xE2\x80\x8B"
                           "2127360143",
                           "212*736*0143"}) {
    EXPECT_EQ(number_as(cell), "212-736-0143") << cell;
  }
  EXPECT_EQ(number_as("212-736-0143", NumberStyle::digits), "2127360143");
  EXPECT_EQ(number_as("212-736-0143", NumberStyle::e164), "+12127360143");
  EXPECT_EQ(number_as("212-736-0143", NumberStyle::national), "(212) 736-0143");
}

TEST(Fix, LeavesNumbersAloneThatMayMeanAnother) {
  for (const char* cell : {"212-736-014", "1-800-FLOWERS", "2I27360143", "212-736-0143 x12", "212-736-XXXX",
                           "8.01E+09", "+44 20 7946 0958", "212-736-0143 / 212-736-0144", "tbd"}) {
    const std::string kept = number_as(cell);
    EXPECT_TRUE(kept == cell || kept == std::string("\"'") + cell + "\"" || kept == std::string("'") + cell)
        << kept;
  }
}

TEST(Fix, TakesTheFormatThatMostOfTheColumnHas) {
  const std::string rows =
      "(212) 736-0143," + kGood + "\n(212) 736-0144," + kGood + "\n2127360145," + kGood + "\n";
  EXPECT_THAT(fixed_csv(kHeader + rows), HasSubstr("\n(212) 736-0145,"));
  EXPECT_THAT(fixed_csv(kHeader + "2127360143," + kGood + "\n212.736.0144," + kGood + "\n"),
              HasSubstr("\n2127360144,"));
}

TEST(Fix, MakesEveryCertainRepairAndListsIt) {
  const HandBack done = fixed(
      "Phone,Campaign URL,Media Type,descripton,Note\n"
      "2127360143.0,acme.invoca.net/a_campaigns/terms/11,online:display,a\xC2\xA0"
      "b,keep\xE2\x80\x8B\n");
  EXPECT_TRUE(done.refused.empty());
  EXPECT_EQ(changes_of(done),
            "A1 HDR-003 \"Phone\" > \"Number to Port\"\n"
            "B1 HDR-003 \"Campaign URL\" > \"Campaign_url\"\n"
            "C1 \"Media Type\" > \"media_type\"\n"
            "D1 HDR-009 \"descripton\" > \"description\"\n"
            "A2 NUM-003 \"2127360143.0\" > \"212-736-0143\"\n"
            "B2 URL-002 \"acme.invoca.net/a_campaigns/terms/11\" > \"" +
                kGood +
                "\"\n"
                "C2 MKT-002 \"online:display\" > \"Online: Display\"\n"
                "D2 ROW-007 \"a\xC2\xA0"
                "b\" > \"a b\"\n"
                "E2 ROW-007 \"keep\xE2\x80\x8B\" > \"keep\"\n");
  EXPECT_EQ(done.change_count, 9u);
  EXPECT_EQ(
      cells_of(done.files[0].bytes, "a.csv"),
      "1:1=Number to Port 1:2=Campaign_url 1:3=media_type 1:4=description 1:5=Note 2:1=212-736-0143 2:2=" +
          kGood + " 2:3=Online: Display 2:4=a b 2:5=keep");
}

TEST(Fix, LeavesOutBlankRowsAndExactRepeats) {
  const HandBack done =
      fixed("\n\n" + kHeader + "212-736-0143," + kGood + "\n , \n\n(212) 736-0143," + kGood +
            "\n212-736-0143,https://acme.invoca.net/a_campaigns/terms/12\n212-736-0144," + kGood +
            "\n2127360143,acme.invoca.net/a_campaigns/terms/11\n,\n");
  EXPECT_EQ(
      cells_of(done.files[0].bytes, "a.csv"),
      "1:1=Number to Port 1:2=Campaign_url 2:1=212-736-0143 2:2=" + kGood +
          " 3:1=212-736-0143 3:2=https://acme.invoca.net/a_campaigns/terms/12 4:1=212-736-0144 4:2=" + kGood);
  EXPECT_EQ(
      changes_of(done),
      "rows 1 to 2 ROW-003\nrows 5 to 6 ROW-003\nrow 7 ROW-004 repeats 4\nrow 10 ROW-004 repeats 4\nrow 11 "
      "ROW-003\n");
  EXPECT_EQ(done.files[0].rows, 3u);
}

TEST(Fix, SaysWhereAChangedCellIsNow) {
  const HandBack done = fixed(kHeader + "\n212-736-0143," + kGood + "\n\n2127360144," + kGood + "\n");
  ASSERT_EQ(done.changes.size(), 3u);
  EXPECT_EQ(done.changes[2].row, 5u);
  EXPECT_EQ(done.changes[2].now_row, 3u);
  EXPECT_EQ(done.changes[0].now_row, kNone);
}

TEST(Fix, KeepsRepeatsThatDifferAnywhere) {
  const std::string sheet = "Number to Port,Campaign_url,Note\n212-736-0143," + kGood + ",a\n212-736-0143," +
                            kGood + ",b\n212-736-0143," + kGood + "\n";
  EXPECT_EQ(fixed_csv(sheet), sheet.substr(0, sheet.size() - 1) + ",\n");
}

TEST(Fix, KeepsRowsAboveTheHeaderAndColumnsItDoesNotKnow) {
  const std::string sheet = "Acme porting list,,,\nNumber to Port,Campaign_url,,Note\n212-736-0143," + kGood +
                            ",no name,\"a, b\",beyond\n";
  EXPECT_EQ(fixed_csv(sheet), sheet.substr(0, 17) + ",,,,\nNumber to Port,Campaign_url,,Note,\n" +
                                  sheet.substr(sheet.find("212")));
}

TEST(Fix, LeavesTwoColumnsForOneFieldAsTheyAre) {
  const std::string sheet = "Phone,Telephone,Campaign_url\n212-736-0143,212-736-0144," + kGood + "\n";
  EXPECT_EQ(fixed_csv(sheet), sheet);
}

TEST(Fix, KeepsWhatHoldsEmojiTogether) {
  const std::string family = "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";
  const std::string sheet =
      "Number to Port,Campaign_url,description\n212-736-0143," + kGood + "," + family + "\n";
  EXPECT_EQ(fixed_csv(sheet), sheet);
}

TEST(Fix, KeepsTextsTextsThatASpreadsheetWouldRun) {
  const std::string sheet = "Number to Port,Campaign_url,Note\n212-736-0143," + kGood +
                            ",\"=cmd|' /C calc'!A0\"\n212-736-0144," + kGood + ",-5\n212-736-0145," + kGood +
                            ",+1 212 736 0143\n";
  const std::string once = fixed_csv(sheet);
  EXPECT_THAT(once, HasSubstr(",\"'=cmd|' /C calc'!A0\"\n"));
  EXPECT_THAT(once, HasSubstr(",-5\n"));
  EXPECT_THAT(once, HasSubstr(",'+1 212 736 0143\n"));
  EXPECT_EQ(fixed_csv(once), once);
  const HandBack workbook = fixed(once, {SheetFormat::xlsx, NumberStyle::automatic});
  EXPECT_THAT(cells_of(workbook.files[0].bytes, "a.xlsx"), HasSubstr("2:3==cmd|' /C calc'!A0 "));
  EXPECT_EQ(workbook.change_count, 0u);
}

TEST(Fix, WritesTheChangesIntoASecondSheetThatNobodyTakesForNumbers) {
  const HandBack done =
      fixed(kHeader + "2127360143.0," + kGood + "\n", {SheetFormat::xlsx, NumberStyle::dashes});
  EXPECT_EQ(done.files[0].name, "numbers.fixed.xlsx");
  EXPECT_EQ(cells_of(done.files[0].bytes, "a.xlsx", 1),
            "1:1=Cell 1:2=Cell now 1:3=Before 1:4=After 1:5=Why 1:6=Rule 2:1=A2 2:2=A2 2:3=2127360143.0 "
            "2:4=212-736-0143 2:5=Number mangled by a spreadsheet 2:6=NUM-003");
  const Report report = check(request_of("numbers.fixed.xlsx", done.files[0].bytes));
  EXPECT_EQ(report.verdict, Verdict::ready) << to_terminal(report, false);
  EXPECT_EQ(report.by_rule[static_cast<size_t>(RuleId::FIL_009)], 0u);
}

TEST(Fix, HasNothingToSayOfACleanSheet) {
  const std::string clean = kHeader + "212-736-0143," + kGood + "\n";
  const HandBack done = fixed(clean, {SheetFormat::xlsx, NumberStyle::automatic});
  EXPECT_EQ(done.change_count, 0u);
  EXPECT_THAT(done.notes, ::testing::IsEmpty());
  EXPECT_EQ(cells_of(done.files[0].bytes, "a.xlsx", 1), "no such sheet");
}

TEST(Fix, SaysWhatIsNotKept) {
  const HandBack done = fixed(read_fixture("dirty.openpyxl.xlsx"), {}, "dirty.xlsx");
  std::string notes;
  for (const Remark& note : done.notes) notes += message(note) + "\n";
  EXPECT_THAT(notes, HasSubstr("formatting"));
  EXPECT_THAT(notes, HasSubstr("Only the sheet \"Port request\" is handed back, not: Notes, Archive."));
  EXPECT_THAT(notes, HasSubstr("Dates are written as text"));
  EXPECT_THAT(notes, HasSubstr("hidden are visible"));
}

TEST(Fix, SaysWhereAWorkbookHoldsLess) {
  const std::string sheet =
      "Number to Port,Campaign_url,Note\n212-736-0143," + kGood + "," + std::string(40'000, 'x') + "\n";
  EXPECT_EQ(fixed_csv(sheet), sheet);
  const HandBack done = fixed(sheet, {SheetFormat::xlsx, NumberStyle::automatic});
  ASSERT_EQ(done.notes.size(), 1u);
  EXPECT_THAT(message(done.notes[0]), HasSubstr("cut to 32,767 characters"));
}

TEST(Fix, RefusesWithAReasonWhatItCannotReadWhole) {
  EXPECT_THAT(message(fixed("").refused), HasSubstr("empty"));
  EXPECT_THAT(message(fixed("%PDF-1.4\n", {}, "a.pdf").refused), HasSubstr("Nothing in this file"));
  EXPECT_THAT(message(fixed("PK\x03\x04 broken", {}, "a.xlsx").refused), HasSubstr("damaged"));
  const std::string whole = read_fixture("dirty.openpyxl.xlsx");
  EXPECT_FALSE(fixed(whole.substr(0, whole.size() - 200), {}, "a.xlsx").refused.empty());
  EXPECT_EQ(message(fix(Request{}, {}).refused), "There is no spreadsheet among the files.");
}

TEST(Fix, TakesTheFirstSpreadsheetOfTheRequest) {
  Request request = request_of("letter.pdf", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n");
  const std::string sheet = kHeader + "2127360143.0," + kGood + "\n";
  request.files.push_back({"Q4/numbers.final.csv", sheet, ""});
  const HandBack done = fix(request, {SheetFormat::csv, NumberStyle::automatic});
  EXPECT_EQ(done.source, "Q4/numbers.final.csv");
  EXPECT_EQ(done.files.at(0).name, "numbers.final.fixed.csv");
}

// What fix says it has fixed, a check does not find; and there is nothing left to fix.
class FixProperties : public ::testing::TestWithParam<std::tuple<const char*, SheetFormat>> {};

TEST_P(FixProperties, HoldForRealFiles) {
  const auto& [name, format] = GetParam();
  const std::string bytes = read_fixture(name);
  const HandBack once = fixed(bytes, {format, NumberStyle::automatic}, name);
  ASSERT_TRUE(once.refused.empty());
  const std::string& out = once.files[0].bytes;
  Request request = request_of(once.files[0].name, out);
  request.options.max_findings = 0;
  for (const Finding& finding : check(request).findings) {
    EXPECT_FALSE(finding.fix() && finding.fix()->certain && finding.place.row != kNone) << message(finding);
    for (const Change& change : once.changes) {
      bool same = change.now_row == finding.place.row && change.column == finding.place.column && change.rule;
      EXPECT_FALSE(same && *change.rule == finding.rule) << message(finding);
    }
  }
  const HandBack twice = fixed(out, {format, NumberStyle::automatic}, once.files[0].name);
  EXPECT_EQ(changes_of(twice), "");
  EXPECT_EQ(cells_of(twice.files.at(0).bytes, once.files[0].name), cells_of(out, once.files[0].name));
  EXPECT_EQ(fixed(bytes, {format, NumberStyle::automatic}, name).files[0].bytes, out);
}

INSTANTIATE_TEST_SUITE_P(All, FixProperties,
                         ::testing::Combine(::testing::Values("clean.csv", "dirty.csv", "dirty.openpyxl.xlsx",
                                                              "dirty.xlsxwriter.xlsx",
                                                              "dirty.libreoffice.xlsx",
                                                              "clean.libreoffice.xlsx", "dirty.notes.csv"),
                                            ::testing::Values(SheetFormat::xlsx, SheetFormat::csv)));

}  // namespace
}  // namespace portcheck
