// Addresses in parts, and whether two spellings mean the same.
#include "loa/same.h"

#include "loa/addresses.h"

namespace portcheck::loa {
namespace {

LetterAddress address(std::string_view text) {
  LetterAddress out;
  out.presence = Presence::given;
  parse_address(text, out);
  return out;
}

std::string parts(std::string_view text) {
  const LetterAddress one = address(text);
  return one.street + "|" + one.unit + "|" + one.city + "|" + one.state + "|" + one.zip;
}

TEST(Addresses, AreTakenApart) {
  EXPECT_EQ(parts("100 Main Street, Suite 200, New York, NY 10001"),
            "100 Main Street|Suite 200|New York|NY|10001");
  EXPECT_EQ(parts("100 Main St Springfield IL 62701-1234"), "100 Main St||Springfield|IL|62701-1234");
  EXPECT_EQ(parts("100 Main St. #5, St. Louis, Missouri 63101"), "100 Main St.|#5|St. Louis|MO|63101");
  EXPECT_EQ(parts("1 Capitol Sq, Charleston, West Virginia 25301"), "1 Capitol Sq||Charleston|WV|25301");
  EXPECT_EQ(parts("55 Court St, 3rd Floor, Boston, MA 02108, USA"), "55 Court St|3rd Floor|Boston|MA|02108");
  EXPECT_EQ(parts("Springfield, IL 62701"), "||Springfield|IL|62701");
  EXPECT_EQ(parts("100 Main Street, Suite 200"), "100 Main Street|Suite 200|||");
  EXPECT_EQ(parts("10 King St W, Toronto, ON M5H 1A1"), "10 King St W||Toronto|ON|M5H 1A1");
  EXPECT_EQ(parts("12 Elm Court"), "12 Elm Court||||");
  EXPECT_EQ(parts(""), "||||");
}

TEST(Addresses, PoBoxes) {
  for (const char* text :
       {"PO Box 12", "P.O. Box 12", "P. O. Box 12", "POB 12", "Post Office Box 12", "p.o.box 12, Town"})
    EXPECT_TRUE(says_po_box(text)) << text;
  for (const char* text : {"12 Box Street", "Polo Box 3", "100 Main St"})
    EXPECT_FALSE(says_po_box(text)) << text;
}

TEST(Same, Companies) {
  EXPECT_TRUE(same_company("Acme Plumbing, Inc.", "ACME PLUMBING INCORPORATED"));
  EXPECT_TRUE(same_company("The Acme Co.", "Acme Company LLC"));
  EXPECT_TRUE(same_company("Smith & Sons L.L.C.", "Smith and Sons"));
  EXPECT_TRUE(same_company("Joe's Pizza", "Joes Pizza"));
  EXPECT_TRUE(same_company("Acme Holdings LLC dba Acme Plumbing", "Acme Plumbing"));
  EXPECT_TRUE(same_company("The Company Inc", "the company inc."));
  EXPECT_FALSE(same_company("Acme Plumbing", "Acme Heating"));
  EXPECT_FALSE(same_company("Acme", ""));
}

TEST(Same, Persons) {
  EXPECT_TRUE(same_person("Jane Doe", "Ms. Jane A. Doe"));
  EXPECT_TRUE(same_person("J. Doe", "Jane Doe"));
  EXPECT_FALSE(same_person("Jane Doe", "John Doe"));
  EXPECT_FALSE(same_person("Jane Doe", "Jane Roe"));
}

TEST(Same, Addresses) {
  const LetterAddress one = address("100 Main Street, Suite 200, New York, NY 10001");
  EXPECT_TRUE(same_address(one, address("100 main st., Ste. 200, New York, New York 10001-1234")));
  EXPECT_TRUE(same_address(one, address("100 Main St #200, New York NY 10001")));
  EXPECT_TRUE(same_address(one, address("100 Main St, New York, NY 10001")));
  EXPECT_FALSE(same_address(one, address("110 Main St, New York, NY 10001")));
  EXPECT_FALSE(same_address(one, address("100 Main St, Suite 300, New York, NY 10001")));
  EXPECT_FALSE(same_address(one, address("100 Main St, New York, NY 10002")));
}

TEST(Same, Accounts) {
  EXPECT_EQ(account_print("4711-889-123"), account_print("4711 889 123"));
  EXPECT_NE(account_print("4711-889-123"), account_print("4711-889-124"));
}

}  // namespace
}  // namespace portcheck::loa
