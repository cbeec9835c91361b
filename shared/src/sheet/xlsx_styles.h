// The one thing a cell's style says about its content: whether its number is shown as a date.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sheet/xlsx_package.h"

namespace portcheck::sheet {

class DateStyles {
 public:
  // A missing part means that no style is a date.
  Problem read(Package& package, std::string_view part);

  // `style` is the cell's attribute s. Unknown styles are no dates.
  bool is_date(uint32_t style) const { return style < is_date_.size() && is_date_[style] != 0; }

 private:
  std::vector<uint8_t> is_date_;
};

}  // namespace portcheck::sheet
