#include "document/picture.h"

#include "document/picture_formats.h"
#include "portcheck/limits.h"

namespace portcheck::document {
namespace {

// Tenths of a point as the picture is shown, where it says how large its dots are.
PageSize size_of(const Picture& picture) {
  if (picture.resolution == 0) return {};
  const auto side = [&](uint32_t dots) {
    const uint64_t tenths = uint64_t{dots} * 720 / picture.resolution;
    return static_cast<int32_t>(tenths > INT32_MAX ? 0 : tenths);
  };
  const bool lies = picture.turned == 90 || picture.turned == 270;
  return lies ? PageSize{side(picture.height), side(picture.width)}
              : PageSize{side(picture.width), side(picture.height)};
}

void read_pages(std::string_view bytes, FileType type, PictureFile& file) {
  switch (type) {
    case FileType::jpeg:
      return read_jpeg(bytes, file);
    case FileType::png:
      return read_png(bytes, file);
    case FileType::tiff:
      return read_tiff(bytes, file);
    case FileType::heic:
      return read_heic(bytes, file);
    case FileType::webp:
      return read_webp(bytes, file);
    case FileType::gif:
      return read_gif(bytes, file);
    case FileType::bmp:
      return read_bmp(bytes, file);
    default:
      return read_metafile(bytes, file);
  }
}

}  // namespace

Document read_picture(std::string_view bytes, FileType type) {
  Document letter;
  PictureFile file;
  read_pages(bytes, type, file);
  if (file.pages.empty()) {
    letter.status = DocumentStatus::damaged;
    letter.problem = to_string(Defect::picture_head);
    return letter;
  }
  if (file.cut_off) {
    letter.status = DocumentStatus::recovered;
    letter.problem = to_string(Defect::picture_cut_off);
  }
  if (file.too_large) {
    letter.status = DocumentStatus::too_large;
    letter.problem = to_string(Defect::picture_pages);
  }
  letter.pages = static_cast<uint32_t>(file.pages.size());
  for (const Picture& picture : file.pages) letter.sizes.push_back(size_of(picture));
  letter.pictures = std::move(file.pages);
  return letter;
}

bool measure_picture(std::string_view bytes, Picture& picture) {
  PictureFile file;
  read_pages(bytes, detect_file_type(bytes, {}), file);
  if (file.pages.empty()) return false;
  picture = std::move(file.pages[0]);
  return true;
}

uint16_t turned_by(uint64_t orientation) {
  constexpr uint16_t kTurned[] = {0, 0, 0, 180, 180, 90, 90, 270, 270};
  return orientation <= 8 ? kTurned[orientation] : uint16_t{0};
}

uint8_t blank_by_size(uint64_t bytes, const Picture& picture, uint32_t usual) {
  constexpr uint64_t kHead = 1'500;  // of the file, beside the picture
  constexpr uint8_t kLikely = 80, kPerhaps = 40;
  const uint64_t emptiest = uint64_t{picture.width} * picture.height / 1'000 * usual;
  const uint64_t data = bytes > kHead ? bytes - kHead : 0;
  if (data * 2 < emptiest) return kLikely;
  return data < emptiest ? kPerhaps : uint8_t{0};
}

}  // namespace portcheck::document
