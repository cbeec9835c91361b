#include "pdf/graphics.h"

namespace portcheck::pdf {

Color color_of(ColorSpace::Kind space, const double* values, size_t count) {
  const auto part = [](double value) { return static_cast<float>(std::clamp(value, 0.0, 1.0)); };
  switch (space) {
    case ColorSpace::Kind::gray:
      if (count >= 1) return {true, part(values[0]), part(values[0]), part(values[0])};
      break;
    case ColorSpace::Kind::rgb:
      if (count >= 3) return {true, part(values[0]), part(values[1]), part(values[2])};
      break;
    case ColorSpace::Kind::cmyk:
      if (count >= 4) {
        const float light = 1 - part(values[3]);
        return {true, (1 - part(values[0])) * light, (1 - part(values[1])) * light,
                (1 - part(values[2])) * light};
      }
      break;
    case ColorSpace::Kind::tint:  // of a colour nobody knows: none of it is white
      if (count >= 1) {
        for (size_t i = 0; i < count; ++i) {
          if (values[i] > 0.02) return kUnknownColor;
        }
        return kWhite;
      }
      break;
    case ColorSpace::Kind::unknown:
      break;
  }
  return kUnknownColor;
}

}  // namespace portcheck::pdf
