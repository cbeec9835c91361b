#include "pdf/interpreter.h"
#include "pdf/pictures.h"
#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

using Space = ColorSpace::Kind;

bool looks_written(const Path& path) {
  const double width = path.box.width(), height = path.box.height();
  if (width < 20 || width > 360 || height < 5 || height > 160) return false;
  const unsigned parts = path.curves + path.lines;
  return (path.curves >= 5 && path.curves * 2 > parts) ||
         (path.lines >= 12 && path.slanted * 10 > path.lines * 6);
}

}  // namespace

ColorSpace::Kind Interpreter::space_of(const Object& space, int depth) const {
  std::string name = name_of(space);
  Object list = space;
  if (list.isArray() && list.getArrayNItems() > 0) name = name_of(list.getArrayItem(0));
  if (name == "DeviceGray" || name == "CalGray" || name == "G") return Space::gray;
  if (name == "DeviceRGB" || name == "CalRGB" || name == "RGB") return Space::rgb;
  if (name == "DeviceCMYK" || name == "CMYK") return Space::cmyk;
  if (name == "Separation" || name == "DeviceN") return Space::tint;
  if (name == "ICCBased" && list.isArray() && list.getArrayNItems() > 1) {
    const int64_t parts = integer_of(get(list.getArrayItem(1), "/N"));
    return parts == 1 ? Space::gray : parts == 3 ? Space::rgb : parts == 4 ? Space::cmyk : Space::unknown;
  }
  if (!name.empty() && depth == 0) return space_of(resource("/ColorSpace", name), 1);
  return Space::unknown;
}

void Interpreter::set_space(Space& kind, Color& color, std::string_view space) {
  kind = space_of(Object::newName("/" + std::string(space)), 0);
  color = kind == Space::unknown || kind == Space::tint ? kUnknownColor : Color{};
}

void Interpreter::set_color(Space kind, Color& color) {
  double values[8] = {};
  size_t count = 0;
  for (const Operand& operand : lexer_->operands()) {
    if (operand.kind == Operand::Kind::name) kind = Space::unknown;
    if (operand.kind == Operand::Kind::number && count < 8) values[count++] = operand.number;
  }
  color = color_of(kind, values, count);
}

void Interpreter::execute_color(std::string_view word) {
  if (word == "g" || word == "rg" || word == "k") {
    state_.fill_space = word == "g" ? Space::gray : word == "rg" ? Space::rgb : Space::cmyk;
    set_color(state_.fill_space, state_.fill);
  } else if (word == "G" || word == "RG" || word == "K") {
    state_.stroke_space = word == "G" ? Space::gray : word == "RG" ? Space::rgb : Space::cmyk;
    set_color(state_.stroke_space, state_.stroke);
  } else if (word == "cs") {
    set_space(state_.fill_space, state_.fill, name(0));
  } else if (word == "CS") {
    set_space(state_.stroke_space, state_.stroke, name(0));
  } else if (word == "sc" || word == "scn") {
    set_color(state_.fill_space, state_.fill);
  } else if (word == "SC" || word == "SCN") {
    set_color(state_.stroke_space, state_.stroke);
  }
}

void Interpreter::move_to(Point p) {
  path_.at = path_.start = p;
}

void Interpreter::line_to(Point p) {
  path_.box.add(path_.at), path_.box.add(p);
  const double dx = std::abs(p.x - path_.at.x), dy = std::abs(p.y - path_.at.y);
  ++path_.lines;
  if (dx > 0.01 && dy > 0.01) {
    ++path_.slanted;
    path_.only_rectangles = false;
  }
  path_.at = p;
}

void Interpreter::curve_to(Point p) {
  path_.box.add(path_.at), path_.box.add(p);
  ++path_.curves;
  path_.only_rectangles = false;
  path_.at = p;
}

void Interpreter::add_rectangle() {
  const Rect given{number(0), number(1), number(0) + number(2), number(1) + number(3)};
  const Rect box = state_.ctm.map(given);
  path_.box.add(box);
  if (path_.rectangles.size() < 64) path_.rectangles.push_back(box);
}

