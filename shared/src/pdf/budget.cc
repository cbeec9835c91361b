#include "pdf/budget.h"

#include "portcheck/limits.h"

namespace portcheck::pdf {

Budget::Budget(size_t file_size) : left_{} {
  const auto set = [this](Cost cost, uint64_t amount) { left_[static_cast<size_t>(cost)] = amount; };
  set(Cost::file_bytes, (uint64_t{file_size} + 65'536) * limits::kPdfFileReads);
  set(Cost::tokens, limits::kPdfTokens);
  set(Cost::xref_bytes, limits::kPdfXrefBytes);
  set(Cost::object_bytes, limits::kPdfObjectBytes);
  set(Cost::stream_bytes, limits::kPdfDecodedBytes);
  set(Cost::operators, limits::kPdfOperators);
  set(Cost::glyphs, limits::kPdfGlyphs);
  set(Cost::text_bytes, limits::kPdfTextBytes);
  set(Cost::fonts, limits::kPdfFonts);
  set(Cost::cmap_entries, limits::kPdfCmapEntries);
  set(Cost::page_nodes, limits::kPdfPageNodes);
}

}  // namespace portcheck::pdf
