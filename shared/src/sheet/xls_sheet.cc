#include "sheet/xls_sheet.h"

#include <cstring>
#include <span>
#include <string>

#include "sheet/number_text.h"
#include "sheet/row_builder.h"
#include "sheet/serial_date.h"
#include "text/little_endian.h"

namespace portcheck::sheet {
namespace {

using text::u16_at;
using text::u32_at;
using text::u8_at;

constexpr size_t kFileRows = 65'536;  // row numbers have 16 bits

double double_of(uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}
double double_at(std::string_view bytes, size_t at) {
  return double_of(text::u64_at(bytes, at));
}

// A number in 30 bits: an integer or the upper half of a double, perhaps a hundredth of it.
double rk_number(uint32_t rk) {
  enum : uint32_t { kHundredth = 1, kInteger = 2 };
  const double number = (rk & kInteger) != 0 ? static_cast<double>(static_cast<int32_t>(rk) >> 2)
                                             : double_of(uint64_t{rk & ~3u} << 32);
  return (rk & kHundredth) != 0 ? number / 100 : number;
}

std::string_view error_text(uint32_t code) {
  switch (code) {
    case 0x00:
      return "#NULL!";
    case 0x07:
      return "#DIV/0!";
    case 0x0F:
      return "#VALUE!";
    case 0x17:
      return "#REF!";
    case 0x1D:
      return "#NAME?";
    case 0x24:
      return "#NUM!";
    default:
      return "#N/A";
  }
}

bool is_cell(uint32_t id) {
  switch (id) {
    case biff::kInteger2:
    case biff::kNumber2:
    case biff::kLabel2:
    case biff::kBoolError2:
    case biff::kFormula:
    case biff::kFormula3:
    case biff::kFormula4:
    case biff::kNumber:
    case biff::kLabel:
    case biff::kBoolError:
    case biff::kRk:
    case biff::kMulRk:
    case biff::kLabelSst:
    case biff::kRString:
      return true;
    default:
      return false;
  }
}

// Where the cells of each row are. Files mostly store rows in order, but need not.
class CellIndex {
 public:
  // Also tells `builder` of hidden columns. False when the sheet is cut.
  bool build(std::string_view records, RowBuilder& builder) {
    const bool complete = each(records, [&](const Record& record, size_t) {
      if (is_cell(record.id) && record.body.size() >= 2) {
        const size_t row = u16_at(record.body, 0);
        if (row >= ends_.size()) ends_.resize(row + 1);
        ++ends_[row];
      } else {
        note(record, builder);
      }
    });
    uint32_t total = 0;
    for (uint32_t& end : ends_) {
      const uint32_t count = end;
      end = total;
      total += count;
    }
    places_.resize(total);
    each(records, [&](const Record& record, size_t place) {
      if (is_cell(record.id) && record.body.size() >= 2)
        places_[ends_[u16_at(record.body, 0)]++] = static_cast<uint32_t>(place);
    });
    return complete;
  }
  // Offsets of the records with the cells of row `row`, counted from zero, in the file's order.
  std::span<const uint32_t> row(size_t row) const {
    const uint32_t begin = row == 0 ? 0 : ends_[row - 1];
    return std::span(places_).subspan(begin, ends_[row] - begin);
  }
  size_t rows() const { return ends_.size(); }
  bool hidden(size_t row) const { return !hidden_rows_.empty() && hidden_rows_[row]; }

 private:
  // Calls `take` for the sheet's own records, not for those of charts within it.
  template <class Take>
  static bool each(std::string_view records, Take take) {
    RecordReader reader(records);
    Record record;
    int depth = 0;
    for (size_t place = 0; reader.next(record); place = reader.position()) {
      if (record.id == biff::kEof) {
        if (--depth <= 0) return true;
      } else if (biff::is_bof(record.id)) {
        ++depth;
      } else if (depth == 1) {
        take(record, place);
      }
    }
    return false;
  }