void Interpreter::execute_path(std::string_view word) {
  if (word == "m") {
    move_to(state_.ctm.map(number(0), number(1)));
  } else if (word == "l") {
    line_to(state_.ctm.map(number(0), number(1)));
  } else if (word == "c") {
    curve_to(state_.ctm.map(number(4), number(5)));
  } else if (word == "v" || word == "y") {
    curve_to(state_.ctm.map(number(2), number(3)));
  } else if (word == "h") {
    path_.at = path_.start;
  } else if (word == "re") {
    add_rectangle();
  } else if (word == "W" || word == "W*") {
    clip_next_ = true;
  } else if (word == "f" || word == "F" || word == "f*") {
    paint(true, false);
  } else if (word == "S" || word == "s") {
    paint(false, true);
  } else if (word == "B" || word == "B*" || word == "b" || word == "b*") {
    paint(true, true);
  } else if (word == "n") {
    paint(false, false);
  }
}

void Interpreter::paint(bool fill, bool stroke) {
  const bool shown = hiding_ == 0 && !all_hidden_;
  if (fill && shown && path_.only_rectangles && state_.fill_alpha > 0) {
    if (path_.rectangles.empty() && path_.lines >= 3 && path_.lines <= 5)
      path_.rectangles.push_back(path_.box);
    for (const Rect& rectangle : path_.rectangles) {
      const Rect box = meet(rectangle, state_.clip);
      if (box.width() < 2 || box.height() < 2 || canvas_.covers.size() >= limits::kPdfCovers) continue;
      const bool opaque = !state_.blends && state_.fill_alpha > 0.95F;
      canvas_.covers.push_back({box, opaque ? state_.fill : kUnknownColor, opaque, canvas_.order++});
    }
  }
  if (stroke && shown && looks_written(path_)) add_drawing(reading_, canvas_, meet(path_.box, state_.clip));
  if (clip_next_) state_.clip = path_.empty() ? Rect{} : meet(state_.clip, path_.box);
  clip_next_ = false;
  path_ = {};
}

void Interpreter::draw_picture(const Object& image) {
  const Rect box = meet(state_.ctm.map(Rect{0, 0, 1, 1}), state_.clip);
  add_picture(reading_, canvas_, image, box, !state_.blends && state_.fill_alpha > 0.95F);
}

void Interpreter::draw_inline_picture() {
  const std::vector<Operand>& list = lexer_->operands();
  double width = 0, height = 0, bits = 8;
  bool filtered = false, mask = false;
  Space space = Space::unknown;
  for (size_t i = 0; i + 1 < list.size(); ++i) {
    if (list[i].kind != Operand::Kind::name) continue;
    const std::string_view key = list[i].text;
    const Operand& value = list[i + 1];
    if (key == "W" || key == "Width") width = value.number;
    if (key == "H" || key == "Height") height = value.number;
    if (key == "BPC" || key == "BitsPerComponent") bits = value.number;
    if (key == "F" || key == "Filter") filtered = true;
    if (key == "IM" || key == "ImageMask") mask = true;
    if ((key == "CS" || key == "ColorSpace") && value.kind == Operand::Kind::name)
      space = space_of(Object::newName("/" + value.text), 0);
  }
  const double parts = space == Space::rgb ? 3 : space == Space::cmyk ? 4 : space == Space::gray ? 1 : 0;
  if (mask) bits = 1;
  const double size = std::ceil(width * bits * (mask ? 1 : parts) / 8) * height;
  lexer_->skip_inline_image(filtered || !(size > 0 && size < 1e8) ? 0 : static_cast<size_t>(size));
  const Rect box = meet(state_.ctm.map(Rect{0, 0, 1, 1}), state_.clip);
  if (hiding_ == 0)
    add_inline_picture(reading_, canvas_, box, width, height, bits * std::max(parts, 1.0), !mask);
}

}  // namespace portcheck::pdf
