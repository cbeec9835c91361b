#include "sheet/csv_writer.h"

#include "sheet/formula_text.h"

namespace portcheck::sheet {
namespace {

// Every sign that some reader takes for a delimiter is quoted, so that none has to guess wrong.
void append_cell(std::string& out, std::string_view text) {
  const bool shield = needs_shield(text);
  const bool quote = text.find_first_of(",;\t|\"\r\n") != std::string_view::npos || text.starts_with(' ') ||
                     text.ends_with(' ');
  if (quote) out += '"';
  if (shield) out += '\'';
  for (const char c : text) {
    if (c == '"') out += c;
    out += c;
  }
  if (quote) out += '"';
}

}  // namespace

CsvWriter::CsvWriter() : out_("\xEF\xBB\xBF") {}

void CsvWriter::row(std::span<const Cell> cells, uint32_t width) {
  uint32_t column = 1;
  for (const Cell& cell : cells) {
    for (; column < cell.column; ++column) out_ += ',';
    append_cell(out_, cell.text);
  }
  for (; column < width; ++column) out_ += ',';
  out_ += "\r\n";
}

}  // namespace portcheck::sheet
