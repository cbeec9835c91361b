// How bright a picture is here and there: enough to say that nothing can be seen on it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace portcheck::document {

class Tones {
 public:
  void add(uint8_t tone) { ++counts_[tone]; }  // 0: black, 255: white
  void add(uint8_t tone, uint64_t times) { counts_[tone] += times; }

  // Per cent sure that there is nothing to see: all of one tone, or all too dark. `complete`: no part of the
  // picture is missing; what was not looked at may show something.
  uint8_t blank(bool complete) const;

 private:
  uint64_t counts_[256] = {};
};

inline uint8_t tone_of(uint32_t red, uint32_t green, uint32_t blue) {
  return static_cast<uint8_t>((red * 77 + green * 150 + blue * 29) >> 8);
}

// How the bytes of a row mean pixels.
struct PixelForm {
  enum class Kind : uint8_t { grey, palette, rgb, bgr };
  Kind kind = Kind::grey;
  uint32_t bits = 8;               // of a sample: 1, 2, 4, 8 or 16, the higher byte first
  uint32_t samples = 1;            // of a pixel; what comes behind grey or three colours is how opaque it is
  bool inverted = false;           // zero is white
  const uint8_t* tones = nullptr;  // of a palette, 256 of them
};

// A row, or as much of it as there is.
void add_row(Tones& tones, const PixelForm& form, const uint8_t* row, size_t bytes, uint32_t width);

}  // namespace portcheck::document
