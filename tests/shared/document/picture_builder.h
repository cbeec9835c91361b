// Small pictures of every format, made byte by byte: grey, row by row from the top.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portcheck::testing {

using Shade = std::function<uint8_t(uint32_t x, uint32_t y)>;

inline std::string be16(uint32_t n) {
  return {static_cast<char>(n >> 8), static_cast<char>(n)};
}
inline std::string be32(uint32_t n) {
  return be16(n >> 16) + be16(n & 0xFFFF);
}
inline std::string le16(uint32_t n) {
  return {static_cast<char>(n), static_cast<char>(n >> 8)};
}
inline std::string le32(uint32_t n) {
  return le16(n & 0xFFFF) + le16(n >> 16);
}

inline std::string rows_of(uint32_t width, uint32_t height, const Shade& shade,
                           std::string_view before_each = {}) {
  std::string rows;
  for (uint32_t y = 0; y < height; ++y) {
    rows += before_each;
    for (uint32_t x = 0; x < width; ++x) rows += static_cast<char>(shade(x, y));
  }
  return rows;
}

inline std::string zlib_packed(const std::string& data) {
  uLongf size = compressBound(static_cast<uLong>(data.size()));
  std::string out(size, '\0');
  compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()),
            static_cast<uLong>(data.size()), 9);
  out.resize(size);
  return out;
}

inline std::string png_chunk(std::string_view kind, std::string_view data) {
  const std::string body = std::string(kind) + std::string(data);
  const uLong crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return be32(static_cast<uint32_t>(data.size())) + body + be32(static_cast<uint32_t>(crc));
}

// `rows` have a filter's number before each.
inline std::string png(uint32_t width, uint32_t height, uint8_t depth, uint8_t colour,
                       const std::string& rows, const std::string& more = {}) {
  const std::string head =
      be32(width) + be32(height) + std::string{static_cast<char>(depth), static_cast<char>(colour), 0, 0, 0};
  return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", head) + more + png_chunk("IDAT", zlib_packed(rows)) +
         png_chunk("IEND", "");
}
inline std::string grey_png(uint32_t width, uint32_t height, const Shade& shade) {
  return png(width, height, 8, 0, rows_of(width, height, shade, std::string_view("\0", 1)));
}

struct TiffField {
  uint16_t tag = 0, type = 4;  // LONG
  uint32_t value = 0;
};

// Pages, each with its data behind it; a field 273 (StripOffsets) is filled in.
inline std::string tiff(const std::vector<std::pair<std::vector<TiffField>, std::string>>& pages,
                        bool loops = false) {
  std::string out = "II*" + std::string(1, '\0') + le32(8);
  for (size_t i = 0; i < pages.size(); ++i) {
    const auto& [fields, data] = pages[i];
    const size_t end = out.size() + 2 + 12 * (fields.size() + 1) + 4;
    out += le16(static_cast<uint32_t>(fields.size() + 1));
    for (const TiffField& field : fields)
      out += le16(field.tag) + le16(field.type) + le32(1) + le32(field.value);
    out += le16(273) + le16(4) + le32(1) + le32(static_cast<uint32_t>(end));
    const bool last = i + 1 == pages.size();
    out += le32(last ? (loops ? 8 : 0) : static_cast<uint32_t>(end + data.size()));
    out += data;
  }
  return out;
}
inline std::vector<TiffField> grey_fields(uint32_t width, uint32_t height, uint32_t compression,
                                          size_t bytes) {
  return {{256, 4, width}, {257, 4, height}, {258, 3, 8},      {259, 3, compression},
          {262, 3, 1},     {277, 3, 1},      {278, 4, height}, {279, 4, static_cast<uint32_t>(bytes)}};
}

// Writes codes, the highest bit first, with a zero behind every byte of ones.
class JpegBits {
 public:
  void put(uint32_t value, unsigned count) {
    while (count-- != 0) {
      byte_ = byte_ << 1 | ((value >> count) & 1);
      if (++filled_ == 8) flush();
    }
  }
  std::string take() {
    while (filled_ != 0) put(1, 1);
    return std::exchange(out_, {});
  }

