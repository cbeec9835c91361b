#include "portcheck/formats.h"
#include "portcheck/rejection.h"
#include "sheet/formats.h"
#include "sheet/ods.h"
#include "sheet/xls.h"

namespace portcheck {

Build build_needed(const Request&) {
  return Build::usual;
}

void equip(Request& request) {
  request.explain_rejection = explain_rejection;
}

namespace sheet {

Opened open_other(std::string_view bytes, document::FileType type) {
  if (type == document::FileType::ods) return open_ods(bytes);
  if (type == document::FileType::xls) return open_xls(bytes);
  return {nullptr, {Status::unsupported}};
}

}  // namespace sheet
}  // namespace portcheck
