// Saved mails: not read, but what is attached to them can be named, so that the answer says what to attach.
#pragma once

#include <string_view>

#include "document/file_type.h"
#include "portcheck/document.h"

namespace portcheck::document {

// Unsupported, with the names of what the mail has attached. `type` is eml or msg.
Document read_mail(std::string_view bytes, FileType type);

}  // namespace portcheck::document
