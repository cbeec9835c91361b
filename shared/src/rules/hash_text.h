#pragma once

#include <cstdint>
#include <string_view>

namespace portcheck::rules {

// 64 bits of `text`, never 0. Not for hostile collisions: equal hashes only merge two campaigns in a count.
uint64_t hash_text(std::string_view text);

}  // namespace portcheck::rules
