#include "letter/form_fields.h"

#include "text/decimal.h"

namespace portcheck::letter {
namespace {

constexpr double kMargin = 3;
constexpr double kLargest = 10, kSmallest = 5, kStep = 0.5;  // sizes of the text
constexpr double kLeading = 1.2;

std::vector<std::string> lines_of(const TextField& field, const Rect& area, double size) {
  char32_t missing = 0;
  const std::string text = encode(field.value, missing).value_or("");
  if (!field.multiline) return {text};
  return break_lines(text, {false, size}, area.width - 2 * kMargin);
}

bool fits(const TextField& field, const Rect& area, double size) {
  const std::vector<std::string> lines = lines_of(field, area, size);
  const double height = static_cast<double>(lines.size()) * size * kLeading;
  return height <= area.height &&
         (field.multiline || width_of(lines[0], {false, size}) <= area.width - 2 * kMargin);
}

std::string font(double size) {
  return "/Helv " + decimals(size) + " Tf 0 g";
}

}  // namespace

PdfFile::Id FormFields::appearance(const TextField& field, const Rect& area, double size) {
  std::string paint = "/Tx BMC q 1 1 " + decimals(area.width - 2) + " " + decimals(area.height - 2) +
                      " re W n BT " + font(size) + "\n";
  double base = field.multiline ? area.height - size - 1 : (area.height - size) / 2 + size * 0.22;
  for (const std::string& line : lines_of(field, area, size)) {
    paint += "1 0 0 1 " + decimals(kMargin) + " " + decimals(base) + " Tm " + literal(line) + " Tj\n";
    base -= size * kLeading;
  }
  paint += "ET Q EMC";
  return file_.add_stream("/Type /XObject /Subtype /Form /BBox [0 0 " + decimals(area.width) + " " +
                              decimals(area.height) + "] /Resources " + reference(resources_),
                          paint);
}

void FormFields::add(const TextField& field, const Rect& area, PdfFile::Id page) {
  constexpr unsigned kPrint = 1 << 2, kMultiline = 1 << 12;
  double size = kLargest;
  while (size > kSmallest && !fits(field, area, size)) size -= kStep;
  structure_.open("Form", "/Alt " + text_string(field.label));
  const PdfFile::Id widget = file_.reserve();
  fields_.push_back(widget);
  const uint32_t key = structure_.own(widget, page);
  structure_.close();
  std::string body = "<< /Type /Annot /Subtype /Widget /FT /Tx /T " + literal(field.name) + " /TU " +
                     text_string(field.label) + " /V " + text_string(field.value) + " /DA " +
                     literal(font(size)) + " /F " + text::decimal(kPrint) + " /P " + reference(page) +
                     " /StructParent " + text::decimal(key) + " /Rect [" + decimals(area.left) + " " +
                     decimals(kPageHeight - area.top - area.height) + " " + decimals(area.left + area.width) +
                     " " + decimals(kPageHeight - area.top) + "]";
  if (field.multiline) body += " /Ff " + text::decimal(kMultiline);
  body += " /MK << >> /AP << /N " + reference(appearance(field, area, size)) + " >> >>";
  file_.put(widget, body);
}

std::string FormFields::annotations() const {
  std::string out = "[";
  for (const PdfFile::Id field : fields_) out += reference(field) + " ";
  return out + "]";
}

PdfFile::Id FormFields::write() {
  return file_.add("<< /Fields " + annotations() + " /DA (/Helv 10 Tf 0 g) /DR " + reference(resources_) +
                   " >>");
}

}  // namespace portcheck::letter
