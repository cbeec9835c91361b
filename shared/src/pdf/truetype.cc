#include <algorithm>

#include "pdf/encodings.h"
#include "pdf/font_file.h"

namespace portcheck::pdf {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  uint32_t u8(size_t at) const { return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0; }
  uint32_t u16(size_t at) const { return u8(at) << 8 | u8(at + 1); }
  uint32_t u32(size_t at) const { return u16(at) << 16 | u16(at + 2); }
  size_t size() const { return bytes_.size(); }
  std::string_view part(size_t at, size_t size) const {
    return at < bytes_.size() ? bytes_.substr(at, size) : std::string_view();
  }

 private:
  std::string_view bytes_;
};

using Sink = std::map<uint32_t, uint32_t>;  // code -> glyph

void add(Sink& sink, uint32_t code, uint32_t glyph, Budget& budget) {
  if (glyph == 0) return;
  budget.spend(Cost::cmap_entries, 1);
  sink.emplace(code, glyph);
}

void read_segments(const Reader& table, Sink& sink, Budget& budget) {
  const size_t count = table.u16(6) / 2;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t end = table.u16(14 + 2 * i), begin = table.u16(16 + 2 * count + 2 * i);
    const uint32_t delta = table.u16(16 + 4 * count + 2 * i);
    const size_t offset_at = 16 + 6 * count + 2 * i;
    const uint32_t offset = table.u16(offset_at);
    if (offset_at >= table.size()) return;
    for (uint32_t code = begin; code <= end && code != 0xFFFF; ++code) {
      budget.spend(Cost::cmap_entries, 1);
      uint32_t glyph = code + delta;
      if (offset != 0) {
        glyph = table.u16(offset_at + offset + 2 * size_t{code - begin});
        if (glyph != 0) glyph += delta;
      }
      add(sink, code, glyph & 0xFFFF, budget);
    }
  }
}

void read_subtable(const Reader& table, Sink& sink, Budget& budget) {
  const uint32_t format = table.u16(0);
  if (format == 0) {
    for (uint32_t code = 0; code < 256; ++code) add(sink, code, table.u8(6 + code), budget);
  } else if (format == 4) {
    read_segments(table, sink, budget);
  } else if (format == 6) {
    const uint32_t first = table.u16(6), count = table.u16(8);
    for (uint32_t i = 0; i < count; ++i) add(sink, first + i, table.u16(10 + 2 * size_t{i}), budget);
  } else if (format == 12) {
    const uint32_t groups = std::min<uint32_t>(table.u32(12), static_cast<uint32_t>(table.size() / 12));
    for (uint32_t i = 0; i < groups; ++i) {
      const size_t at = 16 + 12 * size_t{i};
      const uint32_t begin = table.u32(at), end = table.u32(at + 4), glyph = table.u32(at + 8);
      for (uint32_t code = begin; code <= end && code < 0x110000; ++code)
        add(sink, code, glyph + (code - begin), budget);
    }
  }
}

}  // namespace

FontFile read_truetype(std::string_view bytes, GlyphNames&, Budget& budget) {
  FontFile font;
  const Reader file(bytes);
  const size_t tables = std::min<size_t>(file.u16(4), 64);
  for (size_t i = 0; i < tables; ++i) {
    const size_t entry = 12 + 16 * i;
    if (file.part(entry, 4) != "cmap") continue;
    const Reader cmap(file.part(file.u32(entry + 8), file.u32(entry + 12)));
    const size_t count = std::min<size_t>(cmap.u16(2), 16);
    for (size_t j = 0; j < count; ++j) {
      const uint32_t platform = cmap.u16(4 + 8 * j), encoding = cmap.u16(6 + 8 * j);
      const size_t offset = cmap.u32(8 + 8 * j);
      Sink sink;
      read_subtable(Reader(cmap.part(offset, cmap.size())), sink, budget);
      const bool unicode = platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10));
      for (const auto& [code, glyph] : sink) {
        if (unicode) {
          font.glyphs.emplace(glyph, code);
        } else if (platform == 1) {
          font.code_glyph.emplace(code, glyph);
        } else if (platform == 3 && encoding == 0) {
          font.code_glyph.emplace(code & 0xFF, glyph);
        }
      }
      if (platform != 1 || encoding != 0) continue;
      for (const auto& [code, glyph] : sink) {  // after those that say more
        if (const char32_t character = encoded(kMacRoman, code); character != 0 && count == 1)
          font.glyphs.emplace(glyph, character);
      }
    }
  }
  return font;
}

}  // namespace portcheck::pdf
