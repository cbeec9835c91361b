// The picture of a signature that somebody drew or photographed, made fit for a PDF.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "letter/pdf_file.h"
#include "portcheck/rule_ids.h"

namespace portcheck::letter {

struct Picture {
  uint32_t width = 0, height = 0;     // pixels; 0: it cannot be taken
  RemarkId refused = RemarkId::none;  // why
  std::string entries, mask_entries;  // of the streams' dictionaries
  std::string bytes, mask;            // as the filter named in the entries wants them; no mask: empty
};

// PNG (eight bits a channel, not interlaced, gray, colours or palette) and JPEG, within limits.h.
Picture read_signature(std::string_view bytes);

PdfFile::Id add_picture(PdfFile& file, const Picture& picture);

}  // namespace portcheck::letter
