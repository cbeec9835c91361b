#include "pdf/pictures.h"

#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

std::string codec_of(const std::string& filter, bool compressed) {
  if (filter == "DCTDecode" || filter == "DCT") return "jpeg";
  if (filter == "JPXDecode") return "jpx";
  if (filter == "CCITTFaxDecode" || filter == "CCF") return "ccitt";
  if (filter == "JBIG2Decode") return "jbig2";
  return compressed ? "flate" : "raw";
}

void keep(Reading& reading, Canvas& canvas, Picture picture, const Rect& box, bool opaque) {
  if (box.empty()) return;
  if (canvas.covers.size() < limits::kPdfCovers)
    canvas.covers.push_back({box, kUnknownColor, opaque, canvas.order++});
  if (reading.document.pictures.size() >= limits::kPdfItems || box.width() < 4 || box.height() < 4) return;
  picture.page = canvas.page;
  picture.box = to_box(box);
  const double dots = picture.width / box.width() * 72;
  if (dots > 0 && dots < 10'000) picture.resolution = static_cast<uint16_t>(std::lround(dots));
  reading.document.pictures.push_back(std::move(picture));
}

uint32_t extent(double value) {
  return value > 0 && value < 1e6 ? static_cast<uint32_t>(value) : 0;
}

int64_t parts_of(Object space) {
  if (space.isArray() && space.getArrayNItems() > 1) {
    const std::string family = name_of(space.getArrayItem(0));
    if (family == "ICCBased") return integer_of(get(space.getArrayItem(1), "/N"), 1);
    return family == "CalRGB" || family == "Lab" ? 3 : 1;
  }
  return has_name(space, "DeviceRGB") ? 3 : has_name(space, "DeviceCMYK") ? 4 : 1;
}

}  // namespace

void add_picture(Reading& reading, Canvas& canvas, const Object& image, const Rect& box, bool opaque) {
  Picture picture;
  picture.width = extent(number_of(get(image, "/Width")));
  picture.height = extent(number_of(get(image, "/Height")));
  picture.codec = codec_of(read_stream(image, reading.budget, false).rest, !get(image, "/Filter").isNull());
  const bool stencil = is_true(get(image, "/ImageMask"));
  const int64_t bits = integer_of(get(image, "/BitsPerComponent"), stencil ? 1 : 8);
  const int64_t all_bits =
      stencil ? 1 : std::clamp<int64_t>(bits, 1, 16) * parts_of(get(image, "/ColorSpace"));
  picture.bits = static_cast<uint8_t>(std::clamp<int64_t>(all_bits, 1, 64));
  const bool see_through = stencil || !get(image, "/SMask").isNull() || !get(image, "/Mask").isNull();
  keep(reading, canvas, std::move(picture), box, opaque && !see_through);
}

void add_inline_picture(Reading& reading, Canvas& canvas, const Rect& box, double width, double height,
                        double bits, bool opaque) {
  Picture picture;
  picture.width = extent(width);
  picture.height = extent(height);
  picture.codec = "inline";
  picture.bits = static_cast<uint8_t>(std::clamp(bits, 1.0, 64.0));
  keep(reading, canvas, std::move(picture), box, opaque);
}

void add_drawing(Reading& reading, const Canvas& canvas, const Rect& box) {
  constexpr int32_t kNear = 150;
  std::vector<Mark>& marks = reading.document.marks;
  const Box drawn = to_box(box);
  if (box.empty()) return;
  if (!marks.empty()) {
    Mark& last = marks.back();
    if (last.kind == MarkKind::drawing && last.page == canvas.page && drawn.left <= last.box.right + kNear &&
        drawn.right >= last.box.left - kNear && drawn.top <= last.box.bottom + kNear &&
        drawn.bottom >= last.box.top - kNear) {
      last.box = {std::min(last.box.left, drawn.left), std::min(last.box.top, drawn.top),
                  std::max(last.box.right, drawn.right), std::max(last.box.bottom, drawn.bottom)};
      return;
    }
  }
  if (marks.size() >= limits::kPdfItems) return;
  marks.push_back({canvas.page, drawn, MarkKind::drawing, {}});
}

}  // namespace portcheck::pdf
