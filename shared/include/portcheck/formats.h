// What a build of the engine has. The browser's first module reads CSV and XLSX and leaves letters and the
// table of reject codes out; the whole build is the native one and the browser's second module.
#pragma once

#include "portcheck/request.h"

namespace portcheck {

// Whether only the whole build answers this request in full: a spreadsheet of another format (.xls, .ods), a
// PDF, a Word document or a picture, by their content, or the words of a rejection. Never in the whole build.
bool needs_whole_build(const Request& request);

// Gives the request what this build has beside the engine: in the whole build, the meaning of rejections.
void equip(Request& request);

}  // namespace portcheck
