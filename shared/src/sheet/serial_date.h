// Days and times as spreadsheet files keep them: a number that a style shows as a date, or ISO 8601.
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

// The same for "2026-10-03" and "2026-10-03T14:05:00.25Z", to the nearest second. Midnight is not shown. Zero
// when it is neither.
size_t format_iso_date(std::string_view iso, char* out);

// A duration, "PT14H05M00S", as "14:05:00". Zero when it is none, is negative or has more than 99 hours.
size_t format_iso_duration(std::string_view iso, char* out);

// Whether a number format shows a date or a time: "yyyy\-mm\-dd", "[h]:mm", not "0.00E+00" or "[Red]0".
bool is_date_format(std::string_view code);

// The same for the formats that exist by number only.
bool is_builtin_date_format(unsigned id);

}  // namespace portcheck::sheet
