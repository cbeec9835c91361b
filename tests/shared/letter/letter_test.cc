// Letters as made: sound as PDF files, refused where a carrier would refuse them. tests/integration opens
// them in other programs.
#include "portcheck/letter_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace portcheck {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

LetterForm local_form(size_t count = 1) {
  LetterForm form;
  form.today = *parse_iso_date("2026-11-26");
  for (size_t i = 0; i < count; ++i) form.numbers.push_back(2127360000 + i);
  return form;
}

std::string problem_of(const LetterForm& form, std::string_view field, bool refused) {
  const MadeLetter made = make_letter(form);
  EXPECT_EQ(made.pdf.empty(), refused);
  for (const LetterProblem& problem : made.problems) {
    if (problem.field == field && problem.refused == refused) return message(problem.remark);
  }
  return "none";
}

// Each entry of the cross-reference table leads to its object.
TEST(Letter, EveryObjectStandsWhereTheFileSays) {
  const std::string pdf = make_letter(local_form(300)).pdf;
  const size_t table = static_cast<size_t>(std::atoll(pdf.c_str() + pdf.rfind("startxref") + 10));
  ASSERT_EQ(pdf.substr(table, 7), "xref\n0 ");
  const size_t count = static_cast<size_t>(std::atoll(pdf.c_str() + table + 7));
  const size_t first = pdf.find('\n', table + 7) + 1;
  ASSERT_GT(count, 300U);
  for (size_t id = 1; id < count; ++id) {
    const size_t offset = static_cast<size_t>(std::atoll(pdf.c_str() + first + 20 * id));
    const std::string head = std::to_string(id) + " 0 obj";
    ASSERT_EQ(pdf.substr(offset, head.size()), head);
  }
  EXPECT_TRUE(pdf.ends_with("%%EOF\n"));
}

TEST(Letter, SameFormGivesSameBytes) {
  EXPECT_EQ(make_letter(local_form(50)).pdf, make_letter(local_form(50)).pdf);
  EXPECT_NE(make_letter(local_form(50)).pdf, make_letter(local_form(51)).pdf);
}

TEST(Letter, NumbersTakeAsManyPagesAsTheyNeed) {
  EXPECT_EQ(make_letter(local_form(0)).pages, 1U);
  EXPECT_EQ(make_letter(local_form(40)).pages, 1U);
  EXPECT_EQ(make_letter(local_form(41)).pages, 2U);
  EXPECT_EQ(make_letter(local_form(290)).pages, 2U);
  EXPECT_EQ(make_letter(local_form(291)).pages, 3U);
  EXPECT_EQ(make_letter(local_form(5000)).pages, 21U);
  EXPECT_LT(make_letter(local_form(5000)).pdf.size(), limits::kLoaBytes);
}

TEST(Letter, RepeatsAreListedOnce) {
  LetterForm form = local_form(3);
  form.numbers.insert(form.numbers.begin(), form.numbers[2]);
  const MadeLetter made = make_letter(form);
  EXPECT_EQ(made.numbers, 3U);
  EXPECT_THAT(made.problems, IsEmpty());
}

TEST(Letter, MixedNumbersAreRefused) {
  LetterForm form = local_form(2);
  form.numbers.push_back(8003569377);
  EXPECT_THAT(problem_of(form, "numbers", true),
              HasSubstr("1 of the 3 numbers is toll-free, such as (800) 356-9377"));
  form.kind = Kind::toll_free;
  EXPECT_THAT(problem_of(form, "numbers", true), HasSubstr("2 of the 3 numbers are local"));
}

TEST(Letter, ImpossibleNumbersAreRefused) {
  for (const uint64_t digits :
       {uint64_t{0}, uint64_t{1127360143}, uint64_t{2120360143}, uint64_t{91127360143}, UINT64_MAX}) {
    LetterForm form = local_form(1);
    form.numbers.push_back(digits);
    EXPECT_THAT(problem_of(form, "numbers", true), HasSubstr("There is no number"));
  }
  EXPECT_THAT(problem_of(local_form(5001), "numbers", true), HasSubstr("at most 5,000"));
}

TEST(Letter, BillingNumberMustBeOne) {
  LetterForm form = local_form();
  form.btn = "212.736.0143";
  EXPECT_THAT(make_letter(form).problems, IsEmpty());
  for (const char* wrong : {"212-736-014", "1-800-FLOWERS", "none", "212-036-0143"}) {
    form.btn = wrong;
    EXPECT_THAT(problem_of(form, "btn", true), HasSubstr("ten digits")) << wrong;
  }
}

TEST(Letter, RespOrgHasFiveCharacters) {
  LetterForm form = local_form(0);
  form.kind = Kind::toll_free;
  for (const char* wrong : {"ABC1", "ABC012", "AB-01"}) {
    form.resporg = wrong;
    EXPECT_THAT(problem_of(form, "resporg", true), HasSubstr("five letters")) << wrong;
  }
  form.resporg = "abc99";
  EXPECT_THAT(problem_of(form, "resporg", false), HasSubstr("ends in 99"));
  form.resporg = "abc01";
  EXPECT_THAT(make_letter(form).problems, IsEmpty());
  form.kind = Kind::local;
  EXPECT_THAT(problem_of(form, "resporg", false), HasSubstr("left out"));
}

