// portcheck::split() and portcheck::make_template().
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "portcheck/check.h"
#include "rules/media_types.h"
#include "tests/shared/exact_bytes.h"
#include "tests/shared/hand_back/hand_back_support.h"
#include "text/word_list.h"

namespace portcheck {
namespace {

using testing::cells_of;
using testing::ExactBytes;
using ::testing::HasSubstr;
using testing::kUrl;
using testing::request_of;

const std::string kGood = std::string(kUrl);

HandBack split_csv(std::string_view text, std::string_view name = "numbers.csv") {
  const ExactBytes exact(text);
  return split(request_of(name, exact.view()), {SheetFormat::csv, NumberStyle::automatic});
}

std::string names_of(const HandBack& done) {
  std::string out;
  for (const OutputFile& file : done.files) out += file.name + ":" + std::to_string(file.rows) + " ";
  return out;
}

TEST(Split, MakesOneSheetForEachKind) {
  const HandBack done = split_csv("Campaign URL,Phone,Note\n" + kGood + ",2127360143,a\n" + kGood +
                                  ",(800) 555-1212,b\n" + kGood + ",2127360144,c\n");
  EXPECT_EQ(names_of(done), "numbers.local.csv:2 numbers.toll-free.csv:1 ");
  EXPECT_EQ(
      cells_of(done.files[0].bytes, "a.csv"),
      "1:1=Number to Port 1:2=Campaign_url 1:3=description 1:4=media_type 1:5=detected destination 1:6=Note "
      "2:1=2127360143 2:2=" +
          kGood + " 2:6=a 3:1=2127360144 3:2=" + kGood + " 3:6=c");
  EXPECT_THAT(cells_of(done.files[1].bytes, "a.csv"), HasSubstr("2:1=8005551212 2:2=" + kGood + " 2:6=b"));
  for (const OutputFile& file : done.files) {
    const Report report = check(request_of(file.name, file.bytes));
    EXPECT_EQ(report.verdict, Verdict::ready) << to_terminal(report, false);
  }
}

TEST(Split, SeparatesCountriesWhereTheyAreMixed) {
  const std::string header = "Number to Port,Campaign_url\n";
  EXPECT_EQ(names_of(split_csv(header + "416-736-0143," + kGood + "\n")), "numbers.local.csv:1 ");
  EXPECT_EQ(
      names_of(split_csv(header + "416-736-0143," + kGood + "\n212-736-0143," + kGood + "\n787-736-0143," +
                         kGood + "\n876-736-0143," + kGood + "\n800-736-0143," + kGood + "\n")),
      "numbers.local-ca.csv:1 numbers.local-us.csv:2 numbers.local-jm.csv:1 numbers.toll-free.csv:1 ");
}

TEST(Split, LosesNoRow) {
  const HandBack done =
      split_csv("Acme list\nNumber to Port,Campaign_url,,Note\n212-736-0143," + kGood +
                ",x,a,beyond\n212-736-014," + kGood + "\n212-736-0144,tbd\n,,,lonely\n212-736-0143," + kGood +
                ",x,other\n1-800-FLOWERS," + kGood + "\n");
  EXPECT_EQ(names_of(done), "numbers.local.csv:1 numbers.to-review.csv:6 ");
  EXPECT_THAT(cells_of(done.files[0].bytes, "a.csv"), HasSubstr("2:6=a 2:7=x 2:8=beyond"));
  const std::string review = cells_of(done.files[1].bytes, "a.csv");
  EXPECT_THAT(review, HasSubstr("1:9=Row before 1:10=What to do"));
  EXPECT_THAT(review, HasSubstr("2:1=Acme list 2:9=1 2:10=This row stands above the header."));
  EXPECT_THAT(review,
              HasSubstr("3:9=4 3:10=\"212-736-014\" has 9 digits. A US number has 10: add what is missing."));
  EXPECT_THAT(review, HasSubstr("4:10=\"tbd\" is a placeholder."));
  EXPECT_THAT(review,
              HasSubstr("5:6=lonely 5:9=6 5:10=This row has no number to port. Add the number or delete the "
                        "row. This row has no Campaign_url."));
  EXPECT_THAT(
      review,
      HasSubstr("6:10=This number is already in row 3. List each number once: delete one of the two"));
  EXPECT_THAT(review, HasSubstr("7:9=8 7:10=It is not certain which number is meant. Write its ten digits."));
}

TEST(Split, PutsRowsOfASheetWithoutNumbersAside) {
  const HandBack done = split_csv("Campaign_url,Note\n" + kGood + ",a\n" + kGood + ",b\n");
  EXPECT_EQ(names_of(done), "numbers.to-review.csv:2 ");
}

TEST(Split, RemindsOfTheMissingCampaigns) {
  const HandBack done = split_csv("Number to Port,Note\n212-736-0143,a\n");
  EXPECT_EQ(names_of(done), "numbers.local.csv:1 ");
  ASSERT_EQ(done.notes.size(), 1U);
  EXPECT_EQ(done.notes[0].id, RemarkId::no_campaign_column);
}

TEST(Split, NamesFilesAsEveryFileSystemTakesThem) {
  const std::string sheet = "Number to Port,Campaign_url\n212-736-0143," + kGood + "\n";
  for (const auto& [name, base] : std::initializer_list<std::pair<std::string, std::string>>{
           {"../../etc/pass:wd?.csv", "pass_wd_"},
           {"..csv", "numbers"},
           {"-rf.csv", "rf"},
           {"", "numbers"},
           {"C:\\a\\b.xlsx.csv", "b.xlsx"},
           {std::string(3000, 'x') + ".csv", std::string(120, 'x')},
           {"na\xC3\xAFve.csv", "na\xC3\xAFve"},
           {"a\nb\x01.csv", "a_b"}}) {
    EXPECT_EQ(split_csv(sheet, name).files.at(0).name, base + ".local.csv") << name;
  }
}

TEST(Template, HasTheColumnsAndTheListAndNothingToDelete) {
  const std::string bytes = make_template(SheetFormat::xlsx);
  EXPECT_EQ(cells_of(bytes, "a.xlsx"),
            "1:1=Number to Port 1:2=Campaign_url 1:3=description 1:4=media_type 1:5=detected destination");
  const std::string list = cells_of(bytes, "a.xlsx", 1);
  uint32_t count = 0;
  for (const char* names = rules::kMediaTypes; names != nullptr; ++count)
    EXPECT_THAT(list, HasSubstr(text::next_word(names)));
  EXPECT_EQ(count, rules::kMediaTypeCount);
  EXPECT_EQ(make_template(SheetFormat::csv),
            "\xEF\xBB\xBFNumber to Port,Campaign_url,description,media_type,detected destination\r\n");
  EXPECT_EQ(make_template(SheetFormat::xlsx), bytes);
}

TEST(Template, LacksNumbersAndNothingElse) {
  for (SheetFormat format : {SheetFormat::xlsx, SheetFormat::csv}) {
    const std::string bytes = make_template(format);
    const Report report = check(request_of("porting-template", bytes));
    for (const Finding& finding : report.findings) {
      EXPECT_TRUE(finding.rule == RuleId::FIL_003 || finding.severity == Severity::info) << message(finding);
    }
  }
}

}  // namespace
}  // namespace portcheck
