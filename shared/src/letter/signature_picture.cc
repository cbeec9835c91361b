#include "letter/signature_picture.h"

#include <array>
#include <cstdlib>
#include <vector>

#include "archive/inflater.h"
#include "portcheck/limits.h"
#include "text/decimal.h"

namespace portcheck::letter {
namespace {

constexpr std::string_view kPngSign = "\x89PNG\r\n\x1A\n";

unsigned byte_at(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

uint32_t big_endian(std::string_view bytes, size_t at, int count) {
  uint32_t value = 0;
  for (int i = 0; i < count; ++i) value = value << 8 | byte_at(bytes, at + static_cast<size_t>(i));
  return value;
}

Picture refuse(RemarkId why) {
  Picture picture;
  picture.refused = why;
  return picture;
}

bool fits(const Picture& picture) {
  return picture.width != 0 && picture.height != 0 && picture.width <= limits::kSignaturePixels &&
         picture.height <= limits::kSignaturePixels;
}

void describe(Picture& picture, const char* color, const char* filter) {
  const std::string size = "/Type /XObject /Subtype /Image /Width " + text::decimal(picture.width) +
                           " /Height " + text::decimal(picture.height) + " /BitsPerComponent 8 /Filter /" +
                           filter;
  picture.mask_entries = size + " /ColorSpace /DeviceGray";
  picture.entries = size + " /ColorSpace /" + color;
}

// --- JPEG: goes into the file as it is ---

Picture read_jpeg(std::string_view bytes) {
  for (size_t at = 2; at + 10 <= bytes.size() && byte_at(bytes, at) == 0xFF;) {
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (!frame) {
      at += 2 + big_endian(bytes, at + 2, 2);
      continue;
    }
    Picture picture;
    picture.height = big_endian(bytes, at + 5, 2);
    picture.width = big_endian(bytes, at + 7, 2);
    const unsigned channels = byte_at(bytes, at + 9);
    if (!fits(picture)) return refuse(RemarkId::picture_pixels);
    if (byte_at(bytes, at + 4) != 8 || (channels != 1 && channels != 3)) break;
    describe(picture, channels == 1 ? "DeviceGray" : "DeviceRGB", "DCTDecode");
    picture.bytes = bytes;
    return picture;
  }
  return refuse(RemarkId::picture_jpeg);
}

// --- PNG: unpacked, without its transparency, packed again ---

struct Png {
  uint32_t width = 0, height = 0;
  unsigned color = 0;  // 0 gray, 2 colours, 3 palette, 4 gray and alpha, 6 colours and alpha
  std::string packed;  // zlib's format
  std::string_view palette, transparency;
  unsigned channels() const { return color == 2 ? 3 : color == 4 ? 2 : color == 6 ? 4 : 1; }
};

bool read_chunks(std::string_view bytes, Png& png) {
  for (size_t at = kPngSign.size(); at + 12 <= bytes.size();) {
    const size_t size = big_endian(bytes, at, 4);
    const std::string_view type = bytes.substr(at + 4, 4);
    if (size > bytes.size() - at - 12) return false;
    const std::string_view body = bytes.substr(at + 8, size);
    at += 12 + size;
    if (type == "IHDR" && size == 13) {
      png.width = big_endian(body, 0, 4);
      png.height = big_endian(body, 4, 4);
      png.color = byte_at(body, 9);
      if (byte_at(body, 8) != 8 || byte_at(body, 12) != 0 || png.color > 6 || png.color == 1 ||
          png.color == 5)
        return false;
    } else if (type == "PLTE") {
      png.palette = body;
    } else if (type == "tRNS") {
      png.transparency = body;
    } else if (type == "IDAT") {
      png.packed += body;
    } else if (type == "IEND") {
      break;
    }
  }
  return png.width != 0 && png.packed.size() > 2;
}

// The filtered rows; false when they are not all there.
bool unpack(const Png& png, std::vector<char>& rows) {
  const size_t size = (size_t{png.width} * png.channels() + 1) * png.height;
  rows.resize(size + archive::Inflater::kSlack);
  archive::Inflater inflater;
  char* out = rows.data();
  if (inflater.start(std::string_view(png.packed).substr(2)) != archive::Inflater::Status::more) return false;
  while (out < rows.data() + size) {
    const auto status = inflater.run(rows.data(), out, rows.data() + size);
    if (status != archive::Inflater::Status::more) break;
  }
  return out >= rows.data() + size;
}

int paeth(int left, int above, int corner) {
  const int guess = left + above - corner;
  const int a = std::abs(guess - left), b = std::abs(guess - above), c = std::abs(guess - corner);
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

// Undoes the row's filter in place. `above` is the row before, undone, or null.
bool undo(unsigned filter, char* row, const char* above, size_t size, size_t step) {
  if (filter > 4) return false;
  const auto at = [](const char* of, size_t i) { return int{static_cast<unsigned char>(of[i])}; };
  for (size_t i = 0; i < size; ++i) {
    const int left = i < step ? 0 : at(row, i - step), up = above ? at(above, i) : 0;
    const int corner = above && i >= step ? at(above, i - step) : 0;
    const std::array<int, 5> guesses = {0, left, up, (left + up) / 2,
                                        filter == 4 ? paeth(left, up, corner) : 0};
    row[i] = static_cast<char>(at(row, i) + guesses[filter]);
  }
  return true;
}

// Channel by channel into colours and mask.
bool sort(const Png& png, std::vector<char>& rows, std::string& colors, std::string& mask) {
  const size_t channels = png.channels(), stride = png.width * channels;
  const bool palette = png.color == 3, alpha = png.color >= 4 || (palette && !png.transparency.empty());
  const char* above = nullptr;
  for (size_t y = 0; y < png.height; ++y) {
    char* row = rows.data() + y * (stride + 1);
    if (!undo(static_cast<unsigned char>(row[0]), row + 1, above, stride, channels)) return false;
    above = ++row;
    for (size_t x = 0; x < png.width; ++x, row += channels) {
      const size_t index = static_cast<unsigned char>(*row);
      if (palette && index * 3 + 3 > png.palette.size()) return false;
      if (palette) {
        colors += png.palette.substr(index * 3, 3);
      } else {
        colors.append(row, channels - (alpha ? 1 : 0));
      }
      if (palette && alpha) mask += index < png.transparency.size() ? png.transparency[index] : '\xFF';
      if (!palette && alpha) mask += row[channels - 1];
    }
  }
  return true;
}

Picture read_png(std::string_view bytes) {
  constexpr RemarkId kUnreadable = RemarkId::picture_png;
  Png png;
  if (!read_chunks(bytes, png)) return refuse(kUnreadable);
  Picture picture;
  picture.width = png.width;
  picture.height = png.height;
  if (!fits(picture)) return refuse(RemarkId::picture_pixels);
  std::vector<char> rows;
  std::string colors, mask;
  if (!unpack(png, rows) || !sort(png, rows, colors, mask)) return refuse(kUnreadable);
  describe(picture, png.color == 0 || png.color == 4 ? "DeviceGray" : "DeviceRGB", "FlateDecode");
  picture.bytes = flate(colors);
  if (!mask.empty()) picture.mask = flate(mask);
  return picture;
}

}  // namespace

Picture read_signature(std::string_view bytes) {
  if (bytes.size() > limits::kSignatureBytes) return refuse(RemarkId::picture_bytes);
  if (bytes.starts_with(kPngSign)) return read_png(bytes);
  if (bytes.starts_with("\xFF\xD8\xFF")) return read_jpeg(bytes);
  return refuse(RemarkId::picture_type);
}

PdfFile::Id add_picture(PdfFile& file, const Picture& picture) {
  std::string entries = picture.entries;
  if (!picture.mask.empty())
    entries += " /SMask " + reference(file.add_plain_stream(picture.mask_entries, picture.mask));
  return file.add_plain_stream(entries, picture.bytes);
}

}  // namespace portcheck::letter
