// What is shown of an edited sheet, and the file that is made of it.
#include <algorithm>

#include "edit/session.h"
#include "hand_back/output.h"
#include "report/json_encoder.h"
#include "text/utf8.h"

namespace portcheck::edit {
namespace {

uint32_t width_of(const sheet::Table& table) {
  uint32_t width = 0;
  for (const sheet::Row& row : table.rows()) {
    if (!row.cells.empty()) width = std::max(width, row.cells.back().column);
  }
  return width;
}

void encode_row(report::Encoder& json, const sheet::Row& row, const CellWindow& window) {
  json.open('[');
  uint32_t next = window.from_column;
  for (const sheet::Cell& cell : row.cells) {
    if (cell.column < next) continue;
    if (cell.column > window.to_column) break;
    for (; next < cell.column; ++next) json.value(std::string_view());
    json.value(text::cut_at_character(cell.text, window.longest));
    ++next;
  }
  json.close(']');
}

}  // namespace

std::string encode_cells(const EditedSheet* sheet, const CellWindow& window) {
  report::Encoder json;
  json.open('{');
  json.member("schema", std::string_view("portcheck.cells/1"));
  const size_t count = sheet ? sheet->table.rows().size() : 0;
  json.member("row_count", uint64_t{count});
  json.member("column_count", uint64_t{sheet ? width_of(sheet->table) : 0});
  json.member("from_row", uint64_t{window.from_row});
  json.name("rows");
  json.open('[');
  const uint64_t columns =
      window.to_column < window.from_column ? 1 : uint64_t{window.to_column} - window.from_column + 1;
  const uint64_t most = std::max<uint64_t>(limits::kWindowCells / columns, 1);
  const uint64_t last = std::min({uint64_t{window.to_row}, uint64_t{count}, window.from_row + most - 1});
  for (uint64_t row = std::max(window.from_row, 1U); row <= last; ++row)
    encode_row(json, sheet->table.rows()[static_cast<size_t>(row - 1)], window);
  json.close(']');
  json.close('}');
  return json.take();
}

HandBack make_file(const EditedSheet* sheet, std::string_view name, SheetFormat format) {
  HandBack done;
  done.source = name;
  if (!sheet) {
    done.refused = {RemarkId::no_sheet};
    return done;
  }
  const std::vector<sheet::Row>& rows = sheet->table.rows();
  const uint32_t header = sheet->context.report.header_row;
  hand_back::Output out(format);
  sheet::SheetLayout layout;
  layout.name = sheet->context.name.empty() ? message(Remark{RemarkId::template_sheet}) : sheet->context.name;
  layout.columns = hand_back::fitting_columns(rows);
  layout.header_row = header;
  out.begin_sheet(std::move(layout));
  for (const sheet::Row& row : rows) out.row(row.cells);
  OutputFile file;
  file.name = hand_back::base_name(name) + "." + message(Remark{RemarkId::file_corrected}) +
              std::string(hand_back::extension(format));
  file.rows = static_cast<uint32_t>(rows.size()) - std::min(header, static_cast<uint32_t>(rows.size()));
  if (out.finish(file.bytes, done)) done.files.push_back(std::move(file));
  return done;
}

}  // namespace portcheck::edit
