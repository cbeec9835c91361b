#include "server/worker/process_ticket.h"
#include "portcheck/letter_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/desk/category.h"
#include "server/worker/today.h"
#include "tests/server/engine/engine_support.h"
#include "tests/server/worker/desk_support.h"

namespace portcheck::server {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_seconds;
using testing::HasSubstr;
using testing::Not;
using namespace testing_support;

// A letter without a fault for the sheet of these tests.
std::string letter() {
  LetterForm form;
  form.today = *parse_iso_date("2026-11-20");
  form.signed_on = form.today;
  form.company = "Acme Media LLC";
  form.service_address = "350 Fifth Avenue\nNew York, NY 10118";
  form.carrier = "Lumen";
  form.account = "0012345678";
  form.btn = "212-736-0143";
  form.name = "Ann Lee";
  form.title = "Owner";
  form.numbers = {2127360143};
  return make_letter(form).pdf;
}

class ProcessTicketTest : public testing::Test {
 protected:
  ProcessTicketTest() {
    policy_ = {.reason = "Number Management",
               .sub_category = "Porting Numbers",
               .missing_files_grace = minutes{15},
               .file_max_bytes = 1 << 20,
               .ticket_max_bytes = 2 << 20,
               .engine = &test_engine()};
    desk_.add("7").ticket.created_at = now_ - hours{1};
  }

  TicketResult run(const TicketMemory& memory = {}, int attempt = 1) {
    return process_ticket({.policy = policy_,
                           .desk = desk_,
                           .metrics = metrics_,
                           .ticket_id = "7",
                           .memory = memory,
                           .attempt = attempt,
                           .now = now_,
                           .today = TimeZone().today(now_),
                           .still_ours = [this] { return still_ours_-- > 0; },
                           .about_to_write = [this] { return still_ours_-- > 0; }});
  }

  MemoryTicket& ticket() { return desk_.tickets.at("7"); }

  MemoryDesk desk_;
  Metrics metrics_;
  TicketPolicy policy_;
  sys_seconds now_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + hours{12}};
  int still_ours_ = 1'000'000;
};

TEST_F(ProcessTicketTest, WritesNoteFieldAndTagOfACompleteRequest) {
  desk_.attach("7", "numbers.csv", kSheet);
  desk_.attach("7", "letter.pdf", letter());
  const TicketResult result = run();
  EXPECT_EQ(result.outcome, Outcome::annotated);
  ASSERT_TRUE(result.memory);
  EXPECT_EQ(result.memory->marker, ticket().marker);
  EXPECT_EQ(result.memory->note_id, "note-7");
  EXPECT_FALSE(result.check_again_at);
  EXPECT_EQ(ticket().writes, 1);
  EXPECT_EQ(ticket().result, result.verdict);
  EXPECT_THAT(ticket().note, HasSubstr("numbers.csv"));
  EXPECT_EQ(ticket().tags.size(), 1U);
  EXPECT_TRUE(ticket().tags.contains("porting_" + ticket().result));
}

TEST_F(ProcessTicketTest, WritesNothingWhenNothingChanged) {
  desk_.attach("7", "numbers.csv", kSheet);
  const TicketResult first = run();
  now_ += hours{48};
  const TicketResult second = run(*first.memory);
  EXPECT_EQ(second.outcome, Outcome::annotated);
  EXPECT_EQ(second.memory->marker, first.memory->marker);
  EXPECT_EQ(ticket().writes, 1);
}

TEST_F(ProcessTicketTest, ReplacesItsTagWhenTheVerdictChanges) {
  desk_.attach("7", "numbers.csv", kSheet);
  run();
  EXPECT_EQ(ticket().result, "blocked");  // the letter is missing
  desk_.attach("7", "letter.pdf", letter());
  run(TicketMemory::parse(ticket().marker));
  EXPECT_NE(ticket().result, "blocked");
  EXPECT_EQ(ticket().tags.size(), 1U);
  EXPECT_EQ(ticket().writes, 2);
}

TEST_F(ProcessTicketTest, StaysQuietWhileNothingIsAttached) {
  EXPECT_EQ(run().outcome, Outcome::quiet);
  EXPECT_EQ(ticket().writes, 0);
}

TEST_F(ProcessTicketTest, DoesNotMissFilesWithinTheGracePeriodAndLooksAgainAfterIt) {
  ticket().ticket.created_at = now_ - minutes{5};
  desk_.attach("7", "numbers.csv", kSheet);
  const TicketResult early = run();
  EXPECT_EQ(early.check_again_at, now_ + minutes{10});
  EXPECT_THAT(ticket().note, Not(HasSubstr("TKT-001")));
  now_ += minutes{10};
  const TicketResult late = run(*early.memory);
  EXPECT_FALSE(late.check_again_at);
  EXPECT_THAT(ticket().note, HasSubstr("TKT-001"));
  EXPECT_EQ(ticket().writes, 2);
}

