#include "portcheck/formats.h"
#include "sheet/formats.h"

namespace portcheck {

bool needs_all_formats(std::string_view, std::string_view) {
  return false;
}

namespace sheet {

Opened open_other(std::string_view, document::FileType type) {
  return {nullptr, {Status::unsupported, std::string(document::label(type)), 0}};
}

}  // namespace sheet
}  // namespace portcheck
