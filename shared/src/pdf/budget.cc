#include "pdf/budget.h"

#include "portcheck/limits.h"

namespace portcheck::pdf {

Defect too_much(Cost cost) {
  switch (cost) {
    case Cost::file_bytes:
      return Defect::pdf_reads;
    case Cost::tokens:
    case Cost::object_bytes:
      return Defect::pdf_objects;
    case Cost::xref_bytes:
      return Defect::pdf_table;
    case Cost::stream_bytes:
      return Defect::pdf_unpacked;
    case Cost::operators:
      return Defect::pdf_drawings;
    case Cost::glyphs:
    case Cost::text_bytes:
      return Defect::pdf_text;
    case Cost::fonts:
    case Cost::cmap_entries:
      return Defect::pdf_fonts;
    case Cost::page_nodes:
      return Defect::pdf_fields;
    case Cost::count_:
      break;
  }
  return Defect::pdf_size;
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
