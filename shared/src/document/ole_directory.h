// The names in an OLE compound file (MS-CFB), the container of .xls, .doc, .msg and of encrypted Office
// files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portcheck::document {

inline constexpr std::string_view kOleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

// Stream and storage names in ASCII (other characters as '?'), in the order of the directory. Empty for
// damaged files. Bounded: follows at most some hundred sectors, and a loop among them ends there.
std::vector<std::string> ole_directory(std::string_view bytes);

}  // namespace portcheck::document
