// HEIC and AVIF: boxes inside boxes. Only the facts of the main picture are read.
#include <algorithm>

#include "document/big_endian.h"
#include "document/picture_formats.h"

namespace portcheck::document {
namespace {

struct MediaBox {
  std::string_view kind, data;
  bool cut_off = false;
};

// The box at the beginning of `bytes`, which goes on behind it. False when there is none.
bool next_box(std::string_view& bytes, MediaBox& box) {
  if (bytes.size() < 8) return false;
  uint64_t size = u32_be(bytes, 0), head = 8;
  box.kind = bytes.substr(4, 4);
  if (size == 1) {
    size = uint64_t{u32_be(bytes, 8)} << 32 | u32_be(bytes, 12);
    head = 16;
  } else if (size == 0) {
    size = bytes.size();
  }
  if (size < head || bytes.size() < head) return false;
  box.cut_off = size > bytes.size();
  const auto within = static_cast<size_t>(std::min<uint64_t>(size, bytes.size()));
  box.data = bytes.substr(static_cast<size_t>(head), within - static_cast<size_t>(head));
  bytes.remove_prefix(within);
  return true;
}

std::string_view find_box(std::string_view bytes, std::string_view kind) {
  MediaBox box;
  while (next_box(bytes, box)) {
    if (box.kind == kind) return box.data;
  }
  return {};
}

constexpr size_t kFullHead = 4;  // version and flags

uint32_t main_item(std::string_view meta) {
  const std::string_view pitm = find_box(meta, "pitm");
  return byte_at(pitm, 0) == 0 ? u16_be(pitm, kFullHead) : u32_be(pitm, kFullHead);
}

// The numbers, from 1, of the properties that item `id` has.
std::vector<uint32_t> properties_of(std::string_view ipma, uint32_t id) {
  std::vector<uint32_t> found;
  const bool wide_ids = byte_at(ipma, 0) != 0;
  const bool wide = (byte_at(ipma, 3) & 1) != 0;
  const uint32_t items = u32_be(ipma, kFullHead);
  size_t at = kFullHead + 4;
  for (uint32_t i = 0; i < items && at < ipma.size(); ++i) {
    const uint32_t item = wide_ids ? u32_be(ipma, at) : u16_be(ipma, at);
    at += wide_ids ? 4 : 2;
    const unsigned count = byte_at(ipma, at++);
    for (unsigned k = 0; k < count; ++k, at += wide ? 2 : 1) {
      if (item == id) found.push_back(wide ? u16_be(ipma, at) & 0x7FFFu : byte_at(ipma, at) & 0x7Fu);
    }
  }
  return found;
}

void read_property(const MediaBox& box, Picture& picture) {
  if (box.kind == "ispe") {
    picture.width = u32_be(box.data, kFullHead);
    picture.height = u32_be(box.data, kFullHead + 4);
  } else if (box.kind == "irot") {
    picture.turned =
        static_cast<uint16_t>((4 - (byte_at(box.data, 0) & 3)) % 4 * 90);  // stored the other way round
  } else if (box.kind == "pixi") {
    unsigned bits = 0;
    for (unsigned i = 0; i < byte_at(box.data, kFullHead); ++i) bits += byte_at(box.data, kFullHead + 1 + i);
    picture.bits = static_cast<uint8_t>(std::min(bits, 255u));
  }
}

}  // namespace

void read_heic(std::string_view bytes, PictureFile& file) {
  Picture picture;
  picture.codec = bytes.substr(std::min<size_t>(8, bytes.size()), 4) == "avif" ? "avif" : "heic";
  std::string_view meta;
  MediaBox box;
  for (std::string_view rest = bytes; next_box(rest, box);) {
    if (box.kind == "meta" && meta.empty()) meta = box.data.substr(std::min(kFullHead, box.data.size()));
    file.cut_off = file.cut_off || box.cut_off;
  }
  const std::string_view iprp = find_box(meta, "iprp");
  const std::string_view all = find_box(iprp, "ipco");
  const std::vector<uint32_t> wanted = properties_of(find_box(iprp, "ipma"), main_item(meta));
  uint32_t number = 0;
  for (std::string_view rest = all; next_box(rest, box);) {
    ++number;
    if (std::find(wanted.begin(), wanted.end(), number) != wanted.end()) read_property(box, picture);
  }
  if (picture.width == 0 || picture.height == 0) return;
  if (!file.cut_off) picture.blank = blank_by_size(bytes.size(), picture, 4);
  file.pages.push_back(std::move(picture));
}

}  // namespace portcheck::document