TEST_F(ProcessTicketTest, SkipsOtherCategoriesWithoutReadingTheirFiles) {
  desk_.attach("7", "numbers.csv", kSheet);
  ticket().ticket.sub_category = "Billing";
  EXPECT_EQ(run().outcome, Outcome::skipped);
  EXPECT_EQ(ticket().writes, 0);
  EXPECT_EQ(desk_.downloads, 0);
}

TEST_F(ProcessTicketTest, ComparesCategoriesWithoutCaseAndSpaces) {
  desk_.attach("7", "numbers.csv", kSheet);
  ticket().ticket.reason = " number management ";
  ticket().ticket.sub_category = "porting_numbers";
  EXPECT_EQ(run().outcome, Outcome::annotated);
  EXPECT_FALSE(same_category("Porting Number", "Porting Numbers"));
}

TEST_F(ProcessTicketTest, WithdrawsItsNoteOnceWhenTheTicketLeavesTheCategory) {
  desk_.attach("7", "numbers.csv", kSheet);
  run();
  ticket().ticket.sub_category = "Billing";
  const TicketResult result = run(TicketMemory::parse(ticket().marker));
  EXPECT_EQ(result.outcome, Outcome::skipped);
  EXPECT_EQ(result.memory->text(), "");
  EXPECT_EQ(ticket().result, "");
  EXPECT_TRUE(ticket().tags.empty());
  EXPECT_THAT(ticket().note, HasSubstr("no longer filed as a porting request"));
  run();
  EXPECT_EQ(ticket().writes, 2);
}

TEST_F(ProcessTicketTest, ClosesQuietlyWhenTheTicketIsGone) {
  desk_.tickets.clear();
  const TicketResult result = run(TicketMemory::parse("m"));
  EXPECT_EQ(result.outcome, Outcome::gone);
  EXPECT_EQ(result.memory->text(), "");
}

TEST_F(ProcessTicketTest, RetriesWhatMayPassAndKeepsTheDesksWish) {
  desk_.attach("7", "numbers.csv", kSheet);
  for (const DeskError error : {DeskError::unavailable, DeskError::conflict, DeskError::unauthorized}) {
    desk_.failures = {{error, Seconds{0}}};
    const TicketResult result = run();
    EXPECT_EQ(result.outcome, Outcome::retry);
    EXPECT_EQ(result.error, error);
  }
  desk_.failures = {{DeskError::none, Seconds{0}}, {DeskError::throttled, Seconds{30}}};  // the download
  const TicketResult result = run();
  EXPECT_EQ(result.outcome, Outcome::retry);
  EXPECT_EQ(result.retry_after, Seconds{30});
  EXPECT_EQ(ticket().writes, 0);
}

TEST_F(ProcessTicketTest, ReadsTheTicketAgainWhenAFileVanished) {
  desk_.attach("7", "numbers.csv", kSheet);
  desk_.failures = {{DeskError::none, Seconds{0}}, {DeskError::gone, Seconds{0}}};
  EXPECT_EQ(run().outcome, Outcome::retry);
}

TEST_F(ProcessTicketTest, GivesUpWhatIsRefused) {
  desk_.failures = {{DeskError::refused, Seconds{0}}};
  EXPECT_EQ(run().outcome, Outcome::refused);
}

TEST_F(ProcessTicketTest, SaysWhichFileItDidNotReadAndMissesNone) {
  desk_.attach("7", "huge <b>.xlsx", std::string((1 << 20) + 1, 'x'));
  desk_.attach("7", "letter.pdf", letter());
  const TicketResult result = run();
  EXPECT_EQ(result.outcome, Outcome::annotated);
  EXPECT_EQ(desk_.downloads, 1);
  EXPECT_THAT(ticket().note, HasSubstr("huge <b>.xlsx (1.0 MB) was not read"));
  EXPECT_THAT(ticket().note, Not(HasSubstr("TKT-002")));
}

TEST_F(ProcessTicketTest, DoesNotBelieveTheSizeThatTheDeskTells) {
  desk_.attach("7", "huge.csv", std::string((1 << 20) + 1, 'x'));
  ticket().ticket.attachments[0].size = 10;
  EXPECT_EQ(run().outcome, Outcome::annotated);
  EXPECT_THAT(ticket().note, HasSubstr("was not read"));
}

