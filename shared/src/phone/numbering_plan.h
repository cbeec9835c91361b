// The North American Numbering Plan's area codes, from shared/data/area_codes.csv.
#pragma once

#include <cstdint>
#include <string_view>

#include "portcheck/date.h"

namespace portcheck::phone {

enum class AreaClass : uint8_t {  // the order of tools/generate_numbering_plan.py
  unassigned,
  geographic,
  toll_free,
  toll_free_reserved,  // assigned or set aside as toll-free, not in service
  personal,            // 5XX, Canadian 6XX
  premium,             // 900
  carrier,             // 700
  government,          // 710
  special,             // N11, 555, 950, 988
};

struct Area {
  AreaClass area_class = AreaClass::unassigned;
  uint8_t country_index = 0, region_index = 0;
  bool dated = true;  // false: assigned without a date of service
  int32_t since = 0;  // first day of service, days since 1970-01-01

  std::string_view country() const;  // ISO 3166, empty where none
  std::string_view region() const;   // state code or province, empty where none
};

// `npa` from 0 to 999; what is below 200 is unassigned.
Area find_area(unsigned npa);

// Of ten digits: area codes that are in service as toll-free ones, and those set aside for it.
bool is_toll_free(uint64_t digits);

// Whether NPA follows the plan's structure at all: 2-9 first, no 9 in the middle, not N11.
constexpr bool possible_npa(unsigned npa) {
  return npa >= 200 && npa <= 999 && npa / 10 % 10 != 9 && npa % 100 != 11;
}

std::string_view area_list_date();  // "2025-11-26": what the table knows of

}  // namespace portcheck::phone
