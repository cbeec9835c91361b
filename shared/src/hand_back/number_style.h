// One spelling for all numbers of a column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "portcheck/hand_back.h"
#include "sheet/table.h"

namespace portcheck::hand_back {

// The ten digits of a cell that can be written anew without a doubt; 0: it cannot.
uint64_t certain_digits(const sheet::Cell& cell, std::string& scratch);

// `style` is not automatic.
std::string spell(uint64_t digits, NumberStyle style);

// What `automatic` means for a column: the style of more cells than any other; dashes where none is used.
NumberStyle style_of_column(const sheet::Table& table, uint32_t column);

}  // namespace portcheck::hand_back
