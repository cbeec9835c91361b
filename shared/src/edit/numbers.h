// The usable numbers of a request with their rows, and what repeats mean (ROW-004, ROW-005): counts stay
// exact while rows come and go.
#pragma once

#include <map>
#include <utility>

#include "edit/row_index.h"
#include "portcheck/limits.h"

namespace portcheck::edit {

// A file's row in 26 bits, ascending as the request is read.
constexpr uint32_t place_of(int32_t file, uint32_t row) {
  static_assert(limits::kFiles <= 64 && limits::kRows <= 1U << 20);
  return static_cast<uint32_t>(file) << 20 | (row - 1);
}
constexpr int32_t file_of(uint32_t place) {
  return static_cast<int32_t>(place >> 20);
}
constexpr uint32_t row_of(uint32_t place) {
  return (place & 0xFFFFF) + 1;
}

class Numbers {
 public:
  // `campaign`: of the row; 0: it has none.
  void add(uint64_t number, uint32_t place, uint32_t campaign);
  void remove(uint64_t number, uint32_t place, uint32_t campaign);

  const RowIndex& rows() const { return rows_; }     // note: the campaign
  uint64_t conflicts() const { return conflicts_; }  // rows with ROW-005

 private:
  using Key = std::pair<uint64_t, uint64_t>;  // number; file and campaign, or file and kAll
  static constexpr uint64_t kAll = uint64_t{1} << 32;

  bool repeated(uint64_t number) const;
  uint64_t counted(uint64_t number, int32_t file, uint64_t campaign) const;
  uint64_t conflicts_of(uint64_t number) const;
  void tally(const RowIndex::Entry& entry, bool in);

  RowIndex rows_;
  std::map<Key, uint64_t> tallies_;  // of numbers that have more than one row
  uint64_t conflicts_ = 0;
};

}  // namespace portcheck::edit
