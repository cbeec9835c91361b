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

// Valid until the next call; then what is said of one that is not known.
const MediaVerdict& media_verdict(SheetContext& sheet, std::string_view cell);
void say_unknown(RowContext& row, const MediaVerdict& verdict);

// NUM-016 to NUM-018, by the number's area.
void say_country(RowContext& row);

}  // namespace portcheck::rules
