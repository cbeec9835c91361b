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
  const LetterFacts facts =
      read_letter(letter_of(R"(DocuSign Envelope ID: 1A2B3C4D-5E6F-7A8B-9C0D-112233445566
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
  EXPECT_THAT(numbers(facts, NumberRole::to_port),
              ElementsAre("8003569377", "8883569377", "8663569300-8663569349"));
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

TEST(Layouts, SectionsWithLabelsBesideEachOther) {
  const LetterFacts facts = read_letter(letter_of(R"(LETTER OF AUTHORIZATION FOR LOCAL NUMBER PORTING
(Please print legibly)

Section 1 - Customer Information
Name (as it appears on bill): Blue Sky Travel Co.          Contact Name: Maria Lopez
Contact Phone Number: 303-555-0123                         Email: maria@bluesky.example
Service Address (where the lines are located):
Street: 1200 17th Street        Suite/Floor: 800
City: Denver                    State: CO         Zip: 80202
Billing Address (if different): Same

Section 2 - Current Provider
Name of Current Carrier: CenturyLink          Acct #: 303-R12-4567 899
BTN: 303-555-0100                             PIN/Passcode: N/A

Section 3 - Numbers
Please port the following numbers: 303-555-0100; 303-555-0101; 303-555-0110-0119
Total number of lines: 12

The undersigned appoints Invoca as its agent to change the local service provider.

X_______________________________          Date: Nov. 10, 2026
Maria Lopez, Office Manager
Print Name and Title
)"));
  EXPECT_EQ(facts.company.value, "Blue Sky Travel Co.");
  EXPECT_EQ(facts.signer.value, "Maria Lopez");
  EXPECT_EQ(facts.title.value, "Office Manager");
  EXPECT_EQ(facts.service.city, "Denver");
  EXPECT_EQ(facts.billing.presence, Presence::absent);
  EXPECT_EQ(format_iso(signed_on(facts)), "2026-11-10");
  EXPECT_THAT(numbers(facts, NumberRole::to_port),
              ElementsAre("3035550100", "3035550101", "3035550110-3035550119"));
  EXPECT_THAT(numbers(facts, NumberRole::contact), ElementsAre("3035550123"));
}

TEST(Layouts, LabelsWithoutAnyColon) {
  const LetterFacts facts = read_letter(letter_of(R"(Letter of Authorization (LOA)
Business Name                     Initech LLC
Authorized Signer                 Bill Lumbergh
Service Address                   4120 Freidrich Ln, Austin, Texas 78744
Numbers                           (512) 555-0142
                                  (512) 555-0143
                                  (512) 555-0144 - (512) 555-0149
Provider                          AT&T
Account                           831-000-1234 567
I, Bill Lumbergh, on behalf of Initech LLC, authorize Invoca to act as agent. This letter is valid until 12/31/2026.
Signed                            Bill Lumbergh
Date                              3 November 2026
)"));
  EXPECT_EQ(facts.company.value, "Initech LLC");
  EXPECT_EQ(facts.signer.value, "Bill Lumbergh");
  EXPECT_EQ(facts.carrier.value, "AT&T");
  EXPECT_EQ(facts.service.state, "TX");
  EXPECT_EQ(format_iso(signed_on(facts)), "2026-11-03");
  EXPECT_THAT(numbers(facts, NumberRole::to_port),
              ElementsAre("5125550142", "5125550143", "5125550144-5125550149"));
}

TEST(Layouts, ATollFreeLetterOnTwoPages) {
  const LetterFacts facts = read_letter(letter_of(R"(Page 1 of 2
LOA - Toll Free RespOrg Change
To Whom It May Concern:
The undersigned, as the end user subscriber of the toll-free numbers below, hereby authorizes Invoca Inc. to
change the Responsible Organization (RespOrg) for the listed toll-free numbers to ZZZ01.

Current RespOrg: ATX01
Subscriber Name: Globex Corporation
Subscriber Address: 742 Evergreen Terrace, Springfield, OR 97477
Toll-Free Numbers:
1. 800-555-0199      2. 888-234-5678
3. 877-234-5678      4. (866) 234-5678
Page 2 of 2
Signature: Homer Simpson
Printed Name: Homer Simpson
Title: Safety Inspector
Date: 10/25/26
Jane Doe (Nov 3, 2026 10:02 EST)
Adobe Acrobat Sign Transaction Number: CBJCHBCAABAA7xyz
)"));
  EXPECT_EQ(facts.company.value, "Globex Corporation");
  EXPECT_EQ(facts.resporg.value, "ATX01");
  EXPECT_EQ(facts.new_resporg.presence, Presence::absent);
  EXPECT_EQ(facts.signatures[0].vendor, "Adobe Acrobat Sign");
  EXPECT_THAT(numbers(facts, NumberRole::to_port),
              ElementsAre("8005550199", "8882345678", "8772345678", "8662345678"));
}

TEST(Layouts, ABill) {
  const LetterFacts facts = read_letter(letter_of(R"(                         Acme Telecom Bill
Account Number 555-123-4567 890          Invoice Date 10/15/2026
Bill To                                  Amount Due  $123.45
Blue Sky Travel
1200 17th St Ste 800
Denver CO 80202-1234
Previous Balance $100.00
Questions? Call 1-800-244-1111
)"));
  EXPECT_TRUE(facts.looks_like_bill);
  EXPECT_EQ(facts.company.value, "Blue Sky Travel");
  EXPECT_EQ(facts.billing.street, "1200 17th St");
  EXPECT_EQ(facts.billing.zip, "80202-1234");
  ASSERT_EQ(facts.accounts.size(), 1U);
  EXPECT_EQ(facts.accounts[0].shown, "…890");
  EXPECT_EQ(facts.signed_on, -1);
}

}  // namespace
}  // namespace portcheck::loa