  void note(const Record& record, RowBuilder& builder) {
    const std::string_view body = record.body;
    if (record.id == biff::kRow && body.size() >= 14) {
      if ((u16_at(body, 12) & 0x20) == 0) return;
      hidden_rows_.resize(kFileRows);
      hidden_rows_[u16_at(body, 0)] = true;
    } else if (record.id == biff::kColumnInfo && body.size() >= 10) {
      if ((u16_at(body, 8) & 1) != 0) builder.hidden_columns().hide(u16_at(body, 0) + 1, u16_at(body, 2) + 1);
    } else if (record.id == biff::kColumnWidth2 && body.size() >= 4) {
      if (u16_at(body, 2) == 0) builder.hidden_columns().hide(u8_at(body, 0) + 1, u8_at(body, 1) + 1);
    }
  }

  std::vector<uint32_t> ends_;  // of each row's part of places_, up to the last row with a cell
  std::vector<uint32_t> places_;
  std::vector<bool> hidden_rows_;  // empty when none is hidden
};

class SheetReader {
 public:
  SheetReader(std::string_view records, const XlsContext& context, RowSink& sink, ReadFacts& facts)
      : records_(records), context_(context), facts_(facts), builder_(sink, facts) {}

  Problem read() {
    const bool complete = index_.build(records_, builder_);
    for (size_t row = 0; row < index_.rows(); ++row) {
      const std::span<const uint32_t> places = index_.row(row);
      if (places.empty()) continue;
      builder_.start(static_cast<uint32_t>(row + 1), index_.hidden(row));
      undecodable_ = false;
      for (const uint32_t place : places) {
        if (!read_record(place)) return {status_, what_, builder_.number()};
      }
      if (undecodable_ && facts_.undecodable_rows++ == 0) facts_.first_undecodable_row = builder_.number();
      if (!builder_.give()) return {};
    }
    if (!complete) return {Status::damaged, Defect::endless_sheet, builder_.number()};
    return {};
  }

 private:
  bool fail(Status status, Defect what) {
    status_ = status;
    what_ = what;
    return false;
  }

  bool read_record(uint32_t place) {
    RecordReader reader(records_, place);
    Record record;
    reader.next(record);
    const std::string_view body = record.body;
    // Excel 2 has three bytes of attributes where later versions have the number of a format.
    const bool old = record.id < biff::kFormula || (record.id == biff::kFormula && context_.excel2);
    const size_t value = old ? 7 : 6;
    const size_t size = body.size() < value ? 0 : body.size() - value;
    if (size == 0) return fail(Status::damaged, Defect::cell);
    const uint32_t column = u16_at(body, 2) + 1;
    const uint32_t style = old ? u8_at(body, 4) & 0x3F : u16_at(body, 4);
    Cell cell{{}, column, CellKind::text, false};
    switch (record.id) {
      case biff::kNumber:
      case biff::kNumber2:
        if (size < 8) return fail(Status::damaged, Defect::cell);
        take_number(double_at(body, value), style, cell);
        break;
      case biff::kInteger2:
        if (size < 2) return fail(Status::damaged, Defect::cell);
        take_number(u16_at(body, value), style, cell);
        break;
      case biff::kRk:
        if (size < 4) return fail(Status::damaged, Defect::cell);
        take_number(rk_number(u32_at(body, value)), style, cell);
        break;
      case biff::kMulRk:
        return read_numbers(body, column);
      case biff::kBoolError:
      case biff::kBoolError2:
        if (size < 2) return fail(Status::damaged, Defect::cell);
        take_bool_or_error(u8_at(body, value), u8_at(body, value + 1) == 0, cell);
        break;
      case biff::kLabelSst: {
        if (size < 4 || u32_at(body, value) >= context_.strings.size())
          return fail(Status::damaged, Defect::shared_string);
        cell.text = context_.strings[u32_at(body, value)];
        break;
      }
      case biff::kFormula:
      case biff::kFormula3:
      case biff::kFormula4:
        if (size < 8) return fail(Status::damaged, Defect::cell);
        cell.formula = true;
        if (!take_result(body.substr(value, 8), style, reader, cell))
          return fail(Status::damaged, Defect::formula);
        break;
      default:  // a label
        record.body.remove_prefix(value);
        if (!take_text(record, reader, old ? 1 : 2, cell)) return fail(Status::damaged, Defect::cell_text);
    }
    return add(cell);
  }