TEST_F(ProcessTicketTest, BoundsAllFilesOfATicketTogether) {
  for (const char* name : {"a.csv", "b.csv", "c.csv"}) desk_.attach("7", name, std::string(900'000, 'x'));
  run();
  EXPECT_EQ(desk_.downloads, 2);
  EXPECT_THAT(ticket().note, HasSubstr("c.csv (0.9 MB) was not read"));
}

// A worker that lost its lease must not write what it saw over what its successor wrote.
TEST_F(ProcessTicketTest, WritesNothingOnceTheLeaseIsLost) {
  desk_.attach("7", "numbers.csv", kSheet);
  int checkpoints = 0;
  for (int allowed = 0;; ++allowed) {
    still_ours_ = allowed;
    const TicketResult result = run();
    if (result.outcome == Outcome::annotated) break;
    EXPECT_EQ(result.outcome, Outcome::lost);
    EXPECT_EQ(ticket().writes, 0);
    ++checkpoints;
  }
  // After reading, during and after the download, before the file is looked at (and while, where that takes
  // long), right before writing.
  EXPECT_GE(checkpoints, 5);
}

TEST_F(ProcessTicketTest, WaitsForTheDesksMalwareScanButNotForEver) {
  desk_.attach("7", "numbers.csv", kSheet);
  ticket().ticket.attachments[0].scan = Scan::pending;
  const TicketResult waits = run({}, kScanAttempts);
  EXPECT_EQ(waits.outcome, Outcome::retry);
  EXPECT_EQ(waits.error, DeskError::not_yet);  // no failure of the desk
  EXPECT_EQ(desk_.downloads, 0);
  EXPECT_EQ(run({}, kScanAttempts + 1).outcome, Outcome::annotated);
  EXPECT_EQ(desk_.downloads, 1);
}

TEST_F(ProcessTicketTest, LeavesAnInfectedFileAloneAndSaysSo) {
  desk_.attach("7", "numbers.csv", kSheet);
  ticket().ticket.attachments[0].scan = Scan::infected;
  EXPECT_EQ(run().outcome, Outcome::annotated);
  EXPECT_EQ(desk_.downloads, 0);
  EXPECT_THAT(ticket().note, HasSubstr("numbers.csv was not read: the help-desk found malware in it."));
}

// A parser that crashes costs its ticket a note that says which file, and what to do.
TEST_F(ProcessTicketTest, NamesAFileThatKillsItsReaderAndAsksForACopy) {
  policy_.draft_reply = true;
  policy_.attach_sheets = true;
  desk_.attach("7", "segv.csv", kSheet);
  desk_.attach("7", "letter.pdf", letter());
  const TicketResult first = run();
  EXPECT_EQ(first.outcome, Outcome::annotated);
  EXPECT_EQ(ticket().result, "blocked");
  EXPECT_THAT(ticket().note, HasSubstr("could not be read safely"));
  EXPECT_THAT(ticket().note, HasSubstr("a readable copy of the files"));
  EXPECT_TRUE(ticket().files.empty());
  run(*first.memory);
  EXPECT_EQ(ticket().writes, 1);
}

TEST_F(ProcessTicketTest, AttachesTheRepairedSheetOnceAndKeepsAShortHistory) {
  policy_.attach_sheets = true;
  desk_.attach(
      "7", "numbers.csv",
      "Number to "
      "Port,Campaign_url\n2127360143,acme.invoca.net/campaigns/1\n2127360143,acme.invoca.net/campaigns/1\n");
  const TicketResult first = run();
  ASSERT_EQ(ticket().files.size(), 1U);
  EXPECT_EQ(ticket().files[0].bytes.substr(0, 2), "PK");
  EXPECT_THAT(ticket().note,
              HasSubstr("Attached, with everything repaired that is certain: " + ticket().files[0].name));
  EXPECT_THAT(ticket().note, Not(HasSubstr("Before:")));
  desk_.attach("7", "letter.pdf", letter());
  const TicketResult second = run(*first.memory);
  EXPECT_EQ(ticket().known_note, "note-7");
  EXPECT_THAT(ticket().note, HasSubstr("Before: blocked on 2026-11-23."));
  const int writes = ticket().writes;
  run(*second.memory);
  EXPECT_EQ(ticket().writes, writes);
}

TEST_F(ProcessTicketTest, RepeatsNoPinAndNoSocialSecurityNumber) {
  policy_.draft_reply = true;
  ticket().ticket.description = "The account PIN is 482913, my SSN 123-45-6780.";
  desk_.attach("7", "numbers.csv", std::string(kSheet) + "123-45-6789,https://acme.invoca.net/a\n");
  run();
  EXPECT_EQ(ticket().writes, 1);
  EXPECT_THAT(ticket().note, HasSubstr("***-**-****"));
  for (const char* secret : {"482913", "123-45-67"}) EXPECT_THAT(ticket().note, Not(HasSubstr(secret)));
}

TEST_F(ProcessTicketTest, HoldsTheTicketAgainstWhatIsAgreed) {
  ASSERT_FALSE(parse_profile(R"({"allotment":{"used":99,"total":99}})", policy_.profile));
  desk_.attach("7", "numbers.csv", kSheet);
  run();
  EXPECT_THAT(ticket().note, HasSubstr("TKT-007"));
}

TEST_F(ProcessTicketTest, DraftsAReplyInTheCustomersLanguage) {
  policy_.draft_reply = true;
  ticket().ticket.language = "es-MX";
  desk_.attach("7", "numbers.csv", kSheet);
  run();
  EXPECT_THAT(ticket().note, HasSubstr("la carta de autorización (LOA)"));
  EXPECT_THAT(ticket().note, Not(HasSubstr("la hoja de cálculo con los números")));
}

}  // namespace
}  // namespace portcheck::server
