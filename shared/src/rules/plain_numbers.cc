#include "rules/plain_numbers.h"

#include "phone/numbering_plan.h"

namespace portcheck::rules {
namespace {

constexpr uint8_t kUnitedStates = 1;  // Area::country_index; 0: of no country

PlainNumbers::Kind kind_of(const phone::Area& area) {
  if (area.country_index == kUnitedStates) return PlainNumbers::local;
  return area.country() == "CA" ? PlainNumbers::canadian : PlainNumbers::look_closer;
}

// Not N11, 555, 950, 958, 959, 976 (NUM-008 to NUM-011, NUM-022), nor the beginning of a made-up one
// (NUM-021).
bool usual_exchange(unsigned nxx) {
  return nxx % 100 != 11 && nxx % 111 != 0 && nxx != 234 && nxx != 987 && nxx != 950 && nxx != 958 &&
         nxx != 959 && nxx != 976;
}

}  // namespace

PlainNumbers::PlainNumbers(int32_t today) {
  for (unsigned code = 200; code < 1000; ++code) {
    const phone::Area area = phone::find_area(code);
    if (area.area_class == phone::AreaClass::geographic && area.dated && area.since <= today &&
        phone::possible_npa(code))
      npa_[code] = kind_of(area);
    if (area.area_class == phone::AreaClass::toll_free && area.country_index <= kUnitedStates)
      npa_[code] = toll_free;
    nxx_[code] = usual_exchange(code) ? 0xFF : 0;
  }
}

}  // namespace portcheck::rules
