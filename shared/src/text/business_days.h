// The calendar by which US offices work.
#pragma once

#include <cstdint>

namespace portcheck::text {

// Saturday, Sunday, or a federal holiday of the US on the day it is observed (Friday for one on a Saturday,
// Monday for one on a Sunday). `day` in days since 1970-01-01.
bool is_day_off(int32_t day);

// The `count`th business day after `day`, which itself does not count.
int32_t add_business_days(int32_t day, int count);

}  // namespace portcheck::text
