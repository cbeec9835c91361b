// The platform's media types, as its API spells them.
#pragma once

#include <string_view>

namespace portcheck::rules {

inline constexpr std::string_view kMediaTypes[] = {
    "Online: Content / Review Site",
    "Online: Discount / Coupon Site",
    "Online: Display",
    "Online: Email",
    "Online: Rewards / Incentive",
    "Online: Lead Form / Co Reg",
    "Online: Search",
    "Online: Social Media",
    "Online: Software",
    "Online: Other",
    "Mobile: Apps",
    "Mobile: Display",
    "Mobile: Search",
    "Mobile: SMS",
    "Mobile: Other",
    "Offline: Business Publication",
    "Offline: Call Center",
    "Offline: Direct Mail",
    "Offline: Directory",
    "Offline: Newspaper",
    "Offline: InCall Ad",
    "Offline: Magazine",
    "Offline: Outdoor",
    "Offline: Radio",
    "Offline: TV",
    "Offline: Other",
    "Google Call Extension",
};
inline constexpr std::string_view kGoogleCallExtension = kMediaTypes[26];

}  // namespace portcheck::rules
