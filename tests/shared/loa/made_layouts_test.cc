// Layouts of letters that programs made (tests/cases/loa), each reduced to the few lines that were misread
// once.
#include <algorithm>

#include "letter_builder.h"
#include "loa/read_letter.h"

namespace portcheck::loa {
namespace {

using portcheck::testing::letter_of;

size_t count_to_port(const LetterFacts& facts) {
  size_t count = 0;
  for (const LetterNumbers& one : facts.numbers) {
    if (one.role == NumberRole::to_port) count += static_cast<size_t>(one.last - one.first + 1);
  }
  return count;
}

TEST(MadeLayouts, ANumberSignIsAWord) {
  EXPECT_EQ(read_letter(letter_of("Account # with Current Provider:   8340123456789")).account.value, "…789");
  EXPECT_EQ(read_letter(letter_of("Acct. No.: 8340123456789")).account.value, "…789");
}

TEST(MadeLayouts, AValueAndTheNextLabelShareASpan) {
  const LetterFacts facts =
      read_letter(letter_of("Service Address:   15 Court Square, Unit 6B\n"
                            "City:   Boston   State:   MA ZIP:   02108\n"));
  EXPECT_EQ(facts.service.city, "Boston");
  EXPECT_EQ(facts.service.state, "MA");
  EXPECT_EQ(facts.service.zip, "02108");
}

TEST(MadeLayouts, CellsOfATableAreNoLabels) {
  for (const bool places : {true, false}) {
    EXPECT_EQ(count_to_port(read_letter(letter_of("Telephone Number      Type        City\n"
                                                  "(206) 867-1385        Main        Seattle\n"
                                                  "(206) 867-1386        Fax line    Seattle\n"
                                                  "(206) 867-1387        DID         Seattle\n",
                                                  places))),
              3U);
  }
}

TEST(MadeLayouts, LabelsWithTheirValuesAreNoTable) {
  const LetterFacts facts =
      read_letter(letter_of("Company Name         Lone Star Pest Control\n"
                            "Current Carrier      Cox Business\n"
                            "New Provider         Invoca\n"
                            "Print Name           Elena Petrova\n"
                            "Title                Director\n"));
  EXPECT_EQ(facts.company.value, "Lone Star Pest Control");
  EXPECT_EQ(facts.carrier.value, "Cox Business");
  EXPECT_EQ(facts.gaining.value, "Invoca");
  EXPECT_EQ(facts.signer.value, "Elena Petrova");
  EXPECT_EQ(facts.title.value, "Director");
}

TEST(MadeLayouts, AValueUnderItsLabelIsNotThatOfTheLabelBelow) {
  const LetterFacts facts =
      read_letter(letter_of("Service Address\n"
                            "9300 Research Blvd\n"
                            "City          State     ZIP\n"
                            "Austin        TX        78759\n"
                            "Current Carrier\n"
                            "Comcast Business\n"));
  EXPECT_EQ(facts.service.city, "Austin");
  EXPECT_EQ(facts.carrier.value, "Comcast Business");
}

TEST(MadeLayouts, ANumberedHeadingHasNoValue) {
  const LetterFacts facts =
      read_letter(letter_of("Local Number Portability Authorization\n"
                            "1. Customer\n"
                            "Company Name      Golden Gate Moving\n"
                            "Account Number    4711889123\n"));
  EXPECT_EQ(facts.company.value, "Golden Gate Moving");
}

TEST(MadeLayouts, TheNameUnderTheLineToSignOnIsNoSignature) {
  const LetterFacts facts =
      read_letter(letter_of("Authorized Signature      Date\n"
                            "Priya Raman               VP Finance\n"
                            "Print Name                Title\n"));
  EXPECT_EQ(facts.signature(), SignatureKind::none);
  EXPECT_EQ(facts.signer.value, "Priya Raman");
  EXPECT_EQ(facts.title.value, "VP Finance");
}

TEST(MadeLayouts, APictureBesideTextThatRunsDownThePageIsNearIt) {
  Document document = letter_of("Authorized Signature:");
  document.spans[0].box = {4612, 577, 4714, 1586};
  Picture picture;
  picture.page = 1;
  picture.box = {4636, 2232, 4908, 3384};
  document.pictures.push_back(picture);
  EXPECT_EQ(read_letter(document).signature(), SignatureKind::picture);
}

TEST(MadeLayouts, WordsPlaceholderIsNoValue) {
  EXPECT_EQ(read_letter(letter_of("Title: Click or tap here to enter text.")).title.presence,
            Presence::blank);
}

TEST(MadeLayouts, TheOneWhoIsAppointed) {
  EXPECT_EQ(read_letter(letter_of("Customer hereby appoints Invoca as its\nagent to port the numbers below."))
                .gaining.value,
            "Invoca");
}

TEST(MadeLayouts, HeadingsOfTwoColumnsHaveNoValue) {
  const LetterFacts facts =
      read_letter(letter_of("PORTING AUTHORIZATION\n"
                            "Customer                           Carrier\n"
                            "Company Name: Beacon Hill Law      Current Carrier: Spectrum\n"));
  EXPECT_EQ(facts.company.value, "Beacon Hill Law");
  EXPECT_EQ(facts.carrier.value, "Spectrum");
}

TEST(MadeLayouts, WordsBehindANumberAreNoLabels) {
  EXPECT_EQ(count_to_port(read_letter(letter_of("Telephone Number Type   City\n"
                                                "215-867-1977   Main   Philadelphia\n"
                                                "215-867-1978   Fax line Philadelphia\n"
                                                "215-867-1979   DID   Philadelphia\n"))),
            3U);
}

Span at(uint32_t line, std::string_view text, Box box) {
  Span span;
  span.line = line;
  span.text = text;
  span.box = box;
  return span;
}

TEST(MadeLayouts, LabelsAndValuesThatColumnsBreak) {
  Document document;
  document.pages = 1;
  document.sizes.push_back({6120, 7920});
  document.spans = {at(0, "Customer/Business", {570, 1310, 1523, 1433}),
                    at(0, "The Corner Bakery", {1807, 1310, 2736, 1433}),
                    at(0, "Carrier:", {3180, 1333, 3962, 1456}),
                    at(0, "Charter", {4768, 1333, 5122, 1456}),
                    at(1, "Name:", {570, 1430, 894, 1553}),
                    at(1, "Supply Co.", {1807, 1430, 2345, 1553}),
                    at(2, "Account Number with Current", {3180, 1498, 4622, 1621}),
                    at(3, "Service Street:", {570, 1618, 1291, 1741}),
                    at(3, "99 Park Ave South", {1498, 1618, 2651, 1741}),
                    at(3, "Carrier:", {3180, 1618, 3546, 1741}),
                    at(3, "42906354733", {4817, 1610, 5490, 1733})};
  const LetterFacts facts = read_letter(document);
  EXPECT_EQ(facts.company.value, "The Corner Bakery Supply Co.");
  EXPECT_EQ(facts.carrier.value, "Charter");
  EXPECT_EQ(facts.account.value, "…733");
  EXPECT_EQ(facts.service.street, "99 Park Ave South");
}

TEST(MadeLayouts, ValuesThatCellsBreak) {
  Document document;
  document.pages = 1;
  document.sizes.push_back({6120, 7920});
  document.spans = {
      at(0, "Printed Name", {901, 4049, 1678, 4155}),   at(0, "Wei Zhang", {1981, 4049, 2583, 4155}),
      at(0, "Title", {3061, 4049, 3314, 4155}),         at(0, "Telecom", {4141, 4049, 4611, 4155}),
      at(1, "Administrator", {4141, 4177, 4917, 4283}), at(2, "Signature", {901, 4400, 1544, 4506}),
      at(2, "Date", {3061, 4400, 3314, 4506}),          at(2, "2 November", {4141, 4400, 4827, 4506}),
      at(3, "2026", {4141, 4528, 4421, 4634})};
  const LetterFacts facts = read_letter(document);
  EXPECT_EQ(facts.signer.value, "Wei Zhang");
  EXPECT_EQ(facts.title.value, "Telecom Administrator");
  EXPECT_GE(facts.signed_on, 0);
}

TEST(MadeLayouts, ALabelOnThreeLines) {
  Document document;
  document.pages = 1;
  document.sizes.push_back({6120, 7920});
  document.spans = {at(0, "Name of", {772, 5220, 1233, 5326}), at(0, "Wei Zhang", {1463, 5220, 2350, 5326}),
                    at(1, "Authorized", {772, 5340, 1300, 5446}), at(2, "Person", {772, 5460, 1091, 5566})};
  EXPECT_EQ(read_letter(document).signer.value, "Wei Zhang");
}

TEST(MadeLayouts, CaptionsUnderValuesWithoutPlaces) {
  const LetterFacts facts =
      read_letter(letter_of("1. Customer\n"
                            "Summit Peak Orthodontics\n"
                            "Customer Name\n"
                            "2750 W 5th St\n"
                            "Service Street\n"
                            "North Platte   NE   69101\n"
                            "City   State   ZIP\n"
                            "Bandwidth.com\n"
                            "Current Carrier\n"
                            "41090973452\n"
                            "Account Number\n",
                            false));
  EXPECT_EQ(facts.company.value, "Summit Peak Orthodontics");
  EXPECT_EQ(facts.service.street, "2750 W 5th St");
  EXPECT_EQ(facts.service.city, "North Platte");
  EXPECT_EQ(facts.carrier.value, "Bandwidth.com");
  EXPECT_EQ(facts.account.value, "…452");
}

TEST(MadeLayouts, APhoneNumberOverDateIsNoDate) {
  const LetterFacts facts =
      read_letter(letter_of("Numbers to Port\n"
                            "1-215-867-3273      1-215-867-3277\n"
                            "Signature           Date\n"
                            "/s/ Jane Doe        11.12.2026\n"));
  EXPECT_EQ(count_to_port(facts), 2U);
  EXPECT_GE(facts.signed_on, 0);
}

TEST(MadeLayouts, HeadsInTheMiddleOfTheirColumns) {
  EXPECT_EQ(count_to_port(
                read_letter(letter_of("              Telephone Number              Type              City\n"
                                      "(303) 736-1496                    Main              Denver\n"
                                      "(303) 736-1503                    Fax line          Denver\n"))),
            2U);
}

TEST(MadeLayouts, NumbersAndNamesThatLinesBreak) {
  const LetterFacts facts =
      read_letter(letter_of("We hereby authorize In-\n"
                            "voca to act as our agent and to port our telephone numbers (206)\n"
                            "867-1385, 206-867-\n"
                            "1392 and 206-867-1399 away from Frontier Communications.\n"));
  EXPECT_EQ(facts.gaining.value, "Invoca");
  EXPECT_EQ(facts.carrier.value, "Frontier Communications");
  EXPECT_EQ(count_to_port(facts), 3U);
}

TEST(MadeLayouts, ALetterInSentences) {
  const LetterFacts facts = read_letter(letter_of(
      "We, Rainier Plumbing & Heating, located at 1420 NW Leary Way, Seattle, WA 98107, hereby authorize\n"
      "Invoca to act as our agent. Our account number with RingCentral, Inc. is\n"
      "834539595255 and the billing telephone number is (206) 867-1385.\n"
      "Sincerely,\n"
      "Signature:\n"
      "Kevin Yamada\n"
      "IT Manager\n"));
  EXPECT_EQ(facts.company.value, "Rainier Plumbing & Heating");
  EXPECT_EQ(facts.service.street, "1420 NW Leary Way");
  EXPECT_EQ(facts.service.zip, "98107");
  EXPECT_EQ(facts.account.value, "…255");
  EXPECT_TRUE(facts.btn.given());
  EXPECT_EQ(facts.signer.value, "Kevin Yamada");
  EXPECT_EQ(facts.title.value, "IT Manager");
}

}  // namespace
}  // namespace portcheck::loa
