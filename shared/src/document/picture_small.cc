// GIF, BMP, WebP and the metafiles that documents hold.
#include <algorithm>

#include "document/big_endian.h"
#include "document/picture_formats.h"
#include "document/picture_tones.h"
#include "portcheck/limits.h"
#include "text/little_endian.h"

namespace portcheck::document {
namespace {

using text::u16_at;
using text::u32_at;

uint32_t u24_at(std::string_view bytes, size_t at) {
  return u16_at(bytes, at) | text::u8_at(bytes, at + 2) << 16;
}

uint16_t from_metre(uint32_t dots) {
  return static_cast<uint16_t>(std::min<uint64_t>((uint64_t{dots} * 254 + 5'000) / 10'000, UINT16_MAX));
}

struct Bitmap {
  uint32_t header = 0, bits = 0, compression = 0, offset = 0;
  bool is_top_down = false;
};

uint8_t blank_bitmap(std::string_view bytes, const Bitmap& map, const Picture& picture) {
  const uint64_t row = (uint64_t{picture.width} * map.bits + 31) / 32 * 4;
  const bool plain = map.compression == 0 &&
                     (map.bits == 24 || map.bits == 32 || map.bits == 8 || map.bits == 4 || map.bits == 1);
  if (!plain || row == 0 || map.offset > bytes.size()) return 0;
  uint8_t tones[256] = {};
  const size_t colour = map.header == 12 ? 3 : 4;
  const std::string_view palette =
      bytes.substr(std::min<size_t>(bytes.size(), size_t{14} + std::min(map.header, 1u << 10)));
  for (size_t i = 0; i < 256; ++i)
    tones[i] = tone_of(byte_at(palette, colour * i + 2), byte_at(palette, colour * i + 1),
                       byte_at(palette, colour * i));
  PixelForm form;
  form.bits = map.bits < 8 ? map.bits : 8;
  form.samples = map.bits >= 24 ? map.bits / 8 : 1;
  form.kind = map.bits >= 24 ? PixelForm::Kind::bgr : PixelForm::Kind::palette;
  form.tones = map.bits >= 24 ? nullptr : tones;
  Tones seen;
  const std::string_view data = bytes.substr(map.offset).substr(0, limits::kPictureBytes);
  const uint64_t rows = std::min<uint64_t>(data.size() / row, picture.height);
  for (uint64_t i = 0; i < rows; ++i) {
    const auto* const pixels = reinterpret_cast<const uint8_t*>(data.data()) + i * row;
    add_row(seen, form, pixels, static_cast<size_t>(row), picture.width);
  }
  return seen.blank(rows == picture.height);
}

}  // namespace

void read_gif(std::string_view bytes, PictureFile& file) {
  if (bytes.size() < 13) return;
  Picture picture;
  picture.codec = "gif";
  picture.width = u16_at(bytes, 6);
  picture.height = u16_at(bytes, 8);
  picture.bits = static_cast<uint8_t>((byte_at(bytes, 10) & 7) + 1);
  if (picture.width == 0 || picture.height == 0) return;
  file.cut_off =
      bytes.substr(bytes.size() - std::min<size_t>(bytes.size(), 16)).find(';') == std::string_view::npos;
  if (!file.cut_off) picture.blank = blank_by_size(bytes.size(), picture, 8);
  file.pages.push_back(std::move(picture));
}

void read_bmp(std::string_view bytes, PictureFile& file) {
  if (bytes.size() < 26) return;
  Bitmap map;
  Picture picture;
  picture.codec = "bmp";
  map.offset = u32_at(bytes, 10);
  map.header = u32_at(bytes, 14);
  if (map.header == 12) {
    picture.width = u16_at(bytes, 18);
    picture.height = u16_at(bytes, 20);
    map.bits = u16_at(bytes, 24);
  } else if (bytes.size() >= 54) {
    const uint32_t height = u32_at(bytes, 22);
    picture.width = u32_at(bytes, 18);
    picture.height = height > INT32_MAX ? 0 - height : height;
    map.bits = u16_at(bytes, 28);
    map.compression = u32_at(bytes, 30);
    picture.resolution = from_metre(u32_at(bytes, 38));
  }
  if (picture.width == 0 || picture.height == 0 || picture.width > INT32_MAX) return;
  picture.bits = static_cast<uint8_t>(std::min<uint32_t>(map.bits, 64));
  const uint64_t row = (uint64_t{picture.width} * map.bits + 31) / 32 * 4;
  file.cut_off =
      map.compression == 0 && (map.offset > bytes.size() ||
                               (bytes.size() - map.offset) / std::max<uint64_t>(row, 1) < picture.height);
  picture.blank = blank_bitmap(bytes, map, picture);
  file.pages.push_back(std::move(picture));
}

void read_webp(std::string_view bytes, PictureFile& file) {
  Picture picture;
  picture.codec = "webp";
  picture.bits = 24;
  if (bytes.size() < 12) return;
  file.cut_off = uint64_t{u32_at(bytes, 4)} + 8 > bytes.size();
  for (uint64_t at = 12; at + 8 <= bytes.size();) {
    const auto place = static_cast<size_t>(at);
    const std::string_view kind = bytes.substr(place, 4);
    const uint32_t size = u32_at(bytes, place + 4);
    const std::string_view data = bytes.substr(place + 8, size);
    const bool known = picture.width != 0;
    if (kind == "VP8X" && data.size() >= 10) {
      picture.width = u24_at(data, 4) + 1;
      picture.height = u24_at(data, 7) + 1;
    } else if (kind == "VP8 " && data.size() >= 10 && !known) {
      picture.width = u16_at(data, 6) & 0x3FFF;
      picture.height = u16_at(data, 8) & 0x3FFF;
    } else if (kind == "VP8L" && data.size() >= 5 && !known) {
      const uint32_t sides = u32_at(data, 1);
      picture.width = (sides & 0x3FFF) + 1;
      picture.height = ((sides >> 14) & 0x3FFF) + 1;
    } else if (kind == "EXIF") {
      picture.turned = turned_by_exif(data.starts_with("Exif") && data.size() > 6 ? data.substr(6) : data);
    }
    at += 8 + uint64_t{size} + (size & 1);
  }
  if (picture.width == 0 || picture.height == 0) return;
  if (!file.cut_off) picture.blank = blank_by_size(bytes.size(), picture, 2);
  file.pages.push_back(std::move(picture));
}

void read_metafile(std::string_view bytes, PictureFile& file) {
  if (bytes.size() < 88 || u32_at(bytes, 0) != 1 || bytes.substr(40, 4) != " EMF") return;
  Picture picture;
  picture.codec = "emf";
  const int64_t width =
      int64_t{static_cast<int32_t>(u32_at(bytes, 16))} - static_cast<int32_t>(u32_at(bytes, 8)) + 1;
  const int64_t height =
      int64_t{static_cast<int32_t>(u32_at(bytes, 20))} - static_cast<int32_t>(u32_at(bytes, 12)) + 1;
  if (width <= 0 || height <= 0 || width > UINT16_MAX || height > UINT16_MAX) return;
  picture.width = static_cast<uint32_t>(width);
  picture.height = static_cast<uint32_t>(height);
  file.pages.push_back(std::move(picture));
}

}  // namespace portcheck::document
