// Notes within a help-desk's bound. A sheet whose every cell is markup made notes longer than the bound by
// their escapes, and the cut went through the middle of words and tags.
#include "server/desk/note_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "server/engine/work.h"
#include "server/webhook/crypto.h"
#include "server/worker/annotation.h"

namespace portcheck::server {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr size_t kSmallest = 400;  // has room for the sentence before, the mark and the cut
constexpr char kBefore[] = "This replaces PortCheck's earlier notes on this ticket.";
constexpr char kCut[] = "The rest was cut";

Annotation markup_heavy_note() {
  const std::string markup = R"(<b>&"'</b>&amp;{quote}[x|y]!)";
  std::string sheet = "Number to Port,Campaign_url,Media Type,Destination Number\n";
  for (int row = 0; row < 40; ++row) {
    std::string cell = "\"" + markup + std::to_string(row) + "\"";
    cell.replace(cell.find("\"'"), 1, "\"\"");
    sheet += cell + "," + cell + "," + cell + "," + cell + "\n";
  }
  EngineJob job;
  job.task = Task::note;
  Request& request = job.request;
  request.today = *parse_iso_date("2026-11-26");
  request.ticket = Ticket{};
  request.ticket->subject = markup;
  request.ticket->reason = "Number Management";
  request.ticket->sub_category = "Porting Numbers";
  for (const char* name : {"<i>&.csv", "&&&&.csv", "<<>>.csv"})
    request.files.push_back({.name = name, .bytes = sheet, .sha256 = {}});
  std::vector<Unread> unread;
  for (int i = 0; i < 20; ++i) unread.push_back({.name = markup + std::to_string(i), .why = "was not read."});
  std::string head, bytes;
  for (const std::string_view piece : encode(job, head)) bytes += piece;
  EngineAnswer answer;
  EXPECT_TRUE(decode(answer_job(bytes), answer));
  answer.reply = "Dear customer,\n" + markup + "\nYours";
  return annotation_of(answer, unread);
}

// Every tag that is opened is closed, in order, and no '<' or '>' or bare '&' is text.
void expect_well_formed(std::string_view html) {
  std::vector<std::string> open;
  for (size_t at = 0; at < html.size(); ++at) {
    ASSERT_NE(html[at], '>');
    if (html[at] == '&') {
      const std::string_view entity = html.substr(at, html.find(';', at) - at + 1);
      ASSERT_TRUE(entity == "&amp;" || entity == "&lt;" || entity == "&gt;" || entity == "&quot;" ||
                  entity == "&#39;")
          << entity;
    }
    if (html[at] != '<') continue;
    const size_t end = html.find('>', at);
    ASSERT_NE(end, std::string_view::npos);
    const std::string tag(html.substr(at + 1, end - at - 1));
    at = end;
    if (tag == "br") continue;
    if (tag[0] != '/') {
      open.push_back(tag);
      continue;
    }
    ASSERT_FALSE(open.empty()) << tag;
    ASSERT_EQ("/" + open.back(), tag);
    open.pop_back();
  }
  EXPECT_TRUE(open.empty());
}

class NoteFormTest : public testing::Test {
 protected:
  const Annotation note_ = markup_heavy_note();
  const std::string mark_ = note_mark(sha256_hex("x"));
};

TEST_F(NoteFormTest, WhatFitsIsWrittenWhole) {
  const std::string html = html_note(note_.note_html, "", mark_, 60'000);
  EXPECT_EQ(html, note_.note_html + "<p><small>" + mark_ + "</small></p>");
  EXPECT_EQ(text_note(note_.note_text, "", mark_, 60'000), note_.note_text + "\n" + mark_ + "\n");
  const std::string replacing = html_note(note_.note_html, kBefore, mark_, 60'000);
  EXPECT_THAT(replacing, StartsWith("<p><i>This replaces PortCheck&#39;s earlier"));
  expect_well_formed(replacing);
  EXPECT_EQ(html_note(note_.note_html, "", mark_, html.size()), html);
  EXPECT_THAT(html_note(note_.note_html, "", mark_, html.size() - 1), HasSubstr(kCut));
}

TEST_F(NoteFormTest, HtmlLosesWholeBlocksAndStaysWellFormed) {
  for (size_t most = kSmallest; most < note_.note_html.size(); most += 37) {
    const std::string note = html_note(note_.note_html, kBefore, mark_, most);
    ASSERT_LE(note.size(), most);
    expect_well_formed(note);
    EXPECT_THAT(note, HasSubstr(kCut));
    EXPECT_EQ("portcheck:" + marker_in(note), mark_);
    EXPECT_THAT(note, Not(HasSubstr("<ul></ul>")));
    const size_t item = note.rfind("<li>"), cut = note.find(kCut);
    if (item == std::string::npos) continue;
    const std::string last = note.substr(item, note.find("</li>", item) + 5 - item);
    ASSERT_LT(item, cut);
    ASSERT_THAT(note_.note_html, HasSubstr(last));
  }
}

TEST_F(NoteFormTest, TextLosesWholeLines) {
  for (size_t most = kSmallest; most < note_.note_text.size(); most += 37) {
    const std::string note = text_note(note_.note_text, kBefore, mark_, most);
    ASSERT_LE(note.size(), most);
    EXPECT_THAT(note, EndsWith("\n" + mark_ + "\n"));
    const size_t head = std::string(kBefore).size() + 2;
    const std::string kept = note.substr(head, note.find("\n… " + std::string(kCut)) - head);
    ASSERT_TRUE(note_.note_text.starts_with(kept)) << kept;
    ASSERT_TRUE(kept.ends_with("\n") || kept.ends_with(".\n") || kept.back() == '.') << kept;
  }
}

TEST_F(NoteFormTest, ALineThatIsTooLongLosesSentencesAndNeverHalfACharacter) {
  std::string line;
  while (line.size() < 900) line += "Ein Satz über Nummern. ";
  const std::string note = text_note(line, "", mark_, 500);
  EXPECT_LE(note.size(), 500U);
  EXPECT_THAT(note, HasSubstr("Nummern.\n\n… " + std::string(kCut)));
  std::string word;
  while (word.size() < 900) word += "ü";
  for (size_t most = 400; most < 410; ++most) {
    const std::string cut = text_note(word, "", mark_, most);
    EXPECT_EQ(cut.find("\xC3\n"), std::string::npos);
    EXPECT_LE(cut.size(), most);
  }
}

TEST_F(NoteFormTest, EscapesOfWikiMarkupAreNotTornApart) {
  std::string line;
  while (line.size() < 900) line += "\\{";
  for (size_t most = 400; most < 410; ++most)
    EXPECT_EQ(text_note(line, "", mark_, most).find("\\\n"), std::string::npos);
}

}  // namespace
}  // namespace portcheck::server
