// column_letters() of report.h without a string.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace portcheck {

inline constexpr size_t kColumnLetters = 7;  // of the largest number

// The letters, at the end of `room`.
std::string_view column_letters_in(char (&room)[kColumnLetters], uint32_t column);

}  // namespace portcheck
