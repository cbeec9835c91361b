#include "rules/sheet_judge.h"

#include <cstring>

#include "rules/cell_text.h"
#include "rules/registry.h"
#include "text/clean.h"
#include "text/cold.h"
#include "text/utf8.h"
#include "text/vector16.h"

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

// A cell of the row without its quotes; those inside stay doubled.
PORTCHECK_HOT inline std::string_view cell_of(const sheet::FlatRow& flat, uint32_t column) {
  const uint32_t begin = column == 1 ? flat.begin : flat.ends[column - 2] + 1, end = flat.ends[column - 1];
  const uint32_t quote = flat.text[begin] == '"' ? 1 : 0;
  return {flat.text + begin + quote, end - begin - 2 * quote};
}

// Whether all cells are short, and those in columns without a name are empty.
PORTCHECK_COLD bool is_within(const SheetContext& sheet, const sheet::FlatRow& flat) {
  for (uint32_t column = 1; column <= flat.width; ++column) {
    const size_t size = cell_of(flat, column).size();
    const bool named = column < sheet.slot_of.size() && sheet.slot_of[column] != index_of(Field::none);
    if (size > (named ? limits::kShortText : 0)) return false;
  }
  return true;
}

// Of four cells: the byte before each, and its first three. A bit of every four says that the cell does not
// follow a delimiter, or that it begins with a sign (sign_of()).
uint32_t odd_cells(text::Vector16 heads, char delimiter) {
  using text::high_bits;
  using text::spread;
  const uint32_t letters = high_bits(((heads | spread(' ')) - spread('a')) < spread(26));
  const uint32_t may_be = high_bits((heads == spread('+')) | (heads == spread('-')) | (heads == spread('@')));
  const uint32_t signs = high_bits((heads == spread('=')) | (heads == spread('#'))) | (may_be & letters >> 1);
  const uint32_t quoted = high_bits(heads == spread('"')) >> 1;
  return (~high_bits(heads == spread(delimiter)) | (signs >> 1 & ~quoted) | (signs >> 2 & quoted)) & 0x1111;
}

constexpr uint32_t kMostFlat = 64;  // cells of a row; wider ones are rare

// Whether the row has one cell after the other, and none that begins with a sign.
bool is_plain(const sheet::FlatRow& flat) {
  constexpr uint32_t kStep = 4;
  if (flat.width > kMostFlat) return false;
  const uint32_t delimiter = static_cast<unsigned char>(flat.delimiter);
  std::array<uint32_t, kMostFlat + kStep> heads;
  const char* before = flat.text + flat.begin - 1;
  for (uint32_t i = 0; i < flat.width; ++i) {
    std::memcpy(&heads[i], before, sizeof heads[i]);
    before = flat.text + flat.ends[i];
  }
  heads[0] = (heads[0] & ~0xFFU) | delimiter;
  for (uint32_t i = 0; i < kStep; ++i) heads[flat.width + i] = delimiter;
  uint32_t odd = 0;
  for (uint32_t i = 0; i < flat.width; i += kStep)
    odd |= odd_cells(text::load16(reinterpret_cast<const char*>(&heads[i])), flat.delimiter);
  return odd == 0;
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

// place_cells() for what a usual row is judged by. False for a row that is none.
bool SheetJudge::place_flat(RowContext& row, const sheet::FlatRow& flat) {
  if (!is_plain(flat)) return false;
  const uint32_t size = flat.ends[flat.width - 1] - flat.begin;
  if ((size > limits::kShortText || flat.width >= unnamed_) && !is_within(sheet_, flat)) return false;
  for (const Field field : {Field::number_to_port, Field::campaign_url, Field::description, Field::media_type,
                            Field::detected_destination}) {
    const size_t slot = index_of(field);
    const uint32_t column = sheet_.column_of[slot];
    if (column - 1 >= flat.width) continue;
    const std::string_view text = cell_of(flat, column);
    const bool quoted = text.data()[-1] == '"';
    if (quoted && field != Field::description && text.find('"') != std::string_view::npos) return false;
    room_[slot].text = text;
    row.cell[slot] = text.empty() ? nullptr : &room_[slot];
  }
  return true;
}

bool SheetJudge::flat_row(const sheet::FlatRow& flat) {
  if (!decided_) return false;
  const sheet::Row row{flat.number, {}, flat.width};
  RowContext context(sheet_, row);
  if (!place_flat(context, flat)) return false;
  if (!usual_row(context)) {
    unusual_ = true;
    return false;
  }
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
  const size_t first = search_.map(sheet_);
  while (unnamed_ < sheet_.slot_of.size() && sheet_.slot_of[unnamed_] != index_of(Field::none)) ++unnamed_;
  for (size_t i = first; i < search_.rows().size(); ++i) judge(search_.rows()[i].row);
  search_.clear();
}

void SheetJudge::judge(const sheet::Row& row) {
  RowContext context(sheet_, row);
  place_cells(context, room_);
  ++sheet_.report.data_rows;
  if (unusual_ || context.outside || context.signs || context.long_cell || !usual_row(context))
    judge_row(context);
  unusual_ = false;
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
