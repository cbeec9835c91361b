#include "rules/sheet_judge.h"

#include "rules/registry.h"
#include "text/clean.h"

namespace portcheck::rules {
namespace {

bool is_blank(const sheet::Row& row) {
  for (const sheet::Cell& cell : row.cells) {
    if (static_cast<unsigned char>(cell.text.front()) > ' ' || !text::trim(cell.text).empty()) return false;
  }
  return true;
}

KeptRow copy_of(const sheet::Row& row) {
  KeptRow kept{row.number, row.width, row.hidden, {}};
  kept.cells.reserve(row.cells.size());
  for (const sheet::Cell& cell : row.cells)
    kept.cells.push_back({std::string(cell.text), cell.column, cell.kind});
  return kept;
}

}  // namespace

bool SheetJudge::row(const sheet::Row& row) {
  if (is_blank(row)) return true;
  if (decided_) {
    judge(row);
  } else {
    keep(row);
  }
  return true;
}

void SheetJudge::keep(const sheet::Row& row) {
  kept_.push_back(copy_of(row));
  best_score_ = std::max(best_score_, header_score(kept_.back()));
  if (best_score_ == kCertainHeader || kept_.size() == limits::kHeaderSearchRows) decide();
}

void SheetJudge::decide() {
  decided_ = true;
  size_t header = kept_.size();
  for (size_t i = 0; i < kept_.size() && best_score_ > 0; ++i) {
    if (header_score(kept_[i]) == best_score_) {
      header = i;
      break;
    }
  }
  map_columns(sheet_, kept_, header);
  sheet_.last_data_row = sheet_.report.header_row;
  for (size_t i = header < kept_.size() ? header + 1 : 0; i < kept_.size(); ++i) replay(kept_[i]);
  kept_.clear();
}

void SheetJudge::replay(const KeptRow& row) {
  replayed_.clear();
  for (const KeptCell& cell : row.cells) replayed_.push_back({cell.text, cell.column, cell.kind, false});
  judge({row.number, replayed_, row.width, row.hidden});
}

void SheetJudge::judge(const sheet::Row& row) {
  RowContext context(sheet_, row);
  for (const sheet::Cell& cell : row.cells) {
    const uint8_t slot = cell.column < sheet_.slot_of.size() ? sheet_.slot_of[cell.column] : uint8_t{0};
    context.cell[slot] = &cell;
    context.outside |= slot == index_of(Field::none);
    context.long_cell |= cell.text.size() > limits::kShortText;
  }
  ++sheet_.report.data_rows;
  judge_row(context);
  add_row(context);
}

void SheetJudge::finish() {
  if (!decided_) decide();
  judge_sheet_end(sheet_);
}

bool SheetPeek::row(const sheet::Row& row) {
  if (is_blank(row)) return true;
  score_ = std::max(score_, header_score(copy_of(row)));
  return ++rows_ < limits::kHeaderSearchRows && score_ != kCertainHeader;
}

}  // namespace portcheck::rules
