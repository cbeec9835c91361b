#include <algorithm>

#include "edit/session.h"
#include "text/stable_sort.h"

namespace portcheck::edit {
namespace {

constexpr int kRowsBack = 6;  // of neighbours.cc: a climb of five steps, and the row before it

}  // namespace

std::vector<Finding> Session::neighbours(EditedSheet& sheet, uint32_t from, uint32_t to) {
  const SheetSums& sums = sheet.sums;
  std::vector<Finding> found;
  uint32_t row = sums.data.next(from - 1);
  if (row == kNone || row > to) return found;
  sheet.context.before = {};
  uint32_t above = kNone;
  for (int i = 0; i < kRowsBack && (above = sums.data.previous(row)) != kNone; ++i) row = above;
  above = sums.data.previous(row);
  // Where the address above began to repeat: it counts as the one before the next climb.
  if (above != kNone && !sums.starts.has(above)) read_row(sheet, sums.starts.previous(above), &found);
  if (above != kNone) read_row(sheet, above, &found);
  for (; row != kNone; row = sums.data.next(row)) {
    read_row(sheet, row, &found);
    if (row > to) break;  // the row below decides on NUM-024
  }
  std::erase_if(found,
                [&](const Finding& finding) { return finding.place.row < from || finding.place.row > to; });
  return found;
}

std::vector<Finding> Session::findings_of(EditedSheet& sheet, uint32_t row,
                                          const std::vector<Finding>& beside) {
  std::vector<Finding> found;
  if (!sheet.sums.data.has(row)) return found;
  const uint32_t place = place_of(sheet.file, row);
  const RowIndex& numbers = sums_.numbers.rows();
  with_row(sheet, row, [&](rules::RowContext& context) {
    state_.numbers = rules::NumberSet();
    state_.rows = {};
    for (auto& candidates : state_.candidates) candidates.clear();
    auto seen = [&](const RowIndex::Entry* entry) {
      if (entry)
        state_.numbers.insert(entry->key, static_cast<uint32_t>(file_of(entry->place)), row_of(entry->place),
                              entry->note);
    };
    const RowIndex::Entry* first = context.usable ? numbers.first(context.number) : nullptr;
    if (first && first->place != place) seen(first);
    const RowIndex::Entry* linked = context.sought ? numbers.first(context.destination) : nullptr;
    seen(linked);
    rules::add_repeats(context);
    if (linked) rules::add_destination(context);
    rules::judge_links(state_);
    state_.destinations = {};
    if (!first || first->place != place) return;
    open_.for_each(context.number, [&](const RowIndex::Entry& entry) {
      rules::judge_open_request(state_, *open_requests_[entry.place], context.number,
                                static_cast<uint32_t>(sheet.file), row);
      return true;
    });
  });
  found = state_.findings.take();
  std::copy_if(beside.begin(), beside.end(), std::back_inserter(found),
               [&](const Finding& finding) { return finding.place.row == row; });
  text::stable_sort(found, rules::earlier);
  return found;
}

}  // namespace portcheck::edit
