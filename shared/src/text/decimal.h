// Numbers in decimal digits. std::to_string has code for every type, and tables.
#pragma once

#include <cstdint>
#include <string>

namespace portcheck::text {

void append_decimal(std::string& out, uint64_t value);
std::string decimal(uint64_t value);

}  // namespace portcheck::text
