// Which spreadsheets this build of the engine reads. The browser's first module reads CSV and XLSX; the build
// with all formats is the native one and the browser's second module.
#pragma once

#include <string_view>

namespace portcheck {

// Whether only a build with all formats reads this file (.xls, .ods), by its content. Never in such a build.
bool needs_all_formats(std::string_view bytes, std::string_view name);

}  // namespace portcheck
