// The pages of a document, whatever its page tree looks like.
#pragma once

#include <vector>

#include "pdf/geometry.h"
#include "pdf/reading.h"

namespace portcheck::pdf {

struct Page {
  Object dictionary = Object::newNull();
  Object resources = Object::newNull();
  Rect box;          // as in the file: what is shown of the page
  int rotation = 0;  // 0, 90, 180, 270 degrees clockwise
  double unit = 1;
};

struct Pages {
  std::vector<Page> list;  // at most kPdfPages
  uint32_t count = 0;
  bool complete = true;
};

Pages find_pages(Reading& reading);

Matrix to_display(const Page& page);  // to points from the upper left corner, y downwards
Rect display_box(const Page& page);

}  // namespace portcheck::pdf