  // Several numbers in neighbouring cells: column, (style, number)…, last column.
  bool read_numbers(std::string_view body, uint32_t column) {
    for (size_t at = 4; at + 8 <= body.size(); at += 6, ++column) {
      Cell cell{{}, column, CellKind::number, false};
      take_number(rk_number(u32_at(body, at + 2)), u16_at(body, at), cell);
      if (!add(cell)) return false;
    }
    return true;
  }

  bool add(const Cell& cell) { return builder_.add(cell) || fail(Status::too_large, Defect::row_cells); }

  void take_number(double number, uint32_t style, Cell& cell) {
    char* const out = builder_.arena().take(kNumberBytes);
    const size_t size = format_number(number, out);
    if (size == 0) return take_bool_or_error(0x24, false, cell);
    cell.kind = CellKind::number;
    cell.text = {out, size};
    if (style >= context_.date_styles.size() || !context_.date_styles[style]) return;
    char* const date = builder_.arena().take(kSerialDateBytes);
    const size_t date_size = format_serial_date(cell.text, context_.dates_since_1904, date);
    if (date_size == 0) return;
    cell.kind = CellKind::date;
    cell.text = {date, date_size};
  }

  static void take_bool_or_error(uint32_t code, bool is_bool, Cell& cell) {
    cell.kind = is_bool ? CellKind::boolean : CellKind::error;
    cell.text = !is_bool ? error_text(code) : code != 0 ? "TRUE" : "FALSE";
  }

  // A formula's cached value: a number, or a kind and a value that make no number. Text stands in a record of
  // its own behind the formula's other records; false when it is cut.
  bool take_result(std::string_view result, uint32_t style, RecordReader& reader, Cell& cell) {
    enum : uint32_t { kText = 0, kBoolean = 1, kError = 2 };
    constexpr int kRecordsBetween = 8;
    const uint32_t kind = u8_at(result, 0);
    if (u16_at(result, 6) != 0xFFFF) {
      take_number(double_at(result, 0), style, cell);
    } else if (kind == kBoolean || kind == kError) {
      take_bool_or_error(u8_at(result, 2), kind == kBoolean, cell);
    } else if (kind == kText) {
      Record record;
      for (int i = 0; i < kRecordsBetween && reader.next(record) && !is_cell(record.id); ++i) {
        if (record.id == biff::kString) return take_text(record, reader, 2, cell);
        if (record.id == biff::kString2) return take_text(record, reader, 1, cell);
      }
    }
    return true;
  }

  // False when the text is cut.
  bool take_text(const Record& record, RecordReader& reader, unsigned length_bytes, Cell& cell) {
    scratch_.clear();
    LongBody body(record, reader);
    bool undecodable = false;
    if (!context_.text.read(body, length_bytes, scratch_, undecodable)) return false;
    undecodable_ = undecodable_ || undecodable;
    if (scratch_.empty()) return true;
    char* const out = builder_.arena().take(scratch_.size());
    std::memcpy(out, scratch_.data(), scratch_.size());
    cell.text = {out, scratch_.size()};
    return true;
  }

  std::string_view records_;
  const XlsContext& context_;
  ReadFacts& facts_;
  RowBuilder builder_;
  CellIndex index_;
  std::string scratch_;
  Status status_ = Status::ok;
  Defect what_ = Defect::none;
  bool undecodable_ = false;
};

}  // namespace

Problem read_xls_sheet(std::string_view records, const XlsContext& context, RowSink& sink, ReadFacts& facts) {
  return SheetReader(records, context, sink, facts).read();
}

}  // namespace portcheck::sheet
