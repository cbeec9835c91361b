#include "loa/labels.h"

namespace portcheck::loa {
namespace {

struct Found {
  Label label;
  std::string value;
  bool operator==(const Found&) const = default;
};
void PrintTo(const Found& found, std::ostream* out) {
  *out << static_cast<int>(found.label) << " \"" << found.value << "\"";
}

std::vector<Found> labels(std::string_view text) {
  std::vector<Found> out;
  for (const LabelHit& hit : find_labels(text))
    out.push_back({hit.label, std::string(text.substr(hit.value))});
  return out;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Labels, StandBeforeAColonALeaderOrAlone) {
  EXPECT_THAT(labels("Company Name: Acme"), ElementsAre(Found{Label::company, "Acme"}));
  EXPECT_THAT(labels("COMPANY NAME"), ElementsAre(Found{Label::company, ""}));
  EXPECT_THAT(labels("Company Name ________"), ElementsAre(Found{Label::company, ""}));
  EXPECT_THAT(labels("Company Name (as it is on the bill): Acme"),
              ElementsAre(Found{Label::company, "Acme"}));
  EXPECT_THAT(labels("3. Company Name: Acme"), ElementsAre(Found{Label::company, "Acme"}));
  EXPECT_THAT(labels("Billing Telephone Number (BTN): (212) 736-0100"),
              ElementsAre(Found{Label::btn, "(212) 736-0100"}));
  EXPECT_THAT(labels("Account #: 5"), ElementsAre(Found{Label::account, "5"}));
  EXPECT_THAT(labels("Telephone Number(s) to be ported:"), ElementsAre(Found{Label::numbers, ""}));
  EXPECT_THAT(labels("X ____________"), ElementsAre(Found{Label::signature, ""}));
}

TEST(Labels, SeveralStandInOneLine) {
  EXPECT_THAT(labels("City: New York State: NY ZIP: 10001"),
              ElementsAre(Found{Label::city, "New York State: NY ZIP: 10001"},
                          Found{Label::state, "NY ZIP: 10001"}, Found{Label::zip, "10001"}));
  EXPECT_THAT(labels("Signature: ______ Date: ______"),
              ElementsAre(Found{Label::signature, "Date: ______"}, Found{Label::date, ""}));
}

TEST(Labels, SentencesHaveNone) {
  EXPECT_THAT(labels("The company shall port the account number on the date given"), IsEmpty());
  EXPECT_THAT(labels("Customer hereby authorizes the provider"), IsEmpty());
  EXPECT_THAT(labels("State of New York"), IsEmpty());
  EXPECT_THAT(labels("https://acme.example/company"), IsEmpty());
}

TEST(Labels, UnknownOnesAreTold) {
  EXPECT_THAT(labels("Favourite colour: blue"), ElementsAre(Found{Label::other, "blue"}));
}

TEST(Labels, FieldsOfFormsAreNamedAfterThem) {
  EXPECT_EQ(label_of_name("CompanyName"), Label::company);
  EXPECT_EQ(label_of_name("form1.page1.txtAccountNumber"), Label::account);
  EXPECT_EQ(label_of_name("service_address"), Label::service_address);
  EXPECT_EQ(label_of_name("BTN"), Label::btn);
  EXPECT_EQ(label_of_name("Text12"), Label::none);
  EXPECT_EQ(label_of_name(""), Label::none);
}

}  // namespace
}  // namespace portcheck::loa
