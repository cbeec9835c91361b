#include "hand_back/cleaning.h"

#include <string>

#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::hand_back {
namespace {

// Joiners and variation selectors behind a character that is not ASCII hold emoji and scripts together: there
// it is not certain that nobody wants them.
bool needs_joiners(std::string_view text) {
  bool ascii = true;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = text::decode_one(text, at);
    if (!ascii && (c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F))) return true;
    ascii = c < 0x80;
  }
  return false;
}

}  // namespace

std::vector<CleanedCell> clean_cells(sheet::Table& table) {
  std::vector<CleanedCell> cleaned;
  std::vector<sheet::Cell> cells;
  std::string scratch;
  for (size_t i = 0; i < table.rows().size(); ++i) {
    cells.assign(table.rows()[i].cells.begin(), table.rows()[i].cells.end());
    for (const sheet::Cell& cell : cells) {
      if (cell.kind != sheet::CellKind::text) continue;
      const text::Cleaned clean = text::clean(cell.text, scratch, false);
      const bool changes = clean.changed != 0 && !needs_joiners(cell.text);
      if (!changes && !text::trim(cell.text).empty()) continue;
      cleaned.push_back({table.rows()[i].number, cell.column, cell.text, std::nullopt});
      if (changes) cleaned.back().rule = RuleId::ROW_007;
      table.set(i, cell.column, clean.text);
    }
  }
  return cleaned;
}

}  // namespace portcheck::hand_back
