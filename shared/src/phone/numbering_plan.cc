#include "phone/numbering_plan.h"

#include "text/word_list.h"

namespace portcheck::phone {
namespace {

struct Entry {
  uint8_t area_class;
  uint8_t country;
  uint8_t region;
  uint16_t since;
};

#include "numbering_plan.inc"

constexpr int32_t kEpoch2000 = 10957;  // 2000-01-01 in days since 1970-01-01

}  // namespace

Area find_area(unsigned npa) {
  if (npa < 200 || npa > 999) return {};
  const Entry& entry = kEntries[kEntryOf[npa - 200]];
  Area area;
  area.area_class = static_cast<AreaClass>(entry.area_class);
  area.country_index = entry.country;
  area.region_index = entry.region;
  area.dated = entry.since != kUndated;
  area.since = kEpoch2000 + (area.dated ? entry.since : 0);
  return area;
}

std::string_view Area::country() const {
  return text::word_at(kCountries, country_index);
}
std::string_view Area::region() const {
  return text::word_at(kRegions, region_index);
}

bool is_toll_free(uint64_t digits) {
  const AreaClass area = find_area(static_cast<unsigned>(digits / 10'000'000)).area_class;
  return area == AreaClass::toll_free || area == AreaClass::toll_free_reserved;
}

std::string_view area_list_date() {
  return kListDate;
}

}  // namespace portcheck::phone
