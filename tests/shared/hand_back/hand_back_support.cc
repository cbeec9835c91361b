#include "tests/shared/hand_back/hand_back_support.h"

#include "document/file_type.h"
#include "tests/shared/sheet/sheet_support.h"

namespace portcheck::testing {

Request request_of(std::string_view name, std::string_view bytes) {
  Request request;
  request.today = *parse_iso_date("2026-11-22");
  request.files.push_back({std::string(name), bytes, ""});
  return request;
}

HandBack fixed(std::string_view text, HandBackOptions options, std::string_view name) {
  const ExactBytes exact(text);
  return fix(request_of(name, exact.view()), options);
}

std::string fixed_csv(std::string_view text, NumberStyle style) {
  const HandBack done = fixed(text, {SheetFormat::csv, style});
  if (!done.refused.empty()) return message(done.refused);
  std::string out;
  for (const char c : done.files.at(0).bytes.substr(3)) {
    if (c != '\r') out += c;
  }
  return out;
}

std::string changes_of(const HandBack& done) {
  std::string out;
  for (const Change& change : done.changes) {
    out += place(change) + (change.rule ? " " + std::string(to_string(*change.rule)) : "");
    if (change.column != kNone) out += " \"" + change.before + "\" > \"" + change.after + "\"";
    if (change.repair == Repair::repeat) out += " repeats " + std::to_string(change.other_row);
    out += "\n";
  }
  return out;
}

std::string cells_of(std::string_view bytes, std::string_view name, size_t sheet) {
  const document::FileType type = document::detect_file_type(bytes, name);
  const size_t sheets = sheet::read_sheet(bytes, type).sheets.size();
  return sheet < sheets ? sheet::read_sheet(bytes, type, sheet).text() : "no such sheet";
}

}  // namespace portcheck::testing
