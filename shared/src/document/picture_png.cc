#include <algorithm>
#include <cstdlib>

#include "archive/inflater.h"
#include "document/big_endian.h"
#include "document/picture_formats.h"
#include "document/picture_tones.h"
#include "portcheck/limits.h"

namespace portcheck::document {
namespace {

constexpr size_t kSignature = 8, kChunkHead = 8, kChunkEnd = 4;
constexpr uint64_t kRowBytes = uint64_t{4} << 20;  // of what is looked into
constexpr uint32_t kInchInTenThousandths = 254;    // of a metre

uint8_t paeth(int left, int above, int corner) {
  const int guess = left + above - corner;
  const int to_left = std::abs(guess - left), to_above = std::abs(guess - above),
            to_corner = std::abs(guess - corner);
  if (to_left <= to_above && to_left <= to_corner) return static_cast<uint8_t>(left);
  return static_cast<uint8_t>(to_above <= to_corner ? above : corner);
}

struct Png {
  uint32_t width = 0, height = 0;
  uint8_t depth = 0, colour = 0;
  bool interlaced = false, has_end = false;
  uint8_t palette[256] = {};
  std::string data;  // of all IDAT chunks

  PixelForm form() const {
    PixelForm form;
    form.bits = depth;
    form.samples = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
    if (colour == 2 || colour == 6) form.kind = PixelForm::Kind::rgb;
    if (colour == 3) {
      form.kind = PixelForm::Kind::palette;
      form.tones = palette;
    }
    return form;
  }
  uint64_t row_bytes() const { return (uint64_t{width} * form().samples * depth + 7) / 8; }
  bool is_possible() const {
    const bool depths = depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    return width != 0 && height != 0 && depths &&
           (colour == 0 || colour == 2 || colour == 3 || colour == 4 || colour == 6);
  }
};

void undo_filter(uint8_t filter, uint8_t* row, const uint8_t* above, size_t bytes, size_t step) {
  for (size_t i = 0; i < bytes; ++i) {
    const int left = i < step ? 0 : row[i - step];
    const int up = above[i];
    const int corner = i < step ? 0 : above[i - step];
    const int guess = filter == 1   ? left
                      : filter == 2 ? up
                      : filter == 3 ? (left + up) / 2
                      : filter == 4 ? paeth(left, up, corner)
                                    : 0;
    row[i] = static_cast<uint8_t>(row[i] + guess);
  }
}

// Rows of an unpacked stream, however its pieces are cut.
class Rows {
 public:
  explicit Rows(const Png& png) : png_(png), form_(png.form()) {
    bytes_ = static_cast<size_t>(png.row_bytes());
    step_ = std::max<size_t>(1, form_.samples * form_.bits / 8);
    row_.assign(bytes_ + 1, 0);
    above_.assign(bytes_, 0);
  }

  void take(const char* from, const char* to) {
    while (from != to && rows_ < png_.height) {
      const size_t wanted = std::min<size_t>(row_.size() - filled_, static_cast<size_t>(to - from));
      std::copy_n(from, wanted, reinterpret_cast<char*>(row_.data()) + filled_);
      from += wanted;
      filled_ += wanted;
      if (filled_ == row_.size()) finish_row();
    }
  }
  bool complete() const { return rows_ == png_.height; }
  const Tones& tones() const { return tones_; }

 private:
  void finish_row() {
    undo_filter(row_[0], row_.data() + 1, above_.data(), bytes_, step_);
    add_row(tones_, form_, row_.data() + 1, bytes_, png_.width);
    std::copy(row_.begin() + 1, row_.end(), above_.begin());
    filled_ = 0;
    ++rows_;
  }

  const Png& png_;
  PixelForm form_;
  Tones tones_;
  size_t bytes_ = 0, step_ = 1, filled_ = 0;
  uint32_t rows_ = 0;
  std::vector<uint8_t> row_, above_;
};

// What it shows; cut off when the stream ends before the last row.
uint8_t look_at(const Png& png, bool& cut_off) {
  constexpr size_t kZlibHead = 2, kPiece = 64 * 1024;
  if (png.row_bytes() > kRowBytes || png.interlaced || png.data.size() <= kZlibHead) return 0;
  Rows rows(png);
  archive::Inflater inflater;
  auto status = inflater.start(std::string_view(png.data).substr(kZlibHead));
  std::vector<char> window(archive::Inflater::kHistory + kPiece + archive::Inflater::kSlack);
  char* out = window.data();
  size_t unpacked = 0;
  while (status == archive::Inflater::Status::more && unpacked < limits::kPictureBytes && !rows.complete()) {
    char* const begin = out;
    status = inflater.run(window.data(), out, window.data() + archive::Inflater::kHistory + kPiece);
    rows.take(begin, out);
    unpacked += static_cast<size_t>(out - begin);
    if (const auto used = static_cast<size_t>(out - window.data()); used > archive::Inflater::kHistory) {
      std::copy(out - archive::Inflater::kHistory, out, window.data());
      out = window.data() + archive::Inflater::kHistory;
    }
  }
  cut_off = cut_off || (status != archive::Inflater::Status::more && !rows.complete());
  return rows.tones().blank(rows.complete());
}

void read_palette(std::string_view data, Png& png) {
  for (size_t i = 0; i < 256 && 3 * i + 2 < data.size(); ++i)
    png.palette[i] = tone_of(byte_at(data, 3 * i), byte_at(data, 3 * i + 1), byte_at(data, 3 * i + 2));
}

}  // namespace

void read_png(std::string_view bytes, PictureFile& file) {
  Png png;
  Picture picture;
  picture.codec = "png";
  for (size_t at = kSignature; at + kChunkHead <= bytes.size() && !png.has_end;) {
    const uint32_t size = u32_be(bytes, at);
    const std::string_view kind = bytes.substr(at + 4, 4), data = bytes.substr(at + kChunkHead, size);
    if (kind == "IHDR" && data.size() >= 13) {
      png.width = u32_be(data, 0);
      png.height = u32_be(data, 4);
      png.depth = byte_at(data, 8);
      png.colour = byte_at(data, 9);
      png.interlaced = byte_at(data, 12) != 0;
    } else if (kind == "PLTE") {
      read_palette(data, png);
    } else if (kind == "pHYs" && data.size() >= 9 && byte_at(data, 8) == 1) {
      const uint64_t inch = (uint64_t{u32_be(data, 0)} * kInchInTenThousandths + 5'000) / 10'000;
      picture.resolution = static_cast<uint16_t>(std::min<uint64_t>(inch, UINT16_MAX));
    } else if (kind == "eXIf") {
      picture.turned = turned_by_exif(data);
    } else if (kind == "IDAT") {
      png.data += data;
    } else if (kind == "IEND") {
      png.has_end = true;
    }
    if (data.size() < size) break;
    at += kChunkHead + size + kChunkEnd;
  }
  if (!png.is_possible()) return;
  picture.width = png.width;
  picture.height = png.height;
  picture.bits = static_cast<uint8_t>(png.form().samples * png.depth);
  file.cut_off = !png.has_end;
  picture.blank = look_at(png, file.cut_off);
  file.pages.push_back(std::move(picture));
}

}  // namespace portcheck::document
