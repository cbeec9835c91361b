// What somebody who mistyped a name may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portcheck::server {

// The most similar of `known`; empty when none is similar.
std::string nearest(std::string_view key, const std::vector<std::string>& known);

}  // namespace portcheck::server
