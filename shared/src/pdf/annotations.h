// What was put onto a page: fields of a form, notes, stamps, ink.
#pragma once

#include "pdf/canvas.h"
#include "pdf/fields.h"
#include "pdf/interpreter.h"
#include "pdf/page_tree.h"
#include "pdf/reading.h"

namespace portcheck::pdf {

void read_annotations(Reading& reading, FormReader& form, const Page& page, Canvas& canvas,
                      Interpreter& interpreter);

// Whether an action runs a script or starts something; what follows upon it too.
void look_at_action(Reading& reading, const Object& action);
void look_at_actions(Reading& reading, const Object& holder);  // its /A and /AA

}  // namespace portcheck::pdf
