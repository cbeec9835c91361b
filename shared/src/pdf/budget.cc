#include "pdf/budget.h"

#include "portcheck/limits.h"

namespace portcheck::pdf {

const char* too_much(Cost cost) {
  switch (cost) {
    case Cost::file_bytes:
      return "it has to be read too often to make sense of it";
    case Cost::tokens:
    case Cost::object_bytes:
      return "it has more objects than are read";
    case Cost::xref_bytes:
      return "its table of objects is larger than is read";
    case Cost::stream_bytes:
      return "it unpacks to more than is read";
    case Cost::operators:
      return "its pages have more drawings than are read";
    case Cost::glyphs:
    case Cost::text_bytes:
      return "it has more text than is read";
    case Cost::fonts:
    case Cost::cmap_entries:
      return "its fonts are larger than is read";
    case Cost::page_nodes:
      return "it has more pages and fields than are read";
    case Cost::count_:
      break;
  }
  return "it is larger than is read";
}

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
