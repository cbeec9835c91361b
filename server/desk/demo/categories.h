// The case reasons and sub-categories that the demo desk's forms offer. Any other pair of texts is kept as
// well.
#pragma once

#include <array>
#include <string_view>

namespace portcheck::server::demo {

struct OfferedReason {
  std::string_view reason;
  std::array<std::string_view, 4> sub_categories;
};

inline constexpr std::array<OfferedReason, 4> kOfferedReasons = {{
    {"Number Management", {"Porting Numbers", "Ordering Numbers", "Releasing Numbers", "Caller ID"}},
    {"Billing", {"Invoice question", "Payment", "Change of plan", "Other billing question"}},
    {"Technical Support", {"Call quality", "Routing", "Reporting", "Other technical question"}},
    {"Account", {"Users and roles", "Sign-in", "Privacy", "Other account question"}},
}};

}  // namespace portcheck::server::demo
