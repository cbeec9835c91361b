// Spreadsheet programs keep a day as a number that a style shows as a date.
#pragma once

#include <cstddef>
#include <string_view>

namespace portcheck::sheet {

inline constexpr size_t kSerialDateBytes = 19;  // "2026-10-03 14:05:00"

// `serial` as written in the file, days since 1900 (with Excel's 29 February 1900) or since 1904. Writes
// "2026-10-03", "2026-10-03 14:05:00" or, for times without a day, "14:05:00"; returns the length.
// Zero when it is no number from 0000-01-00 of the system to 9999-12-31: spreadsheet programs show #####
// then.
size_t format_serial_date(std::string_view serial, bool since_1904, char* out);

// Whether a number format shows a date or a time: "yyyy\-mm\-dd", "[h]:mm", not "0.00E+00" or "[Red]0".
bool is_date_format(std::string_view code);

// The same for the formats that exist by number only.
bool is_builtin_date_format(unsigned id);

}  // namespace portcheck::sheet
