// One page: its contents, its annotations, its text in order.
#pragma once

#include "pdf/fields.h"
#include "pdf/page_tree.h"
#include "pdf/reading.h"

namespace portcheck::pdf {

// `number` is 1-based. Throws PastBound; what was read until then is in the document.
void read_page(Reading& reading, FormReader& form, const Page& page, uint32_t number);

}  // namespace portcheck::pdf
