// Numbers in decimal digits. std::to_string has code for every type, and tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::text {

inline constexpr size_t kDecimalBytes = 20;  // of the largest number

// The digits, at the end of `room`.
std::string_view decimal_in(char (&room)[kDecimalBytes], uint64_t value);
void append_decimal(std::string& out, uint64_t value);
std::string decimal(uint64_t value);

}  // namespace portcheck::text
