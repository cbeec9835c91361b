#include "rules/sheet_judge.h"

#include "rules/cell_text.h"
#include "rules/registry.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::rules {
namespace {

bool is_blank(const sheet::Row& row) {
  for (const sheet::Cell& cell : row.cells) {
    if (static_cast<unsigned char>(cell.text.front()) > ' ' || !text::trim(cell.text).empty()) return false;
  }
  return true;
}

size_t bytes_of(const sheet::Row& row) {
  size_t bytes = 0;
  for (const sheet::Cell& cell : row.cells) bytes += cell.text.size();
  return bytes;
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
  if (!decided_) kept_bytes_ += bytes_of(row);
  if (!decided_ && kept_bytes_ > limits::kHeaderSearchBytes) decide();
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
    context.signs |= is_sign(cell.text.front());
    context.long_cell |= cell.text.size() > limits::kShortText;
  }
  if (context.long_cell) shorten(context);
  ++sheet_.report.data_rows;
  judge_row(context);
  add_row(context);
}

// What is too long for a number, an address or a media type is none; its end changes nothing.
void SheetJudge::shorten(RowContext& context) {
  for (Field field :
       {Field::number_to_port, Field::campaign_url, Field::media_type, Field::detected_destination}) {
    const sheet::Cell*& cell = context.cell[index_of(field)];
    if (!cell || cell->text.size() <= limits::kJudgedBytes) continue;
    sheet::Cell& cut = shortened_[index_of(field)];
    cut = *cell;
    cut.text = text::cut_at_character(cell->text, limits::kJudgedBytes);
    cell = &cut;
  }
}

void SheetJudge::finish() {
  if (!decided_) decide();
  judge_sheet_end(sheet_);
}

bool SheetPeek::row(const sheet::Row& row) {
  if (is_blank(row)) return true;
  bytes_ += bytes_of(row);
  if (bytes_ > limits::kHeaderSearchBytes) return false;
  score_ = std::max(score_, header_score(copy_of(row)));
  return ++rows_ < limits::kHeaderSearchRows && score_ != kCertainHeader;
}

}  // namespace portcheck::rules
