// Opens any spreadsheet the engine takes. The judge uses this header only; it never names a format.
#pragma once

#include <memory>
#include <vector>

#include "document/file_type.h"
#include "sheet/sheet.h"

namespace portcheck::sheet {

class Workbook {
 public:
  virtual ~Workbook() = default;
  virtual const std::vector<SheetInfo>& sheets() const = 0;  // at least one
  // Streams one sheet into the sink; may be called again, for any sheet. `facts` is reset, then filled.
  // Rows given before a problem was met stay given.
  virtual Problem read(size_t index, RowSink& sink, ReadFacts& facts) = 0;
};

struct Opened {
  std::unique_ptr<Workbook> workbook;  // null unless problem.status is ok
  Problem problem;
};

// `bytes` is borrowed and must outlive the workbook. `type` is what detect_file_type() said.
Opened open_workbook(std::string_view bytes, document::FileType type);

}  // namespace portcheck::sheet
