#include "sheet/xlsx_sheet.h"

#include <algorithm>
#include <utility>

#include "portcheck/limits.h"
#include "sheet/arena.h"
#include "sheet/hidden_columns.h"
#include "sheet/row_builder.h"
#include "sheet/serial_date.h"
#include "sheet/xlsx_cell.h"
#include "sheet/xlsx_usual.h"
#include "text/cold.h"
#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

class WorksheetReader {
 public:
  // The first `given` rows are not given again.
  WorksheetReader(PartStream& stream, std::string_view part, const SheetContext& context, RowSink& sink,
                  ReadFacts& facts, bool shortcuts, uint32_t given)
      : stream_(stream),
        part_(part),
        context_(context),
        sink_(sink),
        facts_(facts),
        usual_(context.strings, context.styles),
        already_given_(given),
        shortcuts_(shortcuts) {}

  uint32_t given() const { return given_; }

  Problem read() {
    if (Problem found = next_window(); found.status != Status::ok) return found;
    for (;;) {
      const XmlToken token = xml_.next();
      if (token == XmlToken::eof && stream_.last()) return {};
      if (token == XmlToken::end || token == XmlToken::text) continue;
      if (token != XmlToken::start) return broken_xml();
      if (xml_.name() == "col") {
        read_column();
      } else if (xml_.name() == "sheetData") {
        return read_rows();
      }
    }
  }

 private:
  Problem next_window() {
    Problem found = stream_.next("row");
    if (found.status == Status::ok) xml_.go_on(stream_.data(), stream_.size());
    return at_row(std::move(found));
  }
  PORTCHECK_COLD Problem broken_xml() {
    return at_row(xml_problem(xml_.next(), part_, static_cast<size_t>(stream_.offset()) + xml_.position()));
  }
  Problem problem(Status status, Defect what) { return at_row({status, what, 0, std::string(part_)}); }
  bool fail(Status status, Defect what) {
    problem_ = problem(status, what);
    return false;
  }
  Problem at_row(Problem found) const {
    found.row = row_.number;
    return found;
  }

  void read_column() {
    std::string_view hidden, raw;
    if (!xml_.attribute("hidden", hidden) || !xml_flag(hidden)) return;
    uint32_t first = 0;
    uint32_t last = 0;
    if (!xml_.attribute("min", raw) || !xml_number(raw, first)) return;
    if (!xml_.attribute("max", raw) || !xml_number(raw, last)) return;
    hidden_columns_.hide(first, last);
  }

  // What follows the rows (merged cells, drawings, …) is not read.
  Problem read_rows() {
    for (;;) {
      if (xml_.cursor() == xml_.limit() && !xml_.at_empty_element() && !stream_.last()) {
        if (Problem found = next_window(); found.status != Status::ok) return found;
      }
      if (shortcuts_ && rows_ < limits::kRows && usual_.start(xml_)) {
        ++rows_;
        begin_row(usual_.number(), usual_.hidden());
      } else {
        const char* const tag = xml_.cursor();
        const XmlToken token = xml_.next();
        if (token == XmlToken::end) return stream_.finish();
        if (token == XmlToken::text) continue;
        if (token != XmlToken::start) return broken_xml();
        if (xml_.name() != "row") {
          if (!xml_.skip_element()) return broken_xml();
          continue;
        }
        if (Problem found = start_row(tag); found.status != Status::ok) return found;
      }
      if (!read_cells()) return std::move(problem_);
      if (!give_row()) return {};
    }
  }

  void begin_row(uint32_t number, bool hidden) {
    cells_.used = 0;
    cells_.last_column = 0;
    arena_.clear();
    cells_.sorted = true;
    row_ = {number, {}, 0, hidden};
  }

  // `tag` begins here.
  PORTCHECK_COLD Problem start_row(const char* tag) {
    const uint32_t previous = row_.number;
    begin_row(previous + 1, false);
    int references = 0;
    XmlAttribute attribute;
    while (xml_.next_attribute(attribute)) {
      if (attribute.name == "r") {
        ++references;
        if (!xml_number(attribute.raw, row_.number) || row_.number == 0) {
          row_.number = previous;
          return problem(Status::damaged, Defect::row_number);
        }
      } else if (attribute.name == "hidden") {
        row_.hidden = xml_flag(attribute.raw);
      }
    }
    if (row_.number > limits::kRows || ++rows_ > limits::kRows)
      return problem(Status::too_large, Defect::rows);
    const bool as_it_looks = references == 1 && !xml_.at_empty_element();
    usual_.remember(
        row_.number, row_.hidden,
        as_it_looks ? std::string_view(tag, static_cast<size_t>(xml_.cursor() - tag)) : std::string_view());
    return {};
  }

