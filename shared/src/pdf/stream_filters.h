// Our bounded filters in the place of qpdf's own, which decode whole streams whatever their size.
#pragma once

#include "pdf/budget.h"

namespace portcheck::pdf {

// While one lives, what this thread lets qpdf decode is paid from `budget`.
class FilterScope {
 public:
  explicit FilterScope(Budget& budget);
  ~FilterScope();
  FilterScope(const FilterScope&) = delete;
  FilterScope& operator=(const FilterScope&) = delete;
};

}  // namespace portcheck::pdf
