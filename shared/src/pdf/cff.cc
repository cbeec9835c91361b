#include <algorithm>

#include "pdf/encodings.h"
#include "pdf/font_file.h"
#include "text/utf8.h"

namespace portcheck::pdf {
namespace {

constexpr unsigned kStandardStrings = 391;
// The standard strings 150 to 228; those before stand in the order of the standard encoding's codes.
constexpr char16_t kLaterStrings[] = {
    0xB9,   0xAC,  0xB5, 0x2122, 0xD0, 0xBD, 0xB1, 0xDE,  0xBC, 0xF7, 0xA6,  0xB0, 0xFE, 0xBE, 0xB2, 0xAE,
    0x2212, 0xF0,  0xD7, 0xB3,   0xA9, 0xC1, 0xC2, 0xC4,  0xC0, 0xC5, 0xC3,  0xC7, 0xC9, 0xCA, 0xCB, 0xC8,
    0xCD,   0xCE,  0xCF, 0xCC,   0xD1, 0xD3, 0xD4, 0xD6,  0xD2, 0xD5, 0x160, 0xDA, 0xDB, 0xDC, 0xD9, 0xDD,
    0x178,  0x17D, 0xE1, 0xE2,   0xE4, 0xE0, 0xE5, 0xE3,  0xE7, 0xE9, 0xEA,  0xEB, 0xE8, 0xED, 0xEE, 0xEF,
    0xEC,   0xF1,  0xF3, 0xF4,   0xF6, 0xF2, 0xF5, 0x161, 0xFA, 0xFB, 0xFC,  0xF9, 0xFD, 0xFF, 0x17E};
static_assert(sizeof kLaterStrings / sizeof *kLaterStrings == 228 - 150 + 1);

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  uint32_t number(size_t at, size_t size) const {
    uint32_t value = 0;
    for (size_t i = 0; i < size; ++i)
      value = value << 8 | (at + i < bytes_.size() ? static_cast<unsigned char>(bytes_[at + i]) : 0u);
    return value;
  }
  std::string_view part(size_t begin, size_t end) const {
    return begin < end && end <= bytes_.size() ? bytes_.substr(begin, end - begin) : std::string_view();
  }
  size_t size() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
};

struct Index {
  std::vector<std::string_view> items;
  size_t end = 0;
};

Index read_index(const Reader& file, size_t at, Budget& budget) {
  Index index;
  const size_t count = file.number(at, 2), width = file.number(at + 2, 1);
  if (count == 0 || width == 0 || width > 4 || at + 3 + (count + 1) * width > file.size()) {
    index.end = at + 2;
    return index;
  }
  budget.spend(Cost::cmap_entries, count);
  const size_t base = at + 2 + (count + 1) * width;
  for (size_t i = 0; i <= count; ++i) {
    const size_t offset = file.number(at + 3 + i * width, width);
    if (i > 0) index.items.push_back(file.part(index.end, base + offset));
    index.end = base + offset;
  }
  return index;
}

// The numbers before operator `wanted` of a DICT; `wanted` above 255: behind the escape 12.
std::vector<int32_t> find_operator(std::string_view dict, unsigned wanted) {
  std::vector<int32_t> numbers;
  const Reader reader(dict);
  for (size_t at = 0; at < dict.size();) {
    const uint32_t first = reader.number(at++, 1);
    if (first <= 21) {
      const unsigned op = first == 12 ? 256 + reader.number(at++, 1) : first;
      if (op == wanted) return numbers;
      numbers.clear();
    } else if (first == 28) {
      numbers.push_back(static_cast<int16_t>(reader.number(at, 2)));
      at += 2;
    } else if (first == 29) {
      numbers.push_back(static_cast<int32_t>(reader.number(at, 4)));
      at += 4;
    } else if (first == 30) {
      while (at < dict.size() && (reader.number(at, 1) & 15) != 15) ++at;
      ++at;
      numbers.push_back(0);
    } else if (first >= 32 && first <= 246) {
      numbers.push_back(static_cast<int32_t>(first) - 139);
    } else if (first >= 247 && first <= 254) {
      const auto second = static_cast<int32_t>(reader.number(at++, 1));
      const auto high = static_cast<int32_t>(first);
      numbers.push_back(high < 251 ? (high - 247) * 256 + second + 108 : -(high - 251) * 256 - second - 108);
    }
    if (numbers.size() > 64) numbers.clear();
  }
  return {};
}

class Strings {
 public:
  Strings(const Index& own, GlyphNames& names) : own_(own), names_(names) {
    for (unsigned code = kFirstEncoded; code < 256; ++code) {
      if (encoded(kStandard, code) != 0) standard_.push_back(encoded(kStandard, code));
    }
  }
  std::string text(uint32_t sid) const {
    std::string out;
    if (sid >= 1 && sid <= standard_.size()) {
      text::append_utf8(out, standard_[sid - 1]);
    } else if (sid >= 150 && sid <= 228) {
      text::append_utf8(out, kLaterStrings[sid - 150]);
    } else if (sid >= kStandardStrings && sid - kStandardStrings < own_.items.size()) {
      names_.append(own_.items[sid - kStandardStrings], out);
    }
    return out;
  }

