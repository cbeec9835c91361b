#include "sheet/workbook.h"

#include "portcheck/limits.h"
#include "sheet/csv.h"
#include "sheet/formats.h"
#include "sheet/xlsx.h"

namespace portcheck::sheet {

Opened open_workbook(std::string_view bytes, document::FileType type) {
  using document::FileType;
  if (bytes.size() > limits::kFileBytes) return {nullptr, {Status::too_large, Defect::file, 0}};
  switch (type) {
    case FileType::csv:
    case FileType::tsv:
    case FileType::text:
      return open_csv(bytes);
    case FileType::xlsx:
    case FileType::xlsm:
      return open_xlsx(bytes);
    case FileType::empty:
      return {nullptr, {Status::empty, Defect::file, 0}};
    case FileType::ole_encrypted:
      return {nullptr, {Status::encrypted, Defect::workbook, 0}};
    default:
      return open_other(bytes, type);
  }
}

}  // namespace portcheck::sheet
