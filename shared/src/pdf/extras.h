// What a document has beside its pages.
#pragma once

#include "pdf/reading.h"

namespace portcheck::pdf {

void read_info(Reading& reading);
void look_for_scripts(Reading& reading);
void find_attachments(Reading& reading);
void add_attachment(Reading& reading, const Object& file_specification);

}  // namespace portcheck::pdf