 private:
  const Index& own_;
  GlyphNames& names_;
  std::vector<char32_t> standard_;
};

std::vector<uint32_t> read_charset(const Reader& file, size_t at, size_t glyphs) {
  std::vector<uint32_t> sids{0};
  if (at <= 2) {
    for (uint32_t i = 1; i < glyphs && i <= 228; ++i) sids.push_back(i);
    return sids;
  }
  const uint32_t format = file.number(at++, 1);
  while (sids.size() < glyphs && at < file.size()) {
    uint32_t sid = file.number(at, 2), more = 0;
    at += 2;
    if (format == 1) more = file.number(at, 1), at += 1;
    if (format == 2) more = file.number(at, 2), at += 2;
    for (uint32_t i = 0; i <= more && sids.size() < glyphs; ++i) sids.push_back(sid++);
  }
  return sids;
}

void read_encoding(const Reader& file, size_t at, FontFile& font) {
  font.codes.resize(256);
  const uint32_t format = file.number(at, 1) & 0x7F, count = file.number(at + 1, 1);
  size_t glyph = 1;
  const auto give = [&](uint32_t code) {
    if (glyph < font.glyph_texts.size() && code < 256) font.codes[code] = font.glyph_texts[glyph];
    ++glyph;
  };
  for (uint32_t i = 0; i < count; ++i) {
    if (format == 0) {
      give(file.number(at + 2 + i, 1));
    } else {
      const uint32_t first = file.number(at + 2 + 2 * i, 1), left = file.number(at + 3 + 2 * i, 1);
      for (uint32_t j = 0; j <= left; ++j) give(first + j);
    }
  }
}

}  // namespace

FontFile read_cff(std::string_view bytes, GlyphNames& names, Budget& budget) {
  FontFile font;
  if (bytes.substr(0, 4) == "OTTO") {
    const size_t table = bytes.find("CFF ");
    const Reader file(bytes);
    if (table == std::string_view::npos || table > 2048) return font;
    const size_t offset = file.number(table + 8, 4);
    bytes = offset < bytes.size() ? bytes.substr(offset) : std::string_view();
  }
  const Reader file(bytes);
  const Index fonts = read_index(file, file.number(2, 1), budget);
  const Index tops = read_index(file, fonts.end, budget);
  const Index strings = read_index(file, tops.end, budget);
  if (tops.items.empty()) return font;
  const std::string_view top = tops.items[0];
  const auto number = [&](unsigned op) {
    const std::vector<int32_t> found = find_operator(top, op);
    return found.empty() || found.back() < 0 ? size_t{0} : static_cast<size_t>(found.back());
  };
  if (!find_operator(top, 256 + 30).empty()) return font;  // CIDs instead of names
  const size_t outlines = number(17);
  const size_t glyphs = outlines == 0 ? 0 : file.number(outlines, 2);
  budget.spend(Cost::cmap_entries, glyphs);
  const Strings known(strings, names);
  for (const uint32_t sid : read_charset(file, number(15), glyphs))
    font.glyph_texts.push_back(known.text(sid));
  if (number(16) > 1) read_encoding(file, number(16), font);
  return font;
}

}  // namespace portcheck::pdf
