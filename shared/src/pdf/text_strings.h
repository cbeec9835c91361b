// Strings that people read, and dates, as PDF writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portcheck/date.h"

namespace portcheck::pdf {

// UTF-16 or UTF-8 behind their marks, else PDFDocEncoding; without controls but tab and line ends, which are
// "\n".
std::string text_string(std::string_view bytes);

// "D:20261122…", also without "D:", and with less than a day: its first.
std::optional<Date> parse_pdf_date(std::string_view text);

void append_utf16(std::string& out, std::string_view big_endian);

}  // namespace portcheck::pdf
