// The case reasons and sub-categories that the demo desk's forms offer: those of web/portal/index.html (a
// test compares them). Any other pair of texts is kept as well.
#pragma once

#include <array>
#include <string_view>

namespace portcheck::server::demo {

struct OfferedReason {
  std::string_view reason;
  std::array<std::string_view, 4> sub_categories;  // empty ones are no offer
};

inline constexpr std::array<OfferedReason, 6> kOfferedReasons = {{
    {"Account and Billing", {"Invoices", "Users and Permissions", "Contract Changes"}},
    {"Call Routing", {"Menus and Schedules", "Calls Not Connecting", "Call Quality"}},
    {"Integrations", {"Advertising Platforms", "CRM", "API and Webhooks"}},
    {"Number Management", {"Porting Numbers", "Ordering Numbers", "Releasing Numbers", "Caller ID"}},
    {"Reporting", {"Missing Calls", "Exports"}},
    {"Something Else", {"General Question"}},
}};

}  // namespace portcheck::server::demo
