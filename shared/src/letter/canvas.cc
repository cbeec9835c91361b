#include "letter/canvas.h"

#include "text/decimal.h"

namespace portcheck::letter {
namespace {

constexpr double kQuiet = 0.35;  // gray of what is not the letter's text

}  // namespace

void Canvas::number(double value) {
  out_ += decimals(value);
  out_ += ' ';
}

void Canvas::begin_text() {
  out_ += "/Span << /MCID " + text::decimal(structure_.mark(page_)) + " >> BDC\n";
}

void Canvas::end() {
  out_ += "EMC\n";
}

void Canvas::paint_text(double left, double base, Font font, std::string_view encoded, double gray) {
  out_ += "BT ";
  number(gray);
  out_ += font.bold ? "g /Bold " : "g /Helv ";
  number(font.size);
  out_ += "Tf ";
  number(left);
  down(base);
  out_ += "Td " + literal(encoded) + " Tj ET\n";
}

void Canvas::text(double left, double base, Font font, std::string_view encoded) {
  paint_text(left, base, font, encoded, 0);
}

void Canvas::decorative_text(double left, double base, Font font, std::string_view encoded) {
  out_ += "/Artifact BMC\n";
  paint_text(left, base, font, encoded, kQuiet);
  out_ += "EMC\n";
}

void Canvas::line(double left, double y, double right, double width, double gray) {
  out_ += "/Artifact BMC ";
  number(gray);
  out_ += "G ";
  number(width);
  out_ += "w ";
  number(left);
  down(y);
  out_ += "m ";
  number(right);
  down(y);
  out_ += "l S EMC\n";
}

void Canvas::frame(const Rect& area, double gray) {
  out_ += "/Artifact BMC ";
  number(gray);
  out_ += "G 0.6 w ";
  number(area.left);
  down(area.top + area.height);
  number(area.width);
  number(area.height);
  out_ += "re S EMC\n";
}

void Canvas::shade(const Rect& area, double gray) {
  out_ += "/Artifact BMC ";
  number(gray);
  out_ += "g ";
  number(area.left);
  down(area.top + area.height);
  number(area.width);
  number(area.height);
  out_ += "re f EMC\n";
}

void Canvas::picture(std::string_view resource, const Rect& area) {
  out_ += "/Figure << /MCID " + text::decimal(structure_.mark(page_)) + " >> BDC q ";
  number(area.width);
  out_ += "0 0 ";
  number(area.height);
  number(area.left);
  down(area.top + area.height);
  out_.append("cm /").append(resource).append(" Do Q EMC\n");
}

}  // namespace portcheck::letter