 private:
  void flush() {
    out_ += static_cast<char>(byte_);
    if ((byte_ & 0xFF) == 0xFF) out_ += '\0';
    byte_ = filled_ = 0;
  }
  std::string out_;
  uint32_t byte_ = 0;
  unsigned filled_ = 0;
};

// Of blocks of one shade each: differences with the four-bit code of their size, and nothing else in a block.
inline std::string jpeg(uint32_t width, uint32_t height, const Shade& block_shade, bool progressive = false,
                        const std::string& segments = {}, uint32_t restart = 0) {
  const auto segment = [](uint8_t marker, const std::string& data) {
    return std::string{'\xFF', static_cast<char>(marker)} + be16(static_cast<uint32_t>(data.size() + 2)) +
           data;
  };
  std::string dc = std::string(1, '\0') + std::string(3, '\0') + '\x0C' + std::string(12, '\0');
  for (char size = 0; size < 12; ++size) dc += size;
  const std::string ac =
      std::string(1, '\x10') + '\x01' + std::string(15, '\0') + std::string(1, '\0');  // "end of block"
  std::string out = "\xFF\xD8" + segments + segment(0xDB, std::string(1, '\0') + std::string(64, '\x08'));
  const std::string component = "\x01\x11" + std::string(1, '\0');
  out += segment(progressive ? 0xC2 : 0xC0, "\x08" + be16(height) + be16(width) + "\x01" + component);
  out += segment(0xC4, dc) + segment(0xC4, ac);
  if (restart != 0) out += segment(0xDD, be16(restart));
  out += segment(0xDA, std::string("\x01\x01\0\0", 4) + std::string{progressive ? '\0' : '\x3F', '\0'});
  JpegBits bits;
  int last = 0;
  uint32_t block = 0;
  for (uint32_t y = 0; y < (height + 7) / 8; ++y) {
    for (uint32_t x = 0; x < (width + 7) / 8; ++x, ++block) {
      if (restart != 0 && block != 0 && block % restart == 0) {
        out += bits.take() + "\xFF" + static_cast<char>(0xD0 + (block / restart - 1) % 8);
        last = 0;
      }
      const int shade = block_shade(x, y) - 128, difference = shade - last;
      last = shade;
      unsigned size = 0;
      while ((difference < 0 ? -difference : difference) >> size != 0) ++size;
      bits.put(size, 4);
      bits.put(static_cast<uint32_t>(difference < 0 ? difference + (1 << size) - 1 : difference), size);
      if (!progressive) bits.put(0, 1);
    }
  }
  return out + bits.take() + "\xFF\xD9";
}

inline std::string media_box(std::string_view kind, const std::string& data) {
  return be32(static_cast<uint32_t>(data.size() + 8)) + std::string(kind) + data;
}

// Two items; the second is the main one, turned by `quarters`.
inline std::string heic(uint32_t width, uint32_t height, uint8_t quarters) {
  const std::string full(4, '\0');
  const std::string properties = media_box("ispe", full + be32(160) + be32(120)) +
                                 media_box("ispe", full + be32(width) + be32(height)) +
                                 media_box("irot", std::string(1, static_cast<char>(quarters))) +
                                 media_box("pixi", full + "\x03\x08\x08\x08");
  const std::string ipma =
      media_box("ipma", full + be32(2) + be16(1) + "\x01\x81" + be16(2) + "\x03\x82\x83\x04");
  const std::string meta =
      media_box("pitm", full + be16(2)) + media_box("iprp", media_box("ipco", properties) + ipma);
  return media_box("ftyp", "heic" + full + "mif1heic") + media_box("meta", full + meta) +
         media_box("mdat", std::string(50'000, 'x'));
}

}  // namespace portcheck::testing