  // False when problem_ says why the sheet ends here, as of the functions below.
  bool read_cells() {
    for (;;) {
      if (shortcuts_ && !xml_.at_empty_element()) {
        const UsualRows::Next next = usual_.take_cells(xml_, cells_);
        if (next == UsualRows::Next::row) return true;
        if (next == UsualRows::Next::date) {
          take_date(cells_.room[cells_.used - 1]);
          continue;
        }
      }
      const XmlToken token = xml_.next();
      if (token == XmlToken::end) return true;
      if (token == XmlToken::text) continue;
      if (token != XmlToken::start || !read_element()) {
        problem_ = broken_xml();
        return false;
      }
      if (problem_.status != Status::ok) return false;
    }
  }

  // Of a row: a cell or something else, whose start was given last. False where the XML is broken.
  [[gnu::noinline]] bool read_element() {
    if (xml_.name() != "c") return xml_.skip_element();
    RawCell cell;
    const CellResult result = read_cell(xml_, cell);
    if (result == CellResult::reference) fail(Status::damaged, Defect::cell_reference);
    if (result == CellResult::ok) add(cell);
    return result != CellResult::xml;
  }

  bool add(const RawCell& raw) {
    const uint32_t column = raw.column != 0 ? raw.column : cells_.last_column + 1;
    if (column > limits::kColumns) return fail(Status::too_large, Defect::columns);
    cells_.sorted = cells_.sorted && column > cells_.last_column;
    cells_.last_column = column;
    // Cells that repeat each other's place may come without end.
    if (cells_.used > 2 * limits::kColumns) return fail(Status::too_large, Defect::row_cells);
    if (!raw.has_value) return true;
    Cell cell{raw.value, column, CellKind::text, raw.formula};
    switch (raw.type) {
      case CellType::shared:
        if (raw.shared_index >= context_.strings.size()) return fail(Status::damaged, Defect::shared_string);
        cell.text = context_.strings[raw.shared_index];
        break;
      case CellType::number:
        cell.kind = CellKind::number;
        if (context_.styles.is_date(raw.style)) take_date(cell);
        break;
      case CellType::iso_date:
        take_iso_date(cell);
        break;
      case CellType::boolean:
        cell.kind = CellKind::boolean;
        cell.text = xml_flag(raw.value) ? "TRUE" : "FALSE";
        break;
      case CellType::error:
        cell.kind = CellKind::error;
        break;
      case CellType::inline_string:
      case CellType::formula_string:
        break;
    }
    if (cell.text.empty()) return true;
    if (cell.text.size() > limits::kCellBytes) {
      cell.text = text::cut_at_character(cell.text, limits::kCellBytes);
      if (facts_.cut_cells++ == 0) facts_.first_cut_row = row_.number;
    }
    if (cells_.used == cells_.room.size()) cells_.room.push_back({});
    cells_.room[cells_.used++] = cell;
    return true;
  }

  void take_date(Cell& cell) {
    char* const out = arena_.take(kSerialDateBytes);
    const size_t size = format_serial_date(cell.text, context_.dates_since_1904, out);
    if (size == 0) return;
    cell.kind = CellKind::date;
    cell.text = {out, size};
  }

  // As the strict form of the format writes it.
  void take_iso_date(Cell& cell) {
    cell.kind = CellKind::date;
    char* const out = arena_.take(kSerialDateBytes);
    const size_t size = format_iso_date(cell.text, out);
    if (size != 0) cell.text = {out, size};
  }

  void sort_row() {
    std::vector<Cell> row(cells_.room.begin(), cells_.room.begin() + static_cast<ptrdiff_t>(cells_.used));
    sort_cells(row);
    std::copy(row.begin(), row.end(), cells_.room.begin());
    cells_.used = row.size();
  }

  bool give_row() {
    if (cells_.used == 0) return true;
    const bool again = ++given_ <= already_given_;
    if (!cells_.sorted) sort_row();
    row_.cells = {cells_.room.data(), cells_.used};
    hidden_columns_.count(row_.cells, facts_.hidden_columns);
    if (row_.hidden) ++facts_.hidden_rows;
    if (again) return true;
    row_.width = row_.cells.back().column;
    return sink_.row(row_);
  }

  PartStream& stream_;
  XmlReader xml_{nullptr, 0};
  std::string_view part_;
  const SheetContext& context_;
  RowSink& sink_;
  ReadFacts& facts_;
  Arena arena_;
  CellRow cells_;
  UsualRows usual_;
  HiddenColumns hidden_columns_;
  Row row_;
  Problem problem_;
  uint32_t rows_ = 0;
  uint32_t given_ = 0;
  uint32_t already_given_;
  bool shortcuts_;
};

}  // namespace

PORTCHECK_COLD Problem read_worksheet(PartStream& stream, std::string_view part, const SheetContext& context,
                                      RowSink& sink, ReadFacts& facts, bool usual_shortcuts) {
  const ReadFacts before = facts;
  WorksheetReader reader(stream, part, context, sink, facts, usual_shortcuts, 0);
  Problem problem = reader.read();
  // A window may end within something that only looks like a row's end, or before a broken character.
  if (problem.status != Status::damaged || stream.last() || !stream.start_whole()) return problem;
  facts = before;
  return WorksheetReader(stream, part, context, sink, facts, usual_shortcuts, reader.given()).read();
}

}  // namespace portcheck::sheet
