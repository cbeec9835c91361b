// Customer text must stay text in every rendering.
#include <gtest/gtest.h>

#include "portcheck/check.h"

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

TEST(Renderings, ColumnLetters) {
  EXPECT_EQ(column_letters(1), "A");
  EXPECT_EQ(column_letters(26), "Z");
  EXPECT_EQ(column_letters(27), "AA");
  EXPECT_EQ(column_letters(16384), "XFD");
  EXPECT_EQ(column_letters(0), "");
}

}  // namespace
}  // namespace portcheck
