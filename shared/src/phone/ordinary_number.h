// The numbers of a good sheet: ten digits as nearly all programs and people spell them, told by one
// comparison of sixteen bytes, without a loop over them.
#pragma once

#include <cstdint>
#include <string_view>

namespace portcheck::phone {

struct OrdinaryNumber {
  uint32_t npa = 0, nxx = 0, line = 0;
  uint64_t digits() const { return npa * uint64_t{10'000'000} + nxx * 10'000 + line; }
};

// All zeros for anything that deserves a closer look, also for ten digits in a rarer spelling. Else
// parse_phone() says the same digits and nothing more.
OrdinaryNumber ordinary_number(std::string_view cell);

}  // namespace portcheck::phone
