#include "sheet/serial_date.h"

#include <gtest/gtest.h>

#include <string>

namespace portcheck::sheet {
namespace {

std::string shown(std::string_view serial, bool since_1904 = false) {
  char out[kSerialDateBytes];
  return {out, format_serial_date(serial, since_1904, out)};
}

TEST(SerialDate, DaysOf1900) {
  EXPECT_EQ(shown("1"), "1900-01-01");
  EXPECT_EQ(shown("59"), "1900-02-28");
  EXPECT_EQ(shown("60"), "1900-02-29");  // the day that never was
  EXPECT_EQ(shown("61"), "1900-03-01");
  EXPECT_EQ(shown("46328"), "2026-11-02");
  EXPECT_EQ(shown("2958465"), "9999-12-31");
}

TEST(SerialDate, DaysOf1904) {
  EXPECT_EQ(shown("0", true), "1904-01-01");
  EXPECT_EQ(shown("44866", true), "2026-11-02");
  EXPECT_EQ(shown("2957003", true), "9999-12-31");
}

TEST(SerialDate, TimesAreRoundedToSeconds) {
  EXPECT_EQ(shown("46328.5"), "2026-11-02 12:00:00");
  EXPECT_EQ(shown("46328.586805555555"), "2026-11-02 14:05:00");
  EXPECT_EQ(shown("46328.99999999999"), "2026-11-03");
  EXPECT_EQ(shown("0.75"), "18:00:00");
  EXPECT_EQ(shown("0"), "00:00:00");
}

TEST(SerialDate, AnySpellingOfANumber) {
  EXPECT_EQ(shown("4.6328E4"), "2026-11-02");
  EXPECT_EQ(shown("4.6328e+04"), "2026-11-02");
  EXPECT_EQ(shown("463280000E-4"), "2026-11-02");
  EXPECT_EQ(shown("46328.000"), "2026-11-02");
  EXPECT_EQ(shown("46328."), "2026-11-02");
  EXPECT_EQ(shown("1E-400"), "00:00:00");
}

TEST(SerialDate, ATelephoneNumberIsNoDay) {
  for (const std::string_view wrong :
       {"2127365014", "2958466", "-1", "1E99", "1E999999999999", "", ".", "E5", "1E", "1e+", "46328x",
        "1.2.3", "#N/A", "99999999999999999999999999"}) {
    EXPECT_EQ(shown(wrong), "") << wrong;
  }
  EXPECT_EQ(shown("2957004", true), "");
}

TEST(DateFormat, IsToldFromItsLetters) {
  for (const std::string_view date : {"yyyy\\-mm\\-dd", "m/d/yy h:mm", "[$-409]d\\-mmm\\-yy;@", "[h]:mm:ss",
                                      "[mm]", "[SS]", "mm:ss.0", "\"on\" d", "h AM/PM", "YYYY", "_(m"}) {
    EXPECT_TRUE(is_date_format(date)) << date;
  }
  for (const std::string_view number :
       {"General", "GENERAL", "0.00E+00", "#,##0.00", "[Red]0", "[Yellow]0;[Magenta]-0", "0 \"days\"", "\\d0",
        "_d0", "*d0", "@", "", "[<=9999999]###\\-####;(###) ###\\-####", "0;d", "\"open", "[open", "[$USD]0",
        "[hm]"}) {
    EXPECT_FALSE(is_date_format(number)) << number;
  }
}

TEST(DateFormat, BuiltinNumbers) {
  for (const unsigned date : {14u, 22u, 27u, 36u, 45u, 47u, 50u, 58u})
    EXPECT_TRUE(is_builtin_date_format(date)) << date;
  for (const unsigned number : {0u, 1u, 11u, 13u, 23u, 37u, 44u, 48u, 49u, 59u, 164u}) {
    EXPECT_FALSE(is_builtin_date_format(number)) << number;
  }
}

TEST(IsoDates, AreShownLikeSerialOnes) {
  const auto shown = [](std::string_view iso) {
    char out[kSerialDateBytes];
    return std::string(out, format_iso_date(iso, out));
  };
  EXPECT_EQ(shown("2026-10-03"), "2026-10-03");
  EXPECT_EQ(shown("2026-10-03T14:05:00Z"), "2026-10-03 14:05:00");
  EXPECT_EQ(shown("2026-10-03T00:00:00.4"), "2026-10-03");
  EXPECT_EQ(shown("2024-02-28T23:59:59.5"), "2024-02-29");
  EXPECT_EQ(shown("9999-12-31T23:59:59.9"), "");
  for (const char* wrong : {"", "2026-10", "2026/10/03", "2026-13-01", "2026-10-32", "2026-10-03 14:05:00",
                            "2026-10-03T14:05", "2026-10-03T24:00:00", "-026-10-03"}) {
    EXPECT_EQ(shown(wrong), "") << wrong;
  }
}

TEST(IsoDurations, AreShownAsTimes) {
  const auto shown = [](std::string_view iso) {
    char out[kSerialDateBytes];
    return std::string(out, format_iso_duration(iso, out));
  };
  EXPECT_EQ(shown("PT14H05M00S"), "14:05:00");
  EXPECT_EQ(shown("PT99H59M59.4999S"), "99:59:59");
  EXPECT_EQ(shown("PT90M"), "01:30:00");
  for (const char* wrong :
       {"", "PT", "P1D", "-PT1H", "PT1", "PTH", "PT1X", "PT1.5H", "PT100H", "PT99999999999999999999S"}) {
    EXPECT_EQ(shown(wrong), "") << wrong;
  }
}

}  // namespace
}  // namespace portcheck::sheet
