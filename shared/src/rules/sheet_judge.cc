#include "rules/sheet_judge.h"

#include <cstring>

#include "rules/cell_text.h"
#include "rules/registry.h"
#include "text/clean.h"
#include "text/cold.h"
#include "text/utf8.h"

namespace portcheck::rules {
namespace {

size_t bytes_of(const sheet::Row& row) {
  size_t bytes = 0;
  for (const sheet::Cell& cell : row.cells) bytes += cell.text.size();
  return bytes;
}

PORTCHECK_COLD KeptRow copy_of(const sheet::Row& row, sheet::Arena& texts) {
  KeptRow kept{row, {row.cells.begin(), row.cells.end()}};
  for (sheet::Cell& cell : kept.cells) {
    const size_t size = cell.text.size();
    cell.text = {static_cast<char*>(std::memcpy(texts.take(size), cell.text.data(), size)), size};
    cell.formula = false;
  }
  kept.row.cells = kept.cells;
  return kept;
}

// What is too long for a number, an address or a media type is none; its end changes nothing.
PORTCHECK_COLD void shorten(RowContext& row, ShortCells& shortened) {
  for (Field field :
       {Field::number_to_port, Field::campaign_url, Field::media_type, Field::detected_destination}) {
    const sheet::Cell*& cell = row.cell[index_of(field)];
    if (!cell || cell->text.size() <= limits::kJudgedBytes) continue;
    sheet::Cell& cut = shortened[index_of(field)];
    cut = *cell;
    cut.text = text::cut_at_character(cell->text, limits::kJudgedBytes);
    cell = &cut;
  }
}

constexpr bool is_judged(uint8_t slot) {  // by more than its first characters
  return slot != index_of(Field::none) && slot != index_of(Field::description) &&
         slot != index_of(Field::marketing);
}

// place_cells() for a row as it stands in the file. False when it has not one cell after the other, or one
// that is outside, with a sign, or long.
bool place_flat(RowContext& row, const sheet::FlatRow& flat, ShortCells& cells) {
  const uint8_t* const slots = row.sheet.slot_of.data();
  const size_t columns = row.sheet.slot_of.size();
  unsigned delimiters = 0, signs = 0;
  size_t sizes = 0, outside = 0;
  uint32_t begin = flat.begin;
  for (uint32_t i = 0; i < flat.width; ++i) {
    const char* at = flat.text + begin;
    const uint32_t end = flat.ends[i];
    size_t size = end - begin;
    begin = end + 1;
    delimiters += flat.text[end] == flat.delimiter ? 1U : 0U;
    const uint8_t slot = i + 1 < columns ? slots[i + 1] : uint8_t{0};
    if (*at == '"') {
      ++at;
      size -= 2;
      if (is_judged(slot) && std::string_view(at, size).find('"') != std::string_view::npos) return false;
    }
    cells[slot].text = {at, size};
    row.cell[slot] = size == 0 ? nullptr : &cells[slot];
    outside |= slot == index_of(Field::none) ? size : 0;
    signs |= sign_of({at, size});
    sizes |= size;
  }
  return delimiters + 1 == flat.width && outside == 0 && signs == 0 && sizes <= limits::kShortText;
}

}  // namespace

bool is_blank(const sheet::Row& row) {
  for (const sheet::Cell& cell : row.cells) {
    if (static_cast<unsigned char>(cell.text.front()) > ' ' || !text::trim(cell.text).empty()) return false;
  }
  return true;
}

void place_cells(RowContext& row, ShortCells& shortened) {
  const uint8_t* const slots = row.sheet.slot_of.data();
  const size_t columns = row.sheet.slot_of.size();
  const sheet::Cell** const placed = row.cell.data();
  unsigned seen = 0, signs = 0;
  size_t sizes = 0;
  for (const sheet::Cell& cell : row.row.cells) {
    const uint8_t slot = cell.column < columns ? slots[cell.column] : uint8_t{0};
    placed[slot] = &cell;
    seen |= 1U << slot;
    signs |= sign_of(cell.text);
    sizes |= cell.text.size();
  }
  row.outside = (seen & 1U << index_of(Field::none)) != 0;
  row.signs = signs != 0;
  static_assert((limits::kShortText & (limits::kShortText + 1)) == 0,
                "so that sizes show whether one is longer");
  row.long_cell = sizes > limits::kShortText;
  if (row.long_cell) shorten(row, shortened);
}

bool SheetJudge::flat_row(const sheet::FlatRow& flat) {
  if (!decided_) return false;
  const sheet::Row row{flat.number, {}, flat.width};
  RowContext context(sheet_, row);
  if (!place_flat(context, flat, room_) || !usual_row(context)) return false;
  ++sheet_.report.data_rows;
  add_row(context);
  return true;
}

PORTCHECK_COLD bool HeaderSearch::add(const sheet::Row& row) {
  bytes_ += bytes_of(row);
  if (bytes_ > limits::kHeaderSearchBytes) {
    complete_ = true;
    return false;
  }
  kept_.push_back(copy_of(row, texts_));
  best_score_ = std::max(best_score_, header_score(row));
  complete_ = best_score_ == kCertainHeader || kept_.size() == limits::kHeaderSearchRows;
  return true;
}

PORTCHECK_COLD size_t HeaderSearch::map(SheetContext& sheet) const {
  size_t header = kept_.size();
  for (size_t i = 0; i < kept_.size() && best_score_ > 0; ++i) {
    if (header_score(kept_[i].row) == best_score_) {
      header = i;
      break;
    }
  }
  map_columns(sheet, kept_, header);
  sheet.last_data_row = sheet.report.header_row;
  return header < kept_.size() ? header + 1 : 0;
}

bool SheetJudge::row(const sheet::Row& row) {
  if (is_blank(row)) return true;
  if (!decided_) {
    const bool kept = search_.add(row);
    if (search_.complete()) decide();
    if (kept) return true;
  }
  judge(row);
  return true;
}

PORTCHECK_COLD void SheetJudge::decide() {
  decided_ = true;
  for (size_t i = search_.map(sheet_); i < search_.rows().size(); ++i) judge(search_.rows()[i].row);
  search_.clear();
}

void SheetJudge::judge(const sheet::Row& row) {
  RowContext context(sheet_, row);
  place_cells(context, room_);
  ++sheet_.report.data_rows;
  if (context.outside || context.signs || context.long_cell || !usual_row(context)) judge_row(context);
  add_row(context);
}

PORTCHECK_COLD void SheetJudge::finish() {
  if (!decided_) decide();
  judge_sheet_end(sheet_);
}

PORTCHECK_COLD bool SheetPeek::row(const sheet::Row& row) {
  if (is_blank(row)) return true;
  bytes_ += bytes_of(row);
  if (bytes_ > limits::kHeaderSearchBytes) return false;
  score_ = std::max(score_, header_score(row));
  return ++rows_ < limits::kHeaderSearchRows && score_ != kCertainHeader;
}

}  // namespace portcheck::rules
