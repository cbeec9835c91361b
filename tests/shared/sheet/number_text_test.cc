#include "sheet/number_text.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>

namespace portcheck::sheet {
namespace {

std::string spelled(double value) {
  char out[kNumberBytes];
  return {out, format_number(value, out)};
}

TEST(NumberText, IsAsAWorkbookInXmlSpellsIt) {
  for (const auto& [value, text] : {std::pair(8005551212.0, "8005551212"),
                                    {0.0, "0"},
                                    {-0.0, "0"},
                                    {-12.0, "-12"},
                                    {9007199254740991.0, "9007199254740991"},
                                    {9007199254740992.0, "9007199254740992"},
                                    {123456789012345680000.0, "123456789012345680000"},
                                    {1e21, "1E+21"},
                                    {-1.5e25, "-1.5E+25"},
                                    {0.1, "0.1"},
                                    {12.34, "12.34"},
                                    {46298.7291666667, "46298.7291666667"},
                                    {-0.5, "-0.5"},
                                    {0.00001, "0.00001"},
                                    {0.00000125, "1.25E-6"},
                                    {5e-324, "5E-324"},
                                    {std::numeric_limits<double>::max(), "1.7976931348623157E+308"}}) {
    EXPECT_EQ(spelled(value), text);
  }
}

TEST(NumberText, NoNumberIsNotSpelled) {
  EXPECT_EQ(spelled(std::numeric_limits<double>::infinity()), "");
  EXPECT_EQ(spelled(-std::numeric_limits<double>::infinity()), "");
  EXPECT_EQ(spelled(std::nan("")), "");
}

// The digits without sign, point, outer zeros and exponent.
std::string digits(std::string text) {
  text.resize(std::min(text.size(), text.find_first_of("eE")));
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  text.erase(0, text.find_first_not_of('0'));
  return text.substr(0, text.find_last_not_of('0') + 1);
}

void expect_shortest(double value) {
  const std::string text = spelled(value);
  ASSERT_LE(text.size(), kNumberBytes);
  double back = 0;
  std::from_chars(text.data(), text.data() + text.size(), back);
  EXPECT_EQ(back, value) << text;
  char judge[64];
  const auto end = std::to_chars(judge, judge + sizeof judge, value, std::chars_format::scientific).ptr;
  EXPECT_EQ(digits(text), digits(std::string(judge, end))) << text;
}

TEST(NumberText, HasTheDigitsOfTheStandardLibrary) {
  std::mt19937_64 random(20261122);
  for (int i = 0; i < 20'000; ++i) {
    const uint64_t bits = random();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    if (std::isfinite(value)) expect_shortest(value);
    expect_shortest(static_cast<double>(random() % 10'000'000) / 1'000);
  }
}

TEST(NumberText, IsRightBesideEveryPowerOfTwo) {
  for (int exponent = -1074; exponent < 1024; ++exponent) {
    const double power = std::ldexp(1.0, exponent);
    expect_shortest(power);
    expect_shortest(std::nextafter(power, 0));
    expect_shortest(-std::nextafter(power, 1e308));
  }
}

}  // namespace
}  // namespace portcheck::sheet
