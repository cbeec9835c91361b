#include "hand_back/output.h"
#include "hand_back/repair.h"

namespace portcheck {

HandBack fix(const Request& request, const HandBackOptions& options) {
  HandBack done;
  hand_back::Source source = hand_back::open_source(request);
  done.source = source.name;
  done.refused = std::move(source.refused);
  if (!done.refused.empty()) return done;
  const hand_back::Columns columns = hand_back::repair(request, source, options.numbers, done);

  const std::vector<sheet::Row>& rows = source.table.rows();
  const auto header =
      columns.header_row == 0 ? 0 : static_cast<uint32_t>(source.table.find(columns.header_row) + 1);
  hand_back::Output out(options.format);
  sheet::SheetLayout layout;
  layout.name = source.sheet.empty() ? message(Remark{RemarkId::template_sheet}) : source.sheet;
  layout.columns = hand_back::fitting_columns(rows);
  layout.header_row = header;
  out.begin_sheet(std::move(layout));
  for (const sheet::Row& row : rows) out.row(row.cells);
  if (!done.changes.empty()) hand_back::write_changes(out, done);
  OutputFile file;
  file.name = hand_back::base_name(source.name) + "." + message(Remark{RemarkId::file_fixed}) +
              std::string(hand_back::extension(options.format));
  file.rows = static_cast<uint32_t>(rows.size()) - header;
  if (out.finish(file.bytes, done)) done.files.push_back(std::move(file));
  return done;
}

}  // namespace portcheck
