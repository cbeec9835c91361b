// How portcheck.document/1 spells the enumerations of portcheck/document.h: text/word_list.h, in their order.
#pragma once

namespace portcheck::text {

inline constexpr char kDocumentSchema[] = "portcheck.document/1";
inline constexpr char kDocumentStatuses[] = "ok|recovered|encrypted|damaged|too_large|unsupported";
inline constexpr char kInks[] = "visible|hidden|deleted";
inline constexpr char kFieldKinds[] = "text|check_box|radio|choice|button|signature";
inline constexpr char kMarkKinds[] = "ink|stamp|free_text|picture|drawing|highlight|redaction|other";

}  // namespace portcheck::text
