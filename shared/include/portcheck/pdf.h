// PDF, the one format that needs a library of its own (qpdf): in the target portcheck_pdf and in
// portcheck-pdf.wasm, never in the module that a page loads first.
#pragma once

#include <string_view>

#include "portcheck/document.h"

namespace portcheck {

// Never fails and never throws: what is wrong with the file is the document's status. Time and memory are
// bound by limits.h whatever the bytes are.
Document read_pdf(std::string_view bytes);

}  // namespace portcheck
