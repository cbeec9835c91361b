// Letters beside sheets, tickets and edits: what no single case shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "portcheck/check.h"
#include "portcheck/edit_session.h"
#include "portcheck/letter.h"
#include "tests/shared/loa/letter_builder.h"

namespace portcheck {
namespace {

using testing::letter_of;

constexpr std::string_view kPdf = "%PDF-1.7\ntrailer<<>>\n%%EOF\n";
constexpr std::string_view kLetter =
    "LETTER OF AUTHORIZATION\n"
    "Company Name: Acme Plumbing Inc\n"
    "Service Address: 100 Main Street, New York, NY 10001\n"
    "Current Carrier: Old Bell Telephone\n"
    "Billing Telephone Number: (212) 736-0100\n"
    "Account Number: 4711889123   PIN: 98765\n"
    "Telephone Numbers to be Ported:\n"
    "212-736-0143 through 0147\n"
    "I authorize Invoca, Inc. to act as my agent and to change my provider.\n"
    "Only one carrier may be chosen for a number, and a fee may be charged.\n"
    "Signature: /s/ Jane Doe   Date: November 16, 2026\n"
    "Print Name: Jane Doe\n";

std::string sheet_of(const std::vector<std::string>& numbers) {
  std::string csv = "Number to Port,Campaign_url\n";
  for (const std::string& number : numbers) csv += number + ",https://acme.invoca.net/a_campaigns/terms/11\n";
  return csv;
}

struct Asked {
  std::string csv;
  Document document;
  Request request;

  Asked(const std::vector<std::string>& numbers, std::string_view letter)
      : csv(sheet_of(numbers)), document(letter_of(letter)) {
    request.today = *parse_iso_date("2026-11-22");
    request.files.push_back({"numbers.csv", csv, ""});
    request.files.push_back({"letter.pdf", kPdf, "", &document});
  }
  Asked(const Asked&) = delete;
};

const Finding* find(const std::vector<Finding>& findings, RuleId rule) {
  auto found =
      std::find_if(findings.begin(), findings.end(), [rule](const Finding& one) { return one.rule == rule; });
  return found == findings.end() ? nullptr : &*found;
}

TEST(Letters, NoOutputHasASecret) {
  Asked asked({"2127360143"}, kLetter);
  const Report report = check(asked.request);
  for (const std::string& text :
       {to_json(report), to_note_html(report), to_note_text(report), to_terminal(report, false)}) {
    EXPECT_EQ(text.find("98765"), std::string::npos) << text;
    EXPECT_EQ(text.find("4711889"), std::string::npos) << text;
  }
  ASSERT_TRUE(report.files[1].letter);
  EXPECT_EQ(report.files[1].letter->pin, Presence::given);
}

TEST(Letters, FindingsStandOnTheirPage) {
  Asked asked({"2127360143"}, kLetter);
  const Report report = check(asked.request);
  const Finding* finding = find(report.findings, RuleId::LOA_014);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->place.page, 1U);
  EXPECT_NE(finding->place.box, Box{});
  EXPECT_NE(to_json(report).find("\"page\":1,\"box\":["), std::string::npos);
  EXPECT_NE(to_terminal(report, false).find("letter.pdf p1"), std::string::npos);
  EXPECT_NE(to_note_text(report).find("dated 2026-11-16, 5 numbers"), std::string::npos);
}

TEST(Letters, AnswerWhatTheTicketIsAskedFor) {
  Asked asked({"2127360143"}, kLetter);
  asked.request.ticket =
      Ticket{"Request to port-in phone numbers", "Wireless numbers.", "Number Management", "Porting Numbers"};
  EXPECT_FALSE(find(check(asked.request).findings, RuleId::TKT_020));
  asked.document = letter_of("LETTER OF AUTHORIZATION\nSignature:\n");
  EXPECT_TRUE(find(check(asked.request).findings, RuleId::TKT_020));
}

TEST(Letters, ABillBesideALetterIsNoLetter) {
  Asked asked({"2127360143"}, kLetter);
  const Document bill = letter_of("Invoice 7\nAmount due 5.00\nCustomer Name: Acme Plumbing\n");
  asked.request.files.push_back({"bill.pdf", kPdf, "", &bill});
  const Report report = check(asked.request);
  EXPECT_EQ(report.files[1].role, Role::loa);
  EXPECT_EQ(report.files[2].role, Role::other);
  EXPECT_FALSE(find(report.findings, RuleId::TKT_014));
}

// Each edit's summary, and the report at the end, is that of a check of the edited sheet.
TEST(Letters, AreMatchedAnewWhileASheetIsEdited) {
  Asked asked({"2127360143", "2127360144", "2127360150"}, kLetter);
  Remark refused;
  const auto session = EditSession::open(asked.request, refused);
  ASSERT_TRUE(session) << message(refused);
  std::vector<std::string> numbers = {"2127360143", "2127360144", "2127360150"};
  const std::pair<uint32_t, const char*> edits[] = {
      {4, "2127360145"}, {4, "2127360199"}, {3, ""}, {2, "8003569377"}, {3, "2127360146"}};
  for (const auto& [row, text] : edits) {
    const EditResult result = session->edit(0, row, 1, text);
    ASSERT_TRUE(result.refused.empty());
    numbers[row - 2] = text;
    Asked edited(numbers, kLetter);
    const Report wanted = check(edited.request);
    for (const RuleId rule : {RuleId::LOA_013, RuleId::LOA_014}) {
      EXPECT_EQ(result.by_rule[static_cast<size_t>(rule)], wanted.by_rule[static_cast<size_t>(rule)]);
      const Finding *told = find(result.summary, rule), *known = find(wanted.findings, rule);
      ASSERT_EQ(told == nullptr, known == nullptr) << text;
      if (told) {
        EXPECT_EQ(message(*told), message(*known));
      }
    }
    EXPECT_EQ(result.verdict, wanted.verdict);
    EXPECT_EQ(result.by_rule, wanted.by_rule);
    Report made = session->report();
    made.files[0].size = wanted.files[0].size;
    EXPECT_EQ(to_json(made), to_json(wanted));
  }
}

TEST(Letters, LongListsAreComparedByNumber) {
  std::vector<std::string> numbers;
  for (int i = 0; i < 5000; ++i) numbers.push_back(std::to_string(2127360000 + i * 2));
  Asked asked(numbers,
              "LETTER OF AUTHORIZATION\nTelephone Numbers to be Ported:\n212-736-0000 through "
              "212-736-9999\nSignature:\n");
  Report report = check(asked.request);
  EXPECT_FALSE(find(report.findings, RuleId::LOA_013));
  const Finding* extra = find(report.findings, RuleId::LOA_014);
  ASSERT_TRUE(extra);
  EXPECT_NE(message(*extra).find("5,000 numbers of the letter are not in the sheet: (212) 736-0001"),
            std::string::npos);
}

}  // namespace
}  // namespace portcheck
