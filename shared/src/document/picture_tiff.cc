#include <algorithm>

#include "document/big_endian.h"
#include "document/picture_formats.h"
#include "document/picture_tones.h"
#include "document/tiff_codecs.h"
#include "document/tiff_fields.h"
#include "portcheck/limits.h"

namespace portcheck::document {
namespace {

enum Tag : uint16_t {
  kSubfile = 254,
  kWidth = 256,
  kHeight = 257,
  kBits = 258,
  kCompression = 259,
  kPhotometric = 262,
  kStripOffsets = 273,
  kOrientation = 274,
  kSamples = 277,
  kRowsPerStrip = 278,
  kStripBytes = 279,
  kResolution = 282,
  kPlanes = 284,
  kResolutionUnit = 296,
  kPredictor = 317,
  kTileOffsets = 324,
  kTileBytes = 325,
};

constexpr size_t kStrips = 20'000;  // of a page
constexpr uint64_t kRowBytes = uint64_t{4} << 20;

std::string_view codec_of(uint64_t compression) {
  switch (compression) {
    case 1:
      return "raw";
    case 2:
    case 3:
    case 4:
      return "ccitt";
    case 5:
      return "lzw";
    case 6:
    case 7:
      return "jpeg";
    case 8:
    case 32946:
      return "flate";
    case 32773:
      return "packbits";
    case 34712:
      return "jpx";
    case 34661:
    case 34663:
      return "jbig2";
    default:
      return "tiff";
  }
}

uint16_t resolution_of(const TiffFields& fields) {
  const uint64_t density = fields.number(kResolution);
  const uint64_t unit = fields.number(kResolutionUnit, 2);  // 1: none, 2: inch, 3: centimetre
  if (unit == 1 || density > UINT16_MAX) return 0;
  return static_cast<uint16_t>(std::min<uint64_t>(unit == 3 ? density * 254 / 100 : density, UINT16_MAX));
}

// One page's strips or tiles, of which some may be looked at.
class Page {
 public:
  Page(std::string_view bytes, const TiffFields& fields) : bytes_(bytes), fields_(fields) {
    compression_ = fields.number(kCompression, 1);
    const bool tiles = fields.has(kTileOffsets);
    offsets_ = fields.numbers(tiles ? kTileOffsets : kStripOffsets, kStrips);
    sizes_ = fields.numbers(tiles ? kTileBytes : kStripBytes, kStrips);
    tiles_ = tiles;
  }

  // Whether a strip lies outside the file; the bytes of those within.
  bool cut_off() const {
    for (size_t i = 0; i < offsets_.size(); ++i) {
      if (offsets_[i] >= bytes_.size() || bytes_.size() - offsets_[i] < size(i)) return true;
    }
    return offsets_.empty();
  }
  uint64_t stored() const {
    uint64_t sum = 0;
    for (size_t i = 0; i < offsets_.size(); ++i) sum += strip(i).size();
    return sum;
  }

  bool is_fax() const { return compression_ >= 2 && compression_ <= 4; }
  bool white_is_zero() const { return fields_.number(kPhotometric) == 0; }
  uint64_t strips() const { return offsets_.size(); }
  bool refers_to_rows_before() const { return compression_ == 4; }
  bool can_be_looked_at() const {
    const uint64_t photometric = fields_.number(kPhotometric);
    const uint64_t bits = fields_.number(kBits, 1);
    const bool plain = photometric <= 2 && (bits == 1 || bits == 2 || bits == 4 || bits == 8);
    const bool codec = compression_ == 1 || compression_ == 5 || compression_ == 8 || compression_ == 32946 ||
                       compression_ == 32773;
    return plain && codec && !tiles_ && fields_.number(kPlanes, 1) == 1 && fields_.number(kPredictor, 1) <= 2;
  }

  uint8_t blank(const Picture& picture, size_t& budget) const {
    PixelForm form;
    form.bits = static_cast<uint32_t>(fields_.number(kBits, 1));
    form.samples = static_cast<uint32_t>(std::min<uint64_t>(fields_.number(kSamples, 1), 16));
    form.inverted = white_is_zero();
    if (fields_.number(kPhotometric) == 2) form.kind = PixelForm::Kind::rgb;
    const uint64_t row = (uint64_t{picture.width} * form.samples * form.bits + 7) / 8;
    if (row == 0 || row > kRowBytes) return 0;
    const uint64_t rows_per_strip =
        std::clamp<uint64_t>(fields_.number(kRowsPerStrip, picture.height), 1, picture.height);
    Tones tones;
    uint64_t rows = 0;
    for (size_t i = 0; i < offsets_.size() && rows < picture.height && budget != 0; ++i) {
      const size_t most = static_cast<size_t>(std::min<uint64_t>(row * rows_per_strip, budget));
      std::string data = unpacked(strip(i), most);
      budget -= std::min(budget, std::max<size_t>(data.size(), 1));
      for (size_t at = 0; at + row <= data.size() && rows < picture.height;
           at += static_cast<size_t>(row), ++rows) {
        auto* const pixels = reinterpret_cast<uint8_t*>(data.data()) + at;
        if (fields_.number(kPredictor, 1) == 2)
          undo_predictor(pixels, static_cast<size_t>(row), form.samples);
        add_row(tones, form, pixels, static_cast<size_t>(row), picture.width);
      }
    }
    return tones.blank(rows == picture.height);
  }

