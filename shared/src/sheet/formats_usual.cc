#include "portcheck/formats.h"
#include "sheet/formats.h"

namespace portcheck {

bool needs_whole_build(const Request& request) {
  if (request.ticket && request.ticket->rejection && !request.ticket->rejection->text.empty()) return true;
  for (const InputFile& file : request.files) {
    const document::FileType type = document::detect_file_type(file.bytes, file.name);
    if (type == document::FileType::xls || type == document::FileType::ods || document::is_read(type))
      return true;
  }
  return false;
}

void equip(Request&) {}

namespace sheet {

Opened open_other(std::string_view, document::FileType type) {
  return {nullptr, {Status::unsupported, std::string(document::label(type)), 0}};
}

}  // namespace sheet
}  // namespace portcheck
