#include <algorithm>

#include "document/big_endian.h"
#include "document/jpeg_tones.h"
#include "document/picture_formats.h"
#include "document/tiff_fields.h"

namespace portcheck::document {
namespace {

constexpr uint8_t kStartOfScan = 0xDA, kEnd = 0xD9, kStart = 0xD8;

bool is_frame(uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}
bool has_no_length(uint8_t marker) {
  return marker == 0x01 || (marker >= 0xD0 && marker <= kStart);
}

void read_density(std::string_view data, Picture& picture) {
  if (data.size() < 12 || picture.resolution != 0) return;
  const uint32_t density = u16_be(data, 8);
  const uint8_t unit = byte_at(data, 7);  // 1: inch, 2: centimetre
  if (unit == 1) picture.resolution = static_cast<uint16_t>(density);
  if (unit == 2)
    picture.resolution = static_cast<uint16_t>(std::min<uint32_t>(density * 254 / 100, UINT16_MAX));
}

}  // namespace

void read_jpeg(std::string_view bytes, PictureFile& file) {
  Picture picture;
  picture.codec = "jpeg";
  JpegTones tones;
  bool has_scan = false;
  for (size_t at = 2; at + 4 <= bytes.size() && !has_scan;) {
    if (byte_at(bytes, at) != 0xFF) {
      ++at;
      continue;
    }
    const uint8_t marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    at += 2;
    if (marker == 0 || has_no_length(marker)) continue;
    if (marker == kEnd) break;
    const size_t size = u16_be(bytes, at);
    if (size < 2) continue;
    const std::string_view data = bytes.substr(at + 2, size - 2);
    if (is_frame(marker) && data.size() >= 6) {
      picture.height = u16_be(data, 1);
      picture.width = u16_be(data, 3);
      picture.bits = static_cast<uint8_t>(std::min(255, byte_at(data, 0) * byte_at(data, 5)));
      tones.frame(marker, data);
    } else if (marker == 0xC4) {
      tones.huffman_tables(data);
    } else if (marker == 0xDB) {
      tones.quantisation(data);
    } else if (marker == 0xDD) {
      tones.restart_interval(u16_be(data, 0));
    } else if (marker == 0xE0 && data.starts_with("JFIF")) {
      read_density(data, picture);
    } else if (marker == 0xE1 && data.starts_with(std::string_view("Exif\0\0", 6))) {
      picture.turned = turned_by_exif(data.substr(6));
      if (picture.resolution == 0) picture.resolution = exif_resolution(data.substr(6));
    } else if (marker == kStartOfScan) {
      has_scan = true;
      if (at + size < bytes.size()) tones.scan(data, bytes.substr(at + size));
    }
    at += size;
  }
  if (picture.width == 0 || picture.height == 0) return;
  file.cut_off = !has_scan || tones.cut_off() || bytes.rfind("\xFF\xD9") == std::string_view::npos;
  picture.blank = tones.looked() ? tones.blank() : blank_by_size(bytes.size(), picture, 8);
  file.pages.push_back(std::move(picture));
}

}  // namespace portcheck::document
