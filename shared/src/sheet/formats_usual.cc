#include "portcheck/formats.h"
#include "sheet/formats.h"

namespace portcheck {

bool needs_all_formats(std::string_view bytes, std::string_view name) {
  const document::FileType type = document::detect_file_type(bytes, name);
  return type == document::FileType::xls || type == document::FileType::ods;
}

namespace sheet {

Opened open_other(std::string_view, document::FileType type) {
  return {nullptr, {Status::unsupported, std::string(document::label(type)), 0}};
}

}  // namespace sheet
}  // namespace portcheck
