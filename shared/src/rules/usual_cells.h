// Usual cells, told at a glance: by the families themselves, and by usual_row(), which asks them before all
// else.
#pragma once

#include <string_view>

#include "rules/context.h"
#include "url/url.h"

namespace portcheck::rules {

// Whether the address is one of which only the host may have to be judged; then what is done with it.
bool usual_address(std::string_view cell, url::OrdinaryUrl& url);
void take_usual_address(RowContext& row, const url::OrdinaryUrl& url);

// Valid until the next call.
const MediaVerdict& media_verdict(SheetContext& sheet, std::string_view cell);

}  // namespace portcheck::rules
