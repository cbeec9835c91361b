// What a build of the engine has. The native one has all; the browser has a module of each, so that a
// customer downloads what the files at hand need.
#pragma once

#include <cstdint>

#include "portcheck/request.h"

namespace portcheck {

enum class Build : uint8_t {
  usual,    // CSV and XLSX, all else is something else; no letters, rejections or open requests
  letters,  // the same, letters, and what any other file is
  whole     // the same, .xls and .ods, and what is said of a rejection and of other requests
};

// The build that answers this request in full, by the content of its files; `usual` in each build that does.
// The usual build may name the one with letters where that one will name the whole.
Build build_needed(const Request& request);

// Gives the request what this build has beside the engine: in the whole build, the meaning of rejections.
void equip(Request& request);

}  // namespace portcheck
