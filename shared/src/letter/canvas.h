// What is painted on one page, as the operators of a content stream. Places are points from the page's upper
// left corner, of the base line for text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "letter/helvetica.h"
#include "letter/structure.h"

namespace portcheck::letter {

inline constexpr double kPageWidth = 612, kPageHeight = 792;  // US Letter

struct Rect {  // from the upper left corner
  double left, top, width, height;
};

class Canvas {
 public:
  Canvas(Structure& structure, size_t page) : structure_(structure), page_(page) {}

  // Text of the open element of the structure; all between begin and end is read together.
  void begin_text();
  void end();
  void text(double left, double base, Font font, std::string_view encoded);

  // What screen readers pass over.
  void decorative_text(double left, double base, Font font, std::string_view encoded);
  void line(double left, double y, double right, double width, double gray);
  void frame(const Rect& area, double gray);
  void shade(const Rect& area, double gray);

  void picture(std::string_view resource, const Rect& area);  // of the open element

  const std::string& operators() const { return out_; }

 private:
  void paint_text(double left, double base, Font font, std::string_view encoded, double gray);
  void number(double value);
  void down(double y) { number(kPageHeight - y); }

  Structure& structure_;
  size_t page_;
  std::string out_;
};

}  // namespace portcheck::letter
