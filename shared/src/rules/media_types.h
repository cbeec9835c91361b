// The platform's media types, as its API spells them.
#pragma once

#include <cstdint>

namespace portcheck::rules {

// A text/word_list.h.
inline constexpr char kMediaTypes[] =
    "Online: Content / Review Site|"
    "Online: Discount / Coupon Site|"
    "Online: Display|"
    "Online: Email|"
    "Online: Rewards / Incentive|"
    "Online: Lead Form / Co Reg|"
    "Online: Search|"
    "Online: Social Media|"
    "Online: Software|"
    "Online: Other|"
    "Mobile: Apps|"
    "Mobile: Display|"
    "Mobile: Search|"
    "Mobile: SMS|"
    "Mobile: Other|"
    "Offline: Business Publication|"
    "Offline: Call Center|"
    "Offline: Direct Mail|"
    "Offline: Directory|"
    "Offline: Newspaper|"
    "Offline: InCall Ad|"
    "Offline: Magazine|"
    "Offline: Outdoor|"
    "Offline: Radio|"
    "Offline: TV|"
    "Offline: Other|"
    "Google Call Extension";
inline constexpr uint32_t kMediaTypeCount = 27;
inline constexpr char kGoogleCallExtension[] = "Google Call Extension";

}  // namespace portcheck::rules
