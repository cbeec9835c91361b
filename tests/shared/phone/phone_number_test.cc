#include "phone/phone_number.h"

#include <gtest/gtest.h>

#include "phone/numbering_plan.h"

namespace portcheck::phone {
namespace {

PhoneNumber parse(std::string_view cell, bool numeric = false) {
  std::string scratch;
  return parse_phone(cell, numeric, scratch);
}

TEST(PhoneNumber, ReadsEveryUsualSpelling) {
  for (const char* cell : {"2127360143",
                           "12127360143",
                           "+12127360143",
                           "(212) 736-0143",
                           "212-736-0143",
                           "212.736.0143",
                           "212 736 0143",
                           "1-212-736-0143",
                           "+1 (212) 736-0143",
                           "1 (212) 736-0143",
                           " 212-736-0143 ",
                           "tel:+1-212-736-0143",
                           "\xEF\xBC\x92\x31\x32-736-0143",
                           "212\xC2\xA0\x37\x33\x36\xC2\xA0\x30\x31\x34\x33",
                           "212\xE2\x80\x93\x37\x33\x36\xE2\x80\x93\x30\x31\x34\x33",
                           "2127360143.0",
                           "2.127360143E9",
                           "2.127360143e+09",
                           "'2127360143",
                           "=\"2127360143\"",
                           "212*736*0143"}) {
    PhoneNumber number = parse(cell);
    EXPECT_EQ(number.status, ParseStatus::ok) << cell;
    EXPECT_EQ(number.digits, 2127360143U) << cell;
  }
}

TEST(PhoneNumber, SaysWhyItIsNone) {
  struct Expected {
    const char* cell;
    ParseStatus status;
  };
  const Expected kExpected[] = {
      {"", ParseStatus::empty},
      {" \xC2\xA0\xE2\x80\x8B", ParseStatus::empty},
      {"see attached", ParseStatus::text},
      {"call 911 now", ParseStatus::text},
      {"212-736-014", ParseStatus::too_short},
      {"+1 212 736 014", ParseStatus::too_short},
      {"800555121.0", ParseStatus::too_short},
      {"(212) 736-014399", ParseStatus::too_long},
      {"22127360143", ParseStatus::too_long},
      {"212-736-O143", ParseStatus::typo},
      {"8.01E+09", ParseStatus::lost_digits},
      {"212-736-0143 / 212-736-0144", ParseStatus::several},
      {"212-736-0143 through 0149", ParseStatus::range},
      {"212-736-0143 x5", ParseStatus::extension},
      {"212-736-0143;ext=5", ParseStatus::extension},
      {"+442079460958", ParseStatus::foreign},
      {"212-736-XXXX", ParseStatus::masked},
  };
  for (const Expected& expected : kExpected) {
    EXPECT_EQ(parse(expected.cell).status, expected.status) << expected.cell;
  }
}

TEST(PhoneNumber, NumberCellsAreExactWhateverTheirSpelling) {
  EXPECT_EQ(parse("8.01E9", true).digits, 8010000000U);
  EXPECT_EQ(parse("8.01E9", true).status, ParseStatus::ok);
  EXPECT_FALSE(parse("8005551212.0", true).mangled);
  EXPECT_TRUE(parse("8005551212.0", false).mangled);
  EXPECT_NE(parse("8005551212.5", true).status, ParseStatus::ok);
}

TEST(PhoneNumber, CountryCodesHaveTheirTrueLength) {
  EXPECT_EQ(parse("+442079460958").country_code, 44);
  EXPECT_EQ(parse("+74951234567").country_code, 7);
  EXPECT_EQ(parse("+3531234567").country_code, 353);
  EXPECT_EQ(parse("011 49 30 901820").country_code, 49);
}

TEST(PhoneNumber, AnyBytesAreAnsweredInLinearTime) {
  for (const char* unit : {"1", "x", "-", "+", ".", " to ", "e9", "O", "\xD9\xA1", "("}) {
    std::string cell;
    while (cell.size() < 200'000) cell += unit;
    EXPECT_NE(parse(cell).status, ParseStatus::ok);
  }
}

TEST(PhoneNumber, WritesNumbersAsPeopleDo) {
  EXPECT_EQ(format_national(2127360143), "(212) 736-0143");
  EXPECT_EQ(format_national(2000000001), "(200) 000-0001");
}

TEST(NumberingPlan, CountsOfTheReport) {
  int geographic_in_service = 0, toll_free = 0, canadian = 0;
  const int32_t today = to_days(*parse_iso_date("2025-11-26"));
  for (unsigned npa = 0; npa <= 999; ++npa) {
    Area area = find_area(npa);
    bool serves = area.dated && area.since <= today;
    geographic_in_service += area.area_class == AreaClass::geographic && serves;
    canadian += area.area_class == AreaClass::geographic && serves && area.country() == "CA";
    toll_free += area.area_class == AreaClass::toll_free;
  }
  EXPECT_EQ(geographic_in_service, 451);
  EXPECT_EQ(canadian, 55);
  EXPECT_EQ(toll_free, 7);
}

TEST(NumberingPlan, StructureOfAreaCodes) {
  EXPECT_TRUE(possible_npa(212));
  for (unsigned npa : {0U, 111U, 199U, 211U, 290U, 911U, 1000U}) EXPECT_FALSE(possible_npa(npa)) << npa;
  EXPECT_EQ(find_area(5000).area_class, AreaClass::unassigned);
}

}  // namespace
}  // namespace portcheck::phone
