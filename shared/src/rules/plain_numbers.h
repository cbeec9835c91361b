// Tells at a glance the numbers of which no rule has anything to say: an area code in service in the United
// States or toll-free, and an exchange like most; and those of Canada, of which only NUM-016 has. All others
// are looked at by the rules one by one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace portcheck::rules {

class PlainNumbers {
 public:
  enum Kind : uint8_t { look_closer, local, toll_free, canadian };

  explicit PlainNumbers(int32_t today);  // days since 1970-01-01

  Kind kind(uint32_t npa, uint32_t nxx) const {  // each below 1000; of no number both are 0: look closer
    return static_cast<Kind>(npa_[npa] & nxx_[nxx]);
  }

 private:
  std::array<uint8_t, 1000> npa_{};  // a Kind
  std::array<uint8_t, 1000> nxx_{};  // all its bits or none
};

}  // namespace portcheck::rules
