#include "edit/numbers.h"

namespace portcheck::edit {

bool Numbers::repeated(uint64_t number) const {
  RowIndex::Cursor cursor = rows_.find(number);
  if (!rows_.get(cursor) || rows_.get(cursor)->key != number) return false;
  rows_.advance(cursor);
  return rows_.get(cursor) && rows_.get(cursor)->key == number;
}

uint64_t Numbers::counted(uint64_t number, int32_t file, uint64_t campaign) const {
  auto found = tallies_.find({number, static_cast<uint64_t>(file) << 33 | campaign});
  return found == tallies_.end() ? 0 : found->second;
}

// The first row's campaign is the one to agree with, within its file.
uint64_t Numbers::conflicts_of(uint64_t number) const {
  const RowIndex::Entry* first = rows_.first(number);
  if (!first || first->note == 0) return 0;
  const int32_t file = file_of(first->place);
  return counted(number, file, kAll) - counted(number, file, 0) - counted(number, file, first->note);
}

void Numbers::tally(const RowIndex::Entry& entry, bool in) {
  for (uint64_t campaign : {uint64_t{entry.note}, kAll}) {
    const Key key{entry.key, static_cast<uint64_t>(file_of(entry.place)) << 33 | campaign};
    uint64_t& count = tallies_[key];
    count += in ? 1 : uint64_t{0} - 1;
    if (count == 0) tallies_.erase(key);
  }
}

void Numbers::add(uint64_t number, uint32_t place, uint32_t campaign) {
  const RowIndex::Entry entry{number, place, campaign};
  const RowIndex::Entry* other = rows_.first(number);
  conflicts_ -= conflicts_of(number);
  if (other && !repeated(number)) tally(*other, true);
  if (other) tally(entry, true);
  rows_.insert(entry);
  conflicts_ += conflicts_of(number);
}

void Numbers::remove(uint64_t number, uint32_t place, uint32_t campaign) {
  const bool was_repeated = repeated(number);
  conflicts_ -= conflicts_of(number);
  rows_.erase(number, place);
  if (was_repeated) {
    tally({number, place, campaign}, false);
    if (!repeated(number)) tally(*rows_.first(number), false);
  }
  conflicts_ += conflicts_of(number);
}

}  // namespace portcheck::edit
