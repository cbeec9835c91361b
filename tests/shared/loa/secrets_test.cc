// Social Security numbers in what everybody reads.
#include <gtest/gtest.h>

#include "portcheck/letter.h"

namespace portcheck {
namespace {

std::string hidden(std::string text) {
  hide_ssn(text);
  return text;
}

TEST(Secrets, CoversSocialSecurityNumbersAndNothingElse) {
  EXPECT_EQ(hidden("A2: 123-45-6789 is no number"), "A2: ***-**-**** is no number");
  EXPECT_EQ(hidden("<code>123-45-6789</code>123-45-6780"), "<code>***-**-****</code>***-**-****");
  EXPECT_EQ(hidden("123-45-6789"), "***-**-****");
  for (const char* other : {"212-736-0143", "1-212-736-0143", "1123-45-6789", "123-45-67890", "2026-11-22",
                            "-", "12-", "123-45-678", "0-123-45-6789", "123-45-6789-0", ""})
    EXPECT_EQ(hidden(other), other);
}

}  // namespace
}  // namespace portcheck