 private:
  uint64_t size(size_t i) const { return i < sizes_.size() ? sizes_[i] : 0; }
  std::string_view strip(size_t i) const {
    if (offsets_[i] >= bytes_.size()) return {};
    return bytes_.substr(static_cast<size_t>(offsets_[i]),
                         static_cast<size_t>(std::min<uint64_t>(size(i), SIZE_MAX)));
  }
  std::string unpacked(std::string_view strip, size_t most) const {
    if (compression_ == 1) return std::string(strip.substr(0, most));
    if (compression_ == 5) return unpack_lzw(strip, most);
    return compression_ == 32773 ? unpack_bits(strip, most) : unpack_zlib(strip, most);
  }
  static void undo_predictor(uint8_t* row, size_t bytes, uint32_t samples) {
    for (size_t i = samples; i < bytes; ++i) row[i] = static_cast<uint8_t>(row[i] + row[i - samples]);
  }

  std::string_view bytes_;
  const TiffFields& fields_;
  std::vector<uint64_t> offsets_, sizes_;
  uint64_t compression_ = 1;
  bool tiles_ = false;
};

// An empty row of fax data has one bit where rows refer to those before and white is zero, else two; where
// they do not, a run's code and the row's end.
uint8_t blank_fax(const Page& page, const Picture& picture) {
  const uint64_t rows = picture.height;
  const uint64_t row_bits =
      page.refers_to_rows_before() ? (page.white_is_zero() ? 1 : 2) : (page.white_is_zero() ? 38 : 46);
  const uint64_t empty = rows * row_bits + rows / 16 + page.strips() * 64;
  return page.stored() * 8 <= empty ? 80 : 0;
}

void add_page(std::string_view bytes, const TiffFields& fields, size_t& budget, PictureFile& file) {
  Picture picture;
  picture.page = static_cast<uint32_t>(file.pages.size()) + 1;
  const uint64_t width = fields.number(kWidth), height = fields.number(kHeight);
  if (width == 0 || height == 0 || width > UINT32_MAX || height > UINT32_MAX) return;
  picture.width = static_cast<uint32_t>(width);
  picture.height = static_cast<uint32_t>(height);
  picture.codec = codec_of(fields.number(kCompression, 1));
  picture.bits =
      static_cast<uint8_t>(std::min<uint64_t>(fields.number(kBits, 1) * fields.number(kSamples, 1), 255));
  picture.turned = turned_by(fields.number(kOrientation));
  picture.resolution = resolution_of(fields);
  const Page page(bytes, fields);
  file.cut_off = file.cut_off || page.cut_off();
  if (page.can_be_looked_at()) {
    picture.blank = page.blank(picture, budget);
  } else if (!page.cut_off()) {
    picture.blank = page.is_fax() ? blank_fax(page, picture) : blank_by_size(page.stored(), picture, 8);
  }
  file.pages.push_back(std::move(picture));
}

}  // namespace

void read_tiff(std::string_view bytes, PictureFile& file) {
  constexpr uint64_t kReduced = 1, kMask = 4;  // small or auxiliary pictures of a page that has its own
  TiffFields fields;
  if (!fields.open(bytes)) return;
  size_t budget = limits::kPictureBytes;
  std::vector<uint64_t> seen;
  for (uint64_t at = fields.first_directory(); at != 0; at = fields.next_directory()) {
    if (std::find(seen.begin(), seen.end(), at) != seen.end()) break;
    if (seen.size() == limits::kDocumentPages) {
      file.too_large = true;
      break;
    }
    seen.push_back(at);
    if (!fields.read_directory(at)) {
      file.cut_off = true;
      break;
    }
    if ((fields.number(kSubfile) & (kReduced | kMask)) == 0) add_page(bytes, fields, budget, file);
  }
}

uint16_t turned_by_exif(std::string_view exif) {
  TiffFields fields;
  if (!fields.open(exif) || !fields.read_directory(fields.first_directory())) return 0;
  return turned_by(fields.number(kOrientation));
}

uint16_t exif_resolution(std::string_view exif) {
  TiffFields fields;
  if (!fields.open(exif) || !fields.read_directory(fields.first_directory())) return 0;
  return fields.has(kResolution) ? resolution_of(fields) : uint16_t{0};
}

}  // namespace portcheck::document
