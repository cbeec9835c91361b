#include "sheet/xlsx_usual.h"

#include <algorithm>

#include "sheet/xlsx_text.h"
#include "text/byte_scan.h"
#include "text/vector16.h"

namespace portcheck::sheet {
namespace {

using text::Literal;

// So much must be readable at a row or cell for it to be recognised; more than all looked at but its text.
constexpr ptrdiff_t kUsualBytes = 160;
constexpr uint64_t kRowName = XmlReader::hash("row");

// Reads the text of a <t> at `at`, which `behind` must follow; returns the text's end in the file, null where
// it is not usual. Only after that it may have been decoded.
template <size_t Size>
inline char* read_usual_text(char* at, char* end, bool preserve, const Literal<Size>& behind,
                             std::string_view& out) {
  static constexpr text::ByteScan<4> kUnusual('<', '&', '\r', '_');
  const char* found = kUnusual.find(at, end);
  while (found != end && *found == '_' && (found + 1 == end || found[1] != 'x'))
    found = kUnusual.find(found + 1, end);
  char* stop = at + (found - at);
  constexpr ptrdiff_t kRoom = (Size + 6) / 8 * 8;
  if (end - stop < kRoom) return nullptr;
  auto size = static_cast<size_t>(stop - at);
  if (size <= limits::kCellBytes && behind.stands_at(stop) &&
      (size == 0 || preserve || (at[0] > ' ' && stop[-1] > ' '))) {
    out = {at, size};
    return stop;
  }
  stop = static_cast<char*>(std::memchr(stop, '<', static_cast<size_t>(end - stop)));
  if (stop == nullptr || end - stop < kRoom || !behind.stands_at(stop)) return nullptr;
  if (static_cast<size_t>(stop - at) > limits::kCellBytes) return nullptr;
  out = decode_run(at, stop, preserve);
  return stop;
}

// A whole cell `<c r="A12" s="1" t="s"><v>7</v></c>` or `<c …t="inlineStr"><is><t>text</t></is></c>` of the
// row of `row`, or one without content or reference. Returns what follows; null where the cell is not so. The
// text of one with a shared string has no bytes yet, but the string's index and one: see fetch().
inline char* read_usual_cell(char* at, char* end, const RowReference& row, const SharedStrings& strings,
                             uint32_t last_column, Cell& cell, uint32_t& style) {
  constexpr Literal kStart("<c r=\"");
  constexpr Literal kBare("<c");
  constexpr Literal kStyle(" s=\"");
  constexpr Literal kShared(" t=\"s\"><v>");
  constexpr Literal kNumber("><v>");
  constexpr Literal kMarkedNumber(" t=\"n\"><v>");
  constexpr Literal kInline(" t=\"inlineStr\"><is><t");
  constexpr Literal kPreserve(" xml:space=\"preserve\">");
  constexpr Literal kEmpty("/>");
  constexpr Literal kValueEnd("</v></c>");
  constexpr Literal kInlineEnd("</t></is></c>");

  if (end - at < kUsualBytes) return nullptr;
  if (kStart.stands_at(at)) {
    at += kStart.size;
    cell.column = 0;
    for (int letters = 1;; ++letters) {
      const auto letter = static_cast<uint32_t>(static_cast<unsigned char>(*at++)) - 'A';
      if (letter > 25) return nullptr;
      cell.column = cell.column * 26 + letter + 1;
      if (row.stands_at(at)) break;
      if (letters == 3) return nullptr;
    }
    at += row.size();
  } else if (kBare.stands_at(at)) {
    cell.column = last_column + 1;
    at += kBare.size;
  } else {
    return nullptr;
  }
  if (cell.column > limits::kColumns) return nullptr;
  style = 0;
  if (kStyle.stands_at(at)) {
    at += kStyle.size;
    style = static_cast<uint32_t>(static_cast<unsigned char>(*at)) - '0';
    if (style <= 9 && at[1] == '"') {
      at += 2;
    } else {
      at = read_digits(at, style);
      if (at == nullptr || *at++ != '"') return nullptr;
    }
  }
  cell.kind = CellKind::text;
  cell.formula = false;
  if (kShared.stands_at(at)) {
    uint32_t index = 0;
    at = read_digits(at + kShared.size, index);
    if (at == nullptr || !kValueEnd.stands_at(at) || index >= strings.size()) return nullptr;
    if (strings.all_fit()) {
      strings.expect(index);
      cell.text = {nullptr, size_t{index} + 1};
      return at + kValueEnd.size;
    }
    cell.text = strings[index];
    return cell.text.size() - 1 < limits::kCellBytes ? at + kValueEnd.size : nullptr;
  }
  if (kInline.stands_at(at)) {
    at += kInline.size;
    const bool preserve = kPreserve.stands_at(at);
    if (!preserve && *at != '>') return nullptr;
    at += preserve ? kPreserve.size : 1;
    char* const stop = read_usual_text(at, end, preserve, kInlineEnd, cell.text);
    return stop == nullptr ? nullptr : stop + kInlineEnd.size;
  }
  if (kEmpty.stands_at(at)) {
    cell.text = {};
    return at + kEmpty.size;
  }
  if (kNumber.stands_at(at)) {
    at += kNumber.size;
  } else if (kMarkedNumber.stands_at(at)) {
    at += kMarkedNumber.size;
  } else {
    return nullptr;
  }
  // Digits, signs and points are neighbours: *+,-./0123456789.
  const auto numeral = [](const char* from) {
    return text::high_bits(text::load16(from) - text::spread('*') <= text::spread('9' - '*'));
  };
  auto size = static_cast<unsigned>(std::countr_one(numeral(at)));
  if (size == 16) size += static_cast<unsigned>(std::countr_one(numeral(at + 16)));
  if (size == 0 || !kValueEnd.stands_at(at + size)) return nullptr;
  cell.kind = CellKind::number;
  cell.text = {at, size};
  return at + size + kValueEnd.size;
}

// Gives the cells the shared strings that all of them have waited for together.
void fetch(const SharedStrings& strings, Cell* cell, const Cell* end) {
  for (; cell != end; ++cell) {
    if (cell->text.data() != nullptr) continue;
    cell->text = strings[cell->text.size() - 1];
    __builtin_prefetch(cell->text.data());
  }
}

}  // namespace

[[gnu::noinline]] bool UsualRows::start(XmlReader& xml) {
  constexpr Literal kStart("<row r=\"");
  char* at = xml.cursor();
  if (xml.at_empty_element() || xml.limit() - at < kUsualBytes || !kStart.stands_at(at)) return false;
  if (reference_.number() >= limits::kRows) return false;
  at += kStart.size;
  RowReference next = reference_;
  next.advance();
  if (!next.stands_at(at) || !rest_.stands_at(at + next.size())) return false;
  if (!xml.enter(kRowName, at + next.size() + rest_.size())) return false;
  reference_ = next;
  return true;
}

void UsualRows::remember(uint32_t number, bool hidden, std::string_view tag) {
  reference_.set(number);
  constexpr Literal kStart("<row r=\"");
  const size_t before = kStart.size + reference_.size();
  if (tag.size() <= before || tag.size() < 16) return;
  if (kStart.stands_at(tag.data()) && reference_.stands_at(tag.data() + kStart.size))
    rest_.remember(tag.substr(before), hidden);
}

[[gnu::noinline]] UsualRows::Next UsualRows::take_cells(XmlReader& xml, CellRow& row) const {
  constexpr Literal kEnd("</row>");
  char* at = xml.cursor();
  char* const end = xml.limit();
  const RowReference reference = reference_;
  Cell* out = row.room.data() + row.used;
  Cell* const full = row.room.data() + std::min(row.room.size(), size_t{2} * limits::kColumns);
  uint32_t last_column = row.last_column;
  bool date = false;
  while (out < full && !date) {
    uint32_t style = 0;
    char* const behind = read_usual_cell(at, end, reference, strings_, last_column, *out, style);
    if (behind == nullptr) break;
    at = behind;
    row.sorted = row.sorted && out->column > last_column;
    last_column = out->column;
    if (out->text.empty()) continue;
    date = out->kind == CellKind::number && styles_.is_date(style);
    ++out;
  }
  fetch(strings_, row.room.data() + row.used, out);
  row.used = static_cast<size_t>(out - row.room.data());
  row.last_column = last_column;
  xml.move_to(at);
  if (date) return Next::date;
  const bool ended = end - at >= 8 && kEnd.stands_at(at) && xml.leave(kRowName, at + kEnd.size);
  return ended ? Next::row : Next::other;
}

[[gnu::noinline]] void take_usual_strings(XmlReader& xml, SharedStrings& table) {
  constexpr Literal kBefore("<si><t>");
  constexpr Literal kBeforePreserved("<si><t xml:space=\"preserve\">");
  constexpr Literal kBehind("</t></si>");
  char* at = xml.cursor();
  char* const end = xml.limit();
  while (end - at >= kUsualBytes) {
    const bool preserve = !kBefore.stands_at(at);
    if (preserve && !kBeforePreserved.stands_at(at)) break;
    std::string_view text;
    char* const stop =
        read_usual_text(at + (preserve ? kBeforePreserved.size : kBefore.size), end, preserve, kBehind, text);
    if (stop == nullptr) break;
    table.add(text, static_cast<size_t>(end - text.data()));
    at = stop + kBehind.size;
  }
  xml.move_to(at);
}

}  // namespace portcheck::sheet
