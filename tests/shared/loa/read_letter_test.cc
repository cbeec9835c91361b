// Whole letters: that each fact is found where it stands, whatever the layout.
#include "loa/read_letter.h"

#include "letter_builder.h"
#include "text/utf8.h"

namespace portcheck::loa {
namespace {

using portcheck::testing::letter_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> to_port(const LetterFacts& facts) {
  std::vector<std::string> out;
  for (const LetterNumbers& one : facts.numbers) {
    if (one.role != NumberRole::to_port) continue;
    std::string text = std::to_string(one.first);
    if (one.last != one.first) text += "-" + std::to_string(one.last % 10'000);
    out.push_back(text);
  }
  return out;
}

std::string signed_on(const LetterFacts& facts) {
  return facts.signed_on < 0 ? ""
                             : format_iso(facts.dates[static_cast<size_t>(facts.signed_on)].readings.front());
}

constexpr std::string_view kForm = R"(
                         LETTER OF AUTHORIZATION (LOA)
                         Local Number Portability

Company Name: Acme Plumbing, Inc.
Service Address: 100 Main Street, Suite 200
City: Springfield   State: IL   ZIP: 62701
Billing Address: PO Box 12, Springfield, IL 62705
Current Carrier: Old Bell Co.
Billing Telephone Number (BTN): (217) 736-0100
Account Number: 4711-889-123      PIN: 9876

Telephone Numbers to be Ported:
(217) 736-0143      (217) 736-0144
217-736-0150 through 217-736-0159

I hereby authorize Invoca, Inc. to act as my agent and to change my service provider. I understand that only
one carrier may be chosen for a number and that a fee may be charged.

Authorized Signature: /s/ Jane Doe            Date: 11/03/2026
Print Name: Jane Doe                          Title: Owner

Questions? Call (800) 356-9377.
)";

TEST(ReadLetter, ReadsAForm) {
  const LetterFacts facts = read_letter(letter_of(kForm));
  EXPECT_EQ(facts.company.value, "Acme Plumbing, Inc.");
  EXPECT_EQ(facts.company.seen.page, 1U);
  EXPECT_EQ(facts.company.seen.quote, "Company Name: Acme Plumbing, Inc.");
  EXPECT_EQ(facts.service.street, "100 Main Street");
  EXPECT_EQ(facts.service.unit, "Suite 200");
  EXPECT_EQ(facts.service.city, "Springfield");
  EXPECT_EQ(facts.service.state, "IL");
  EXPECT_EQ(facts.service.zip, "62701");
  EXPECT_FALSE(facts.service.po_box);
  EXPECT_TRUE(facts.billing.po_box);
  EXPECT_EQ(facts.billing.zip, "62705");
  EXPECT_EQ(facts.carrier.value, "Old Bell Co.");
  ASSERT_EQ(facts.billing_numbers.size(), 1U);
  EXPECT_EQ(facts.billing_numbers[0].shown, "(217) 736-0100");
  ASSERT_EQ(facts.accounts.size(), 1U);
  EXPECT_EQ(facts.accounts[0].shown, "…123");
  EXPECT_EQ(facts.pin, Presence::given);
  EXPECT_THAT(to_port(facts), ElementsAre("2177360143", "2177360144", "2177360150-159"));
  EXPECT_EQ(signed_on(facts), "2026-11-03");
  EXPECT_EQ(facts.signer.value, "Jane Doe");
  EXPECT_EQ(facts.title.value, "Owner");
  EXPECT_EQ(facts.gaining.value, "Invoca");
  EXPECT_EQ(facts.signature(), SignatureKind::typed);
  EXPECT_TRUE(facts.wording.authorizes && facts.wording.agent && facts.wording.change &&
              facts.wording.one_carrier && facts.wording.fee);
  EXPECT_THAT(facts.gaps, IsEmpty());
  EXPECT_THAT(facts.empty_fields, IsEmpty());
  EXPECT_FALSE(facts.looks_like_bill);
}

TEST(ReadLetter, ReadsTheSameWithoutPlaces) {
  const LetterFacts facts = read_letter(letter_of(kForm, false));
  EXPECT_EQ(facts.company.value, "Acme Plumbing, Inc.");
  EXPECT_EQ(facts.service.zip, "62701");
  EXPECT_THAT(to_port(facts), ElementsAre("2177360143", "2177360144", "2177360150-159"));
  EXPECT_EQ(signed_on(facts), "2026-11-03");
  EXPECT_EQ(facts.signer.value, "Jane Doe");
}

// 'portcheck facts' had printed the PIN that no report shows.
TEST(ReadLetter, HidesSecretsInTheDocument) {
  Document document = letter_of(
      "Account Number: 4711889123   PIN: 9876   Date: 11/03/2026\n"
      "SSN: 123-45-6789   Federal tax ID: 98-7654321\n"
      "Our passcode is 54321 and the company is Acme.\n"
      "Port PIN:   SUNSHINE   Call 217-736-9876\n"
      "Again the 9876.\n");
  FormField field;
  field.name = "pin";
  field.value = "４４５５";
  document.fields.push_back(field);
  const LetterFacts before = read_letter(document);
  hide_secrets(document);
  std::string all = document.fields[0].value;
  for (const Span& span : document.spans) all += " " + span.text;
  for (const char* secret : {"PIN: 9876", "the 9876", "-45-", "98-", "54321", "SUNSHINE", "4455", "４"})
    EXPECT_EQ(all.find(secret), std::string::npos) << secret << " in " << all;
  for (const char* kept : {"4711889123", "217-736-", "passcode is", "Date: 11/03/2026"})
    EXPECT_THAT(all, HasSubstr(kept));
  const LetterFacts after = read_letter(document);
  EXPECT_EQ(before.pin, Presence::given);
  EXPECT_EQ(after.pin, Presence::given);
  EXPECT_EQ(after.ssn, before.ssn);
  EXPECT_EQ(after.accounts.size(), before.accounts.size());
}

// letter_fuzz: sixty bytes before "hereby authorizes" began inside a character, and the report was no UTF-8.
TEST(ReadLetter, CutsNoCharacterInTwo) {
  for (const char* tail : {" Acme Corp", " Acme Corps"}) {
    std::string head;
    for (int i = 0; i < 30; ++i) head += "\xC3\x89";
    const LetterFacts facts = read_letter(letter_of(head + tail + " hereby authorizes Invoca\n"));
    EXPECT_TRUE(text::is_valid_utf8(facts.company.value)) << facts.company.value;
  }
}

TEST(ReadLetter, ShowsNoSecret) {
  const LetterFacts facts =
      read_letter(letter_of("Account Number: 4711889123   PIN: 9876   Date: 11/03/2026\n"
                            "SSN: 123-45-6789\n"
                            "Our passcode is 54321 and the company is Acme.\n"
                            "Company Name: Acme PIN 4455\n"));
  std::string all =
      facts.company.value + facts.account.value + facts.account.seen.quote + facts.pin_seen.quote;
  for (const LetterDate& date : facts.dates) all += date.seen.quote;
  for (const LetterAccount& account : facts.accounts) all += account.shown + account.seen.quote;
  EXPECT_THAT(all, HasSubstr("…123"));
  for (const char* secret : {"9876", "4711889", "6789", "54321", "4455"})
    EXPECT_EQ(all.find(secret), std::string::npos) << all;
  EXPECT_EQ(facts.ssn, Presence::given);
}

TEST(ReadLetter, ReadsCaptionsUnderTheirLines) {
  const LetterFacts facts =
      read_letter(letter_of("I authorize Invoca to port the numbers below.\n"
                            "(212) 736-0143\n"
                            "\n"
                            "\n"
                            "Acme Plumbing LLC              100 Main St\n"
                            "Company Name                   Service Address\n"
                            "\n"
                            "Springfield        IL          62701\n"
                            "City               State       ZIP\n"
                            "\n"
                            "Jane Doe           Owner       October 30, 2026\n"
                            "Signature          Title       Date\n"
                            "\n"
                            "Jane Doe\n"
                            "Printed Name\n"));
  EXPECT_EQ(facts.company.value, "Acme Plumbing LLC");
  EXPECT_EQ(facts.service.street, "100 Main St");
  EXPECT_EQ(facts.service.city, "Springfield");
  EXPECT_EQ(facts.service.zip, "62701");
  EXPECT_EQ(facts.title.value, "Owner");
  EXPECT_EQ(facts.signer.value, "Jane Doe");
  EXPECT_EQ(signed_on(facts), "2026-10-30");
  EXPECT_THAT(to_port(facts), ElementsAre("2127360143"));
}

TEST(ReadLetter, ReadsATable) {
  const LetterFacts facts =
      read_letter(letter_of("Letter of Agency\n"
                            "Customer: Acme Inc\n"
                            "\n"
                            "Telephone Number    BTN               Account Number\n"
                            "212-736-0143        212-736-0100      99887766\n"
                            "212-736-0144        212-736-0100      99887766\n"
                            "\n"
                            "Start              End\n"
                            "212-736-1000       212-736-1099\n"));
  EXPECT_THAT(to_port(facts), ElementsAre("2127360143", "2127360144", "2127361000-1099"));
  ASSERT_EQ(facts.accounts.size(), 1U);
  EXPECT_EQ(facts.accounts[0].shown, "…766");
  EXPECT_EQ(facts.billing_numbers.size(), 1U);
}

TEST(ReadLetter, FindsWhatIsEmpty) {
  const LetterFacts facts =
      read_letter(letter_of("LETTER OF AUTHORIZATION\n"
                            "Company Name: ______________________\n"
                            "Service Address: ___________________\n"
                            "City: ___________ State: ____ ZIP: ______\n"
                            "Account Number:            PIN: \n"
                            "Telephone Numbers: _________________\n"
                            "Signature: ____________________   Date: ____/____/______\n"
                            "Print Name: ______________   Title: ____________\n"));
  EXPECT_EQ(facts.company.presence, Presence::blank);
  EXPECT_EQ(facts.service.presence, Presence::blank);
  EXPECT_EQ(facts.account.presence, Presence::blank);
  EXPECT_EQ(facts.pin, Presence::blank);
  EXPECT_EQ(facts.signer.presence, Presence::blank);
  EXPECT_EQ(facts.signature(), SignatureKind::none);
  EXPECT_TRUE(facts.signature_field);
  EXPECT_TRUE(facts.empty_date);
  EXPECT_EQ(facts.signed_on, -1);
  std::vector<std::string> labels;
  for (const LetterField& field : facts.empty_fields) labels.push_back(field.label);
  EXPECT_THAT(labels, ElementsAre("company name", "printed name", "service address", "telephone numbers"));
}

TEST(ReadLetter, ReadsALetterInProse) {
  const LetterFacts facts = read_letter(letter_of(
      "Acme Plumbing LLC\n"
      "100 Main St, Springfield, IL 62701 | (217) 555-0199 | www.acme.example\n"
      "\n"
      "October 30, 2026\n"
      "\n"
      "To whom it may concern,\n"
      "I hereby authorize Invoca, Inc. to port the toll-free number 1-800-356-9377 to RespOrg QIT02.\n"
      "Sincerely,\n"
      "\n"
      "/s/ Jane Doe\n"
      "Jane Doe, Owner\n"));
  EXPECT_THAT(to_port(facts), ElementsAre("8003569377"));
  EXPECT_EQ(signed_on(facts), "2026-10-30");
  EXPECT_EQ(facts.new_resporg.value, "QIT02");
  EXPECT_EQ(facts.gaining.value, "Invoca");
  EXPECT_EQ(facts.signature(), SignatureKind::typed);
  EXPECT_TRUE(facts.wording.toll_free);
}

TEST(ReadLetter, TakesHiddenTextForNothing) {
  Document document = letter_of("Company Name: Acme\nSignature: Jane Doe\n");
  for (Span& span : document.spans) span.ink = Ink::hidden;
  const LetterFacts facts = read_letter(document);
  EXPECT_FALSE(facts.text);
  EXPECT_EQ(facts.company.presence, Presence::absent);
  EXPECT_THAT(facts.signatures, IsEmpty());
}

TEST(ReadLetter, ReadsFormFields) {
  Document document = letter_of("LETTER OF AUTHORIZATION\nPlease fill in.\n");
  FormField field;
  field.name = "form1.CompanyName";
  field.value = "Acme Inc";
  document.fields.push_back(field);
  field.name = "Text7";
  field.label = "Printed name of authorized person";
  field.value = "";
  document.fields.push_back(field);
  field.name = "txtPIN";
  field.label = "";
  field.value = "4455";
  document.fields.push_back(field);
  field.name = "account_number";
  field.value = "123456789";
  document.fields.push_back(field);
  const LetterFacts facts = read_letter(document);
  EXPECT_EQ(facts.company.value, "Acme Inc");
  EXPECT_EQ(facts.signer.presence, Presence::blank);
  EXPECT_EQ(facts.pin, Presence::given);
  EXPECT_EQ(facts.pin_seen.quote.find("4455"), std::string::npos);
  ASSERT_EQ(facts.accounts.size(), 1U);
  EXPECT_EQ(facts.accounts[0].shown, "…789");
}

// A fuzzer found a line of a megabyte, with a ZIP at its end, as the address in the report.
TEST(ReadLetter, AnAddressIsNoLongerThanOne) {
  const std::string long_line = std::string(5'000, 'x') + " 100 Main Street, Springfield, IL 62705\n";
  EXPECT_EQ(read_letter(letter_of(long_line)).service.presence, Presence::absent);
  const LetterFacts facts = read_letter(letter_of("Acme Inc\n100 Main Street, Springfield, IL 62705\n"));
  EXPECT_EQ(facts.service.zip, "62705");
  EXPECT_EQ(read_letter(letter_of("100 . , ; Main Street, Springfield, IL 62705\n")).service.street,
            "100 . , ; Main Street");
}

TEST(ReadLetter, WhoSignedElectronically) {
  const LetterFacts facts = read_letter(letter_of("E-signed by: Jane Q. Doe (Nov 20, 2026 10:12 EST)\n"));
  ASSERT_EQ(facts.signatures.size(), 1U);
  EXPECT_EQ(facts.signatures[0].name, "Jane Q. Doe");
  EXPECT_EQ(read_letter(letter_of("Digitally signed by Jane Doe on November 20, 2026\n")).signatures[0].name,
            "Jane Doe");
  EXPECT_EQ(read_letter(letter_of("Electronically signed by:\n")).signatures[0].name, "");
}

TEST(ReadLetter, TellsABillFromALetter) {
  EXPECT_TRUE(read_letter(letter_of("Old Bell\nInvoice 123\nPrevious balance 10.00\nAmount due 20.00\n"))
                  .looks_like_bill);
  EXPECT_TRUE(
      read_letter(
          letter_of("Old Bell\nStatement date: 1/2/2026\nAmount due 20.00\nAuthorized Contact: Jane Doe\n"))
          .looks_like_bill);
  EXPECT_FALSE(read_letter(letter_of("I authorize Invoca to change my carrier.\nBill date: 1/2/2026\nLast "
                                     "statement: 1\nAuthorized Signer: Jane Doe\n"))
                   .looks_like_bill);
  EXPECT_FALSE(read_letter(letter_of(kForm)).looks_like_bill);
}

TEST(ReadLetter, PutsMisreadDigitsRightWhereOcrReadThem) {
  Document document = letter_of("Telephone Numbers: 2l2-736-Ol43\nDate: l1/O3/2026\n");
  EXPECT_THAT(to_port(read_letter(document)), IsEmpty());
  for (Span& span : document.spans) span.confidence = 80;
  const LetterFacts facts = read_letter(document);
  EXPECT_THAT(to_port(facts), ElementsAre("2127360143"));
  EXPECT_EQ(signed_on(facts), "2026-11-03");
  EXPECT_TRUE(facts.ocr);
  EXPECT_EQ(facts.confidence, 80);
}

}  // namespace
}  // namespace portcheck::loa
