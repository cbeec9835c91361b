#include "document/picture_tones.h"

#include <algorithm>

namespace portcheck::document {
namespace {

// Of the pixels, at either end, that may be dust, noise or a hair on the scanner.
constexpr uint64_t kIgnored = 2'000;             // one in so many
constexpr uint32_t kSame = 10, kDifferent = 40;  // tones apart
constexpr uint32_t kDark = 24, kReadable = 56;   // the brightest tone
constexpr uint32_t kSure = 100, kPartly = 60;

// 100 up to `from`, 0 from `to` on.
uint32_t share(uint32_t value, uint32_t from, uint32_t to) {
  if (value <= from) return kSure;
  return value >= to ? 0 : kSure * (to - value) / (to - from);
}

uint8_t shaded(uint32_t tone, uint32_t opaque) {
  return static_cast<uint8_t>((tone * opaque + 255 * (255 - opaque)) / 255);  // on white paper
}

void add_packed(Tones& tones, const PixelForm& form, const uint8_t* row, size_t bytes, uint32_t width) {
  const uint32_t per_byte = 8 / form.bits;
  const uint32_t mask = (1u << form.bits) - 1;
  const uint32_t pixels = static_cast<uint32_t>(std::min<uint64_t>(width, uint64_t{bytes} * per_byte));
  for (uint32_t x = 0; x < pixels; ++x) {
    const uint32_t shift = (per_byte - 1 - x % per_byte) * form.bits;
    const uint32_t value = (uint32_t{row[x / per_byte]} >> shift) & mask;
    uint32_t tone = form.tones != nullptr ? form.tones[value] : value * 255 / mask;
    if (form.inverted) tone = 255 - tone;
    tones.add(static_cast<uint8_t>(tone));
  }
}

}  // namespace

uint8_t Tones::blank(bool complete) const {
  uint64_t total = 0;
  for (const uint64_t count : counts_) total += count;
  if (total == 0) return 0;
  const uint64_t ignored = total / kIgnored;
  uint32_t darkest = 0, brightest = 255;
  for (uint64_t seen = counts_[0]; seen <= ignored; seen += counts_[darkest]) ++darkest;
  for (uint64_t seen = counts_[255]; seen <= ignored; seen += counts_[brightest]) --brightest;
  const uint32_t spread = brightest > darkest ? brightest - darkest : 0;
  const uint32_t sure = std::max(share(spread, kSame, kDifferent), share(brightest, kDark, kReadable));
  return static_cast<uint8_t>(complete ? sure : sure * kPartly / kSure);
}

void add_row(Tones& tones, const PixelForm& form, const uint8_t* row, size_t bytes, uint32_t width) {
  if (form.bits < 8) {
    if (form.samples == 1) add_packed(tones, form, row, bytes, width);
    return;
  }
  const uint32_t step = form.bits / 8;
  const bool colours = form.kind == PixelForm::Kind::rgb || form.kind == PixelForm::Kind::bgr;
  const uint32_t needed = colours ? 3 : 1;
  if (form.samples < needed) return;
  const uint64_t size = uint64_t{form.samples} * step;
  const uint64_t pixels = std::min<uint64_t>(width, bytes / size);
  for (uint64_t x = 0; x < pixels; ++x, row += size) {
    uint32_t tone = row[0];
    if (form.kind == PixelForm::Kind::palette && form.tones != nullptr) tone = form.tones[row[0]];
    if (form.kind == PixelForm::Kind::rgb) tone = tone_of(row[0], row[step], row[2 * step]);
    if (form.kind == PixelForm::Kind::bgr) tone = tone_of(row[2 * step], row[step], row[0]);
    if (form.inverted) tone = 255 - tone;
    if (form.samples > needed && form.kind != PixelForm::Kind::bgr) tone = shaded(tone, row[needed * step]);
    tones.add(static_cast<uint8_t>(tone));
  }
}

}  // namespace portcheck::document
