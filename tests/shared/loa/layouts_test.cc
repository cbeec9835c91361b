// Letters as people lay them out: what is told by labels, by columns, by captions, or in sentences alone.
#include "letter_builder.h"
#include "loa/read_letter.h"

namespace portcheck::loa {
namespace {

using portcheck::testing::letter_of;
using ::testing::ElementsAre;

std::vector<std::string> numbers(const LetterFacts& facts, NumberRole role) {
  std::vector<std::string> out;
  for (const LetterNumbers& one : facts.numbers) {
    if (one.role != role) continue;
    out.push_back(std::to_string(one.first));
    if (one.last != one.first) out.back() += "-" + std::to_string(one.last);
  }
  return out;
}

Date signed_on(const LetterFacts& facts) {
  return facts.signed_on < 0 ? Date() : facts.dates[static_cast<size_t>(facts.signed_on)].readings.front();
}

TEST(Layouts, AnAgencyFormWithATable) {
  const LetterFacts facts = read_letter(letter_of(R"(
                              Local Number Portability (LNP)
                          Letter of Agency ("LOA") Authorization

1. Customer Name (your name should appear exactly as it does on your telephone bill):
   First Name: Jane            Last Name: Doe
   Business Name: Acme Plumbing & Heating, LLC

2. Service Address on file with your current carrier (no P.O. boxes):
   Address: 100 N Main St Ste 200
   City: Springfield           State/Province: IL          Zip/Postal Code: 62701

3. List all Telephone Number(s) which you authorize to change from your current phone service provider
   to the Company or its designated agent.

   Phone Number        Service Provider       Account Number     PIN (if applicable)
   217-555-0143        Old Bell               4711889123         9876
   217-555-0144        Old Bell               4711889123         9876

By signing below, I verify that I am, or represent (for a business), the above-named local service
customer, authorized to change the primary carrier(s) for the telephone number(s) listed, and am at
least 18 years of age. The name and address I have provided is the name and address on record with my
local telephone company for each telephone number listed. I authorize Invoca, Inc. (the "Company") or its
designated agent to act on my behalf and notify my current carrier(s) to change my preferred carrier(s)
for the listed number(s) and service(s), to obtain any information the Company deems necessary to make
the carrier change(s). I understand I may be charged a fee for the change.

Authorized Signature              Print                       Date
_______________________          Jane Doe                    10/30/2026

For toll free numbers, please change RespOrg to QIT02. Please do not end service on the number for 10 days after RespOrg change.
)"));
  EXPECT_EQ(facts.company.value, "Acme Plumbing & Heating, LLC");
  EXPECT_EQ(facts.signer.value, "Jane Doe");
  EXPECT_EQ(facts.carrier.value, "Old Bell");
  EXPECT_EQ(facts.service.unit, "Ste 200");
  EXPECT_EQ(facts.service.zip, "62701");
  EXPECT_EQ(facts.pin, Presence::given);
  EXPECT_EQ(facts.signature(), SignatureKind::none);
  EXPECT_EQ(format_iso(signed_on(facts)), "2026-10-30");
  EXPECT_THAT(numbers(facts, NumberRole::to_port), ElementsAre("2175550143", "2175550144"));
}

TEST(Layouts, ALetterInSentences) {
  const LetterFacts facts = read_letter(letter_of(R"(Acme Plumbing LLC
100 Main Street
Springfield, IL 62701
Tel (217) 555-0199   Fax (217) 555-0198

November 3, 2026

Invoca, Inc.
419 State Street
Santa Barbara, CA 93101

RE: Letter of Authorization to port telephone numbers

Dear Invoca,

Acme Plumbing LLC hereby authorizes Invoca to act as its agent to port the following telephone numbers
from Old Bell:

217-555-1000 through 1049
217-555-2000, 2001, 2002

The billing telephone number is 217-555-1000. Our account number is 8839-2211.

Sincerely,


Jane Doe
Chief Operating Officer)"));
  EXPECT_EQ(facts.company.value, "Acme Plumbing LLC");
  EXPECT_EQ(facts.signer.value, "Jane Doe");
  EXPECT_EQ(facts.title.value, "Chief Operating Officer");
  EXPECT_EQ(facts.gaining.value, "Invoca");
  EXPECT_EQ(facts.service.street, "100 Main Street");
  EXPECT_EQ(facts.service.city, "Springfield");
  ASSERT_EQ(facts.accounts.size(), 1U);
  EXPECT_EQ(facts.accounts[0].shown, "…211");
  EXPECT_EQ(facts.accounts[0].seen.quote.find("8839"), std::string::npos);
  EXPECT_EQ(format_iso(signed_on(facts)), "2026-11-03");
  EXPECT_THAT(numbers(facts, NumberRole::to_port),
              ElementsAre("2175551000-2175551049", "2175552000", "2175552001", "2175552002"));
  EXPECT_THAT(numbers(facts, NumberRole::billing), ElementsAre("2175551000"));
  EXPECT_THAT(numbers(facts, NumberRole::fax), ElementsAre("2175550198"));
}

TEST(Layouts, CaptionsOverAndUnderWhatTheyName) {
  const LetterFacts facts = read_letter(letter_of(R"(DocuSign Envelope ID: 1A2B3C4D-5E6F-7A8B-9C0D-112233445566
TOLL FREE LETTER OF AUTHORIZATION

To:      Responsible Organization
From:    Acme Inc.

Company Name                         Contact
Acme Inc.                            John Roe
Street Address                       Phone
55 Market Street, Floor 3            (415) 555-0188
City                  State          Zip
San Francisco         CA             94105

Toll Free Number(s)        Current RespOrg      New RespOrg
800-356-9377               ABC01                QIT02
888-356-9377               ABC01                QIT02
866-356-9300 to 866-356-9349     ABC01          QIT02

DocuSigned by:
Jane Doe
A1B2C3D4E5F6478...
Signature                         10/30/2026 | 9:12:03 AM PDT
                                  Date
Jane Doe                          CFO
Name                              Title
)"));
  EXPECT_EQ(facts.company.value, "Acme Inc.");
  EXPECT_EQ(facts.signer.value, "Jane Doe");
  EXPECT_EQ(facts.title.value, "CFO");
  EXPECT_EQ(facts.resporg.value, "ABC01");
  EXPECT_EQ(facts.new_resporg.value, "QIT02");
  EXPECT_EQ(facts.service.unit, "Floor 3");
  EXPECT_EQ(facts.service.state, "CA");
  EXPECT_EQ(facts.signature(), SignatureKind::envelope);
  EXPECT_EQ(facts.signatures[0].vendor, "DocuSign");
  EXPECT_EQ(facts.signatures[0].id, "1A2B3C4D-5E6F-7A8B-9C0D-112233445566");
  EXPECT_EQ(facts.signatures[0].time, "10/30/2026 | 9:12:03 AM PDT");
  EXPECT_THAT(numbers(facts, NumberRole::to_port), ElementsAre("8003569377", "8883569377", "8663569300-8663569349"));
  EXPECT_THAT(numbers(facts, NumberRole::contact), ElementsAre("4155550188"));
}

TEST(Layouts, LabelsAndValuesInColumns) {
  const LetterFacts facts = read_letter(letter_of(R"(
LETTER OF AUTHORIZATION (LOA)   Rev. 03/2024
BILLING INFORMATION
Billing Name        Acme Inc                   BTN          415-555-0100
Billing Address     PO Box 77
City                Oakland                    State   CA    Zip   94601
SERVICE INFORMATION
Service Address     12 Elm Ct
City                Oakland                    State   CA    Zip   94601
Current Carrier     AT&T                       Account No.   123456789
Telephone Numbers   415-555-0100, -0101, -0102
Requested Port Date   12/15/2026
Signature   ____________________________     Date   11 / 02 / 2026
Printed Name   Jane Doe                      Title   Owner
Contact Phone   510-555-0199                 Email   jane@acme.example
)"));
  EXPECT_EQ(facts.company.value, "Acme Inc");
  EXPECT_TRUE(facts.billing.po_box);
  EXPECT_FALSE(facts.service.po_box);
  EXPECT_EQ(facts.service.street, "12 Elm Ct");
  EXPECT_EQ(facts.billing.zip, "94601");
  EXPECT_EQ(format_iso(signed_on(facts)), "2026-11-02");
  EXPECT_THAT(numbers(facts, NumberRole::to_port), ElementsAre("4155550100", "4155550101", "4155550102"));
  EXPECT_THAT(numbers(facts, NumberRole::billing), ElementsAre("4155550100"));
}

}  // namespace
}  // namespace portcheck::loa
