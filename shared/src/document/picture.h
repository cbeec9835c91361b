// Pictures as letters: a photo or a scan of one. Nothing is decoded but samples: how large it is, how it must
// be turned, whether it shows anything at all.
#pragma once

#include <string_view>

#include "document/file_type.h"
#include "portcheck/document.h"

namespace portcheck::document {

// One page with one Picture, or as many as a TIFF has. `type` is one of is_image().
Document read_picture(std::string_view bytes, FileType type);

// The first page's picture, for pictures inside documents, whose type their content says. False when it is
// none that is known.
bool measure_picture(std::string_view bytes, Picture& picture);

}  // namespace portcheck::document
