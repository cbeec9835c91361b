#include "document/letters.h"
#include "portcheck/formats.h"
#include "sheet/formats.h"

namespace portcheck {

Build build_needed(const Request& request) {
  if (!request.open_requests.empty() || (request.ticket && request.ticket->rejection)) return Build::whole;
  Build needed = Build::usual;
  for (const InputFile& file : request.files) {
    const document::FileType type = document::detect_file_type(file.bytes, file.name);
    if (type == document::FileType::xls || type == document::FileType::ods) return Build::whole;
    if (document::is_read(type) && !document::letters_are_read()) needed = Build::letters;
  }
  return needed;
}

void equip(Request&) {}

namespace sheet {

Opened open_other(std::string_view, document::FileType) {
  return {nullptr, {Status::unsupported}};
}

}  // namespace sheet
}  // namespace portcheck
