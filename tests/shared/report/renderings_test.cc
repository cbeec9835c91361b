// Customer text must stay text in every rendering.
#include <gtest/gtest.h>

#include "portcheck/check.h"
#include "portcheck/letter.h"

namespace portcheck {
namespace {

Report hostile_report() {
  static const std::string kCsv =
      "Number to Port,Campaign_url\n"
      "<img src=x onerror=alert(1)>,\"</b><script>alert('x')</script>\"\n"
      "\x1b[31mred\x1b[0m,=cmd|' /C calc'!A0\n"
      "\xE2\x80\xAE"
      "gpj.exe,\"a\nb\"\n";
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.files.push_back({"<b>\"numbers\"&\x1b[2J.csv", kCsv, ""});
  return check(request);
}

TEST(Renderings, NoteHtmlHasNoTagOfTheCustomers) {
  std::string html = to_note_html(hostile_report());
  EXPECT_EQ(html.find("<img"), std::string::npos);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<b>\"numbers"), std::string::npos);
  EXPECT_NE(html.find("&lt;img src=x"), std::string::npos);
  EXPECT_EQ(html.find('\x1b'), std::string::npos);
}

TEST(Renderings, TerminalIsNotSteeredByFileContent) {
  std::string text = to_terminal(hostile_report(), false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_NE(to_terminal(hostile_report(), true).find("\x1b[31m"), std::string::npos);
}

TEST(Renderings, JsonIsOneLine) {
  std::string json = to_json(hostile_report());
  for (char c : json) EXPECT_GE(static_cast<unsigned char>(c), 0x20U);
}

TEST(Renderings, VerdictComesFirstAndTheNextStepSecond) {
  std::string note = to_note_text(hostile_report());
  EXPECT_EQ(note.find("PortCheck: BLOCKED"), 0U);
  EXPECT_LT(note.find("Next: "), note.find("Must be fixed"));
}

Finding finding(RuleId rule, Details details) {
  return {.rule = rule, .severity = Severity::error, .place = {}, .details = std::move(details)};
}

TEST(Renderings, TheNoteSaysAtAGlanceWhatMatchesWhatIsDueAndWhatIsUsed) {
  auto letter = std::make_shared<LetterFacts>();
  letter->text = true;
  letter->numbers.push_back(
      {.first = 2127360143, .last = 2127360152, .role = NumberRole::to_port, .seen = {}});
  Report report;
  report.request.unique = 12;
  report.files.emplace_back();
  report.files.back().letter = letter;
  EXPECT_NE(to_note_text(report).find("\nLetter and sheet: 12 of 12 numbers are on the letter.\n"),
            std::string::npos);
  report.findings = {
      finding(RuleId::LOA_013, {{"count", int64_t{3}}, {"total", int64_t{12}}}),
      finding(RuleId::LOA_014, {{"count", int64_t{1}}}),
      finding(RuleId::TKT_017, {{"rejected", "2026-11-01"}, {"due", "2026-11-05"}}),
      finding(RuleId::LOA_009, {{"until", "December 1, 2026"}}),
      finding(RuleId::TKT_007, {{"after", int64_t{512}}, {"total", int64_t{500}}, {"over", int64_t{12}}}),
  };
  report.findings[0].details.add("examples", std::vector<std::string>{"a", "<b>"});
  report.findings[1].details.add("examples", std::vector<std::string>{"c"});
  const std::string text = to_note_text(report);
  EXPECT_NE(text.find("Letter and sheet: 9 of 12 numbers are on the letter, 3 are missing there; 1 on "
                      "the letter alone.\n"
                      "Deadlines: the answer to the carrier was due 2026-11-05; the letter is good until "
                      "December 1, 2026.\n"
                      "Allotment: 512 of 500 numbers after this port, 12 more than agreed.\n"),
            std::string::npos)
      << text;
  EXPECT_NE(to_note_html(report).find("<p>Allotment: 512 of 500"), std::string::npos);
}

TEST(Renderings, ColumnLetters) {
  EXPECT_EQ(column_letters(1), "A");
  EXPECT_EQ(column_letters(26), "Z");
  EXPECT_EQ(column_letters(27), "AA");
  EXPECT_EQ(column_letters(16384), "XFD");
  EXPECT_EQ(column_letters(0), "");
}

}  // namespace
}  // namespace portcheck
