// Parts of an Office Open XML package, which is a ZIP archive: how they are named, and their text.
#pragma once

#include <string>
#include <string_view>

#include "archive/buffer.h"

namespace portcheck::archive {

// The part that lists what `part` refers to; of the whole package for "".
std::string relationships_part(std::string_view part);

// The part that `target` names, relative to the folder of `part` or from the package's root.
std::string resolve_part(std::string_view part, std::string target);

// Makes a part well-formed UTF-8 without a byte order mark. False when it is too large to be converted.
bool to_utf8(Buffer& buffer);

}  // namespace portcheck::archive