TEST(Letter, SignatureIsNeitherOldNorInTheFuture) {
  LetterForm form = local_form();
  form.signed_on = parse_iso_date("2026-10-27");  // 30 days
  EXPECT_THAT(make_letter(form).problems, IsEmpty());
  form.signed_on = parse_iso_date("2026-10-26");
  EXPECT_THAT(problem_of(form, "signed_on", true), HasSubstr("30 days"));
  form.signed_on = parse_iso_date("2026-11-27");
  EXPECT_THAT(problem_of(form, "signed_on", true), HasSubstr("future"));
}

TEST(Letter, CharactersOutsideTheTypefaceAreNamed) {
  LetterForm form = local_form();
  form.company = "Łódź Media";
  EXPECT_THAT(problem_of(form, "company", true), HasSubstr("no \"Ł\""));
  form.company = "Café Ñandú – “Œuvre” €";
  EXPECT_THAT(make_letter(form).problems, IsEmpty());
  form.company = std::string(401, 'x');
  EXPECT_THAT(problem_of(form, "company", true), HasSubstr("400 characters"));
  form.company = "\xFF\xFE";
  EXPECT_THAT(problem_of(form, "company", true), HasSubstr("\xEF\xBF\xBD"));
}

TEST(Letter, PictureMustBeOne) {
  LetterForm form = local_form();
  form.name = "Ann Lee";
  form.signed_on = form.today;
  using namespace std::string_literals;
  for (const std::string& wrong : {"GIF89a"s, "\x89PNG\r\n\x1A\n"s, "\xFF\xD8\xFF\xE0"s,
                                   "\xFF\xD8\xFF\xC0\0\1"s, std::string(2'000'001, 'x')}) {
    form.signature = wrong;
    EXPECT_THAT(problem_of(form, "signature", true), HasSubstr("picture of the signature"));
  }
}

// What would end a string or start an operator is only text.
TEST(Letter, TextsCannotLeaveTheirPlace) {
  LetterForm form = local_form();
  form.company = ") Tj ET Q (\\";
  form.name = ">> endobj";
  const std::string pdf = make_letter(form).pdf;
  EXPECT_THAT(pdf, HasSubstr("(\\) Tj ET Q \\(\\\\)"));
}

TEST(LetterForm, ReadsItsJson) {
  LetterForm form;
  const auto error = parse_letter_form(
      R"({"kind":"toll-free","today":"2026-11-26","company":"Acme","service_address":"1 A St\nRome","numbers":["800-356-9377"],"signed_on":"2026-11-20","resporg":"ABC01"})",
      form);
  ASSERT_FALSE(error) << error->where << error->reason;
  EXPECT_EQ(form.kind, Kind::toll_free);
  EXPECT_EQ(form.service_address, "1 A St\nRome");
  EXPECT_EQ(form.numbers, std::vector<uint64_t>{8003569377});
  EXPECT_EQ(format_iso(*form.signed_on), "2026-11-20");
  EXPECT_EQ(form.new_provider, "Invoca");
}

TEST(LetterForm, SaysWhatIsWrong) {
  const std::pair<const char*, const char*> kWrong[] = {
      {"", "byte 0"},
      {R"({"today":"2026-11-26"})", "kind"},
      {R"({"kind":"local"})", "today"},
      {R"({"kind":"auto","today":"2026-11-26"})", "kind"},
      {R"({"kind":"local","today":"2026-11-26","pin":"1234"})", "pin"},
      {R"({"kind":"local","today":"2026-11-26","numbers":["911"]})", "numbers[0]"},
      {R"({"kind":"local","today":"2026-11-26","signed_on":"26.11."})", "signed_on"},
      {R"([])", ""},
  };
  for (const auto& [json, where] : kWrong) {
    LetterForm form;
    const auto error = parse_letter_form(json, form);
    ASSERT_TRUE(error) << json;
    EXPECT_EQ(error->where, where) << json;
  }
}

TEST(SheetNumbers, AreThoseWithoutAnError) {
  Request request;
  request.today = *parse_iso_date("2026-11-26");
  request.files.push_back(
      {"a.csv",
       "Number to Port,Campaign_url\n212-736-0143,x\n800-356-9377,\n212-736-014,\n911-736-0143,\n"
       ",\n1 (415) 736 0143,\n212-736-XXXX,\n",
       ""});
  const SheetNumbers numbers = sheet_numbers(request);
  EXPECT_TRUE(numbers.refused.empty());
  EXPECT_EQ(numbers.local, (std::vector<uint64_t>{2127360143, 4157360143}));
  EXPECT_EQ(numbers.toll_free, (std::vector<uint64_t>{8003569377}));
  EXPECT_EQ(
      to_json(numbers),
      R"({"schema":"portcheck.sheet_numbers/1","local":["2127360143","4157360143"],"toll_free":["8003569377"],"left_out":[4,5,8]})");
  request.files[0].bytes = "a,b\n1,2\n";
  EXPECT_THAT(to_json(sheet_numbers(request)),
              HasSubstr("\"refused\":{\"code\":\"no_number_column\",\"message\":\"The sheet has no column "
                        "Number to Port.\"}"));
}

}  // namespace
}  // namespace portcheck
