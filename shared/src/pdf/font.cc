#include "pdf/font.h"

#include <algorithm>

#include "pdf/encodings.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::pdf {
namespace {

constexpr size_t kWidths = 70'000;

std::string as_utf8(char32_t character) {
  std::string out;
  if (character != 0) text::append_utf8(out, character);
  return out;
}

bool is_private(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const char32_t c = text::decode_one(text, at);
    if ((c >= 0xE000 && c < 0xF900) || c < 0x20 || c == 0xFFFD) return true;
  }
  return text.empty();
}

// Fonts made of pictures name their glyphs by code: "a36", "g36".
std::string by_number(std::string_view name, size_t code) {
  size_t digits = 0;
  while (digits < name.size() && !text::is_digit(name[digits])) ++digits;
  const bool same = digits <= 3 && name.substr(digits) == std::to_string(code);
  // TeX's bitmap fonts call their glyphs a65, and have ligatures and dashes below the letters.
  constexpr std::string_view kTex[] = {"ff", "fi", "fl", "ffi", "ffl"};
  if (same && code >= 11 && code < 16) return std::string(kTex[code - 11]);
  if (same && code >= 27 && code < 32) return std::string(kTex[code - 27]);
  if (same && (code == 21 || code == 22)) return code == 21 ? "\u2013" : "\u2014";
  return same && code > 0x20 && code < 0x7F ? std::string(1, static_cast<char>(code)) : std::string();
}

// Ticks and boxes of the fonts that Word uses for them.
char32_t wingding(unsigned code) {
  switch (code) {
    case 0xFC:
      return 0x2713;
    case 0xFB:
      return 0x2717;
    case 0xFE:
      return 0x2611;
    case 0xFD:
    case 0x78:
      return 0x2612;
    case 0xA8:
    case 0x6F:
      return 0x2610;
    case 0x6C:
      return 0x25CF;
    case 0x6E:
    case 0xA7:
      return 0x25AA;
    default:
      return 0;
  }
}

// The East Asian collections of glyphs begin with ASCII, and have it once more in half width (Adobe Technical
// Notes 5078 to 5080 and 5093): the digits and Latin letters of fonts that are not in the file.
std::string latin_of_collection(std::string_view ordering, uint32_t cid) {
  struct Ascii {
    std::string_view ordering;
    uint32_t blank, first;  // CIDs of the space and of "!", behind which the other 93 follow
  };
  constexpr Ascii kAscii[] = {{"Japan1", 1, 2},   {"Japan1", 231, 232},  {"GB1", 1, 2},
                              {"GB1", 7716, 814}, {"CNS1", 1, 2},        {"CNS1", 13648, 13649},
                              {"Korea1", 1, 2},   {"Korea1", 8094, 8095}};
  for (const Ascii& ascii : kAscii) {
    if (ordering != ascii.ordering) continue;
    if (cid == ascii.blank) return " ";
    if (cid >= ascii.first && cid < ascii.first + 94) return {static_cast<char>('!' + (cid - ascii.first))};
  }
  return {};
}

// Symbols that say their code in a private area.
std::string without_private(std::string_view text, std::string_view font) {
  size_t at = 0;
  const char32_t c = text.empty() ? 0 : text::decode_one(text, at);
  if (c < 0xF020 || c > 0xF0FF || at != text.size()) return {};
  if (font.find("ingdings") != std::string_view::npos) return as_utf8(wingding(c & 0xFF));
  return c <= 0xF07E ? as_utf8(c & 0xFF) : std::string();
}

}  // namespace

Font::Font(const Object& dictionary, GlyphNames& names, Budget& budget) : names_(names), budget_(budget) {
  budget.spend(Cost::fonts, 1);
  name_ = name_of(get(dictionary, "/BaseFont"));
  const Object to_unicode = get(dictionary, "/ToUnicode");
  if (Object(to_unicode).isStream()) to_unicode_.parse(read_stream(to_unicode, budget).bytes, budget);
  if (has_name(get(dictionary, "/Subtype"), "Type0")) {
    composite_ = true;
    read_composite(dictionary);
  } else {
    read_simple(dictionary);
  }
}

void Font::read_descriptor(const Object& descriptor) {
  const double ascent = number_of(get(descriptor, "/Ascent")) / 1000;
  const double descent = number_of(get(descriptor, "/Descent")) / 1000;
  if (ascent > 0.3 && ascent < 1.2) ascent_ = ascent;
  if (descent < -0.05 && descent > -0.6) descent_ = descent;
}

FontFile Font::read_file(const Object& descriptor) {
  const auto bytes = [&](const char* key) { return read_stream(get(descriptor, key), budget_).bytes; };
  const auto is_stream = [&](const char* key) { return get(descriptor, key).isStream(); };
  if (is_stream("/FontFile2")) return read_truetype(bytes("/FontFile2"), names_, budget_);
  if (is_stream("/FontFile3")) {
    const std::string file = bytes("/FontFile3");
    if (file.substr(0, 4) == std::string_view("\0\1\0\0", 4)) return read_truetype(file, names_, budget_);
    return read_cff(file, names_, budget_);
  }
  if (is_stream("/FontFile")) return read_type1(bytes("/FontFile"), names_);
  return {};
}

void Font::read_encoding(const Object& dictionary, const Object& descriptor) {
  const StandardFont standard = standard_font(name_);
  const Object encoding = get(dictionary, "/Encoding");
  const std::string base_name =
      name_of(encoding).empty() ? name_of(get(encoding, "/BaseEncoding")) : name_of(encoding);
  const char16_t* base = encoding_named(base_name);
  const bool said = base != nullptr;
  const bool symbolic = (integer_of(get(descriptor, "/Flags")) & 4) != 0;
  if (standard == StandardFont::symbol && !said) base = kSymbol;
  if (standard == StandardFont::zapf) base = kZapfDingbats;
  const bool by_name = base != nullptr;
  if (base == nullptr) base = kStandard;
  codes_.resize(256);
  const bool wingdings = name_.find("ingdings") != std::string::npos;
  for (unsigned code = 0; code < 256; ++code)
    codes_[code] = as_utf8(wingdings ? wingding(code) : encoded(base, code));

  Object differences = get(encoding, "/Differences");
  const bool needs_file = to_unicode_.empty() && (!by_name || symbolic) && !type3_;
  if (needs_file && !(differences.isArray() && differences.getArrayNItems() > 300)) {
    const FontFile file = read_file(descriptor);
    for (size_t code = 0; code < file.codes.size(); ++code) {
      if (!file.codes[code].empty()) codes_[code] = file.codes[code];
    }
    for (const auto& [code, glyph] : file.code_glyph) {
      const auto known = file.glyphs.find(glyph);
      if (known != file.glyphs.end() && code < 256 && (!said || symbolic))
        codes_[code] = as_utf8(known->second);
    }
  }
  if (!differences.isArray()) return;
  size_t code = 0;
  const int count = std::min(differences.getArrayNItems(), 2048);
  for (int i = 0; i < count; ++i) {
    const Object item = differences.getArrayItem(i);
    if (Object(item).isInteger()) {
      code = static_cast<size_t>(std::clamp<int64_t>(integer_of(item), 0, 256));
    } else if (code < 256) {
      codes_[code].clear();
      const std::string name = name_of(item);
      if (!names_.append(name, codes_[code], standard == StandardFont::zapf))
        codes_[code] = by_number(name, code);
      ++code;
    }
  }
}

void Font::read_simple(const Object& dictionary) {
  type3_ = has_name(get(dictionary, "/Subtype"), "Type3");
  const Object descriptor = get(dictionary, "/FontDescriptor");
  read_descriptor(descriptor);
  read_encoding(dictionary, descriptor);
  if (type3_) {
    const std::vector<double> matrix = numbers_of(get(dictionary, "/FontMatrix"), 6);
    if (matrix.size() == 6 && matrix[0] != 0) scale_ = std::abs(matrix[0]);
    if (const std::optional<Rect> box = rect_of(get(dictionary, "/FontBBox")); box && matrix.size() == 6) {
      const double top = box->bottom * std::abs(matrix[3]);
      if (top > 0.3 && top < 1.5) ascent_ = top;
    }
    glyph_forms_ = get(dictionary, "/CharProcs");
  }
  const StandardFont standard = standard_font(name_);
  const std::vector<double> widths = numbers_of(get(dictionary, "/Widths"), 256);
  const int64_t first = integer_of(get(dictionary, "/FirstChar"));
  const double missing = number_of(get(descriptor, "/MissingWidth"));
  widths_.resize(256);
  for (unsigned code = 0; code < 256; ++code) {
    const int64_t at = static_cast<int64_t>(code) - first;
    if (at >= 0 && at < static_cast<int64_t>(widths.size())) {
      widths_[code] = widths[static_cast<size_t>(at)];
      continue;
    }
    widths_[code] = missing;
    if (!widths.empty() && missing > 0) continue;
    size_t begin = 0;
    const char32_t character = codes_[code].empty() ? 0 : text::decode_one(codes_[code], begin);
    const StandardFont stand_in = standard == StandardFont::none ? StandardFont::helvetica : standard;
    if (!type3_) widths_[code] = standard_width(stand_in, code, character);
    if (widths_[code] == 0 && widths.empty() && !type3_) widths_[code] = 500;
  }
}

void Font::read_cid_widths(const Object& widths) {
  Object list = widths;
  if (!list.isArray()) return;
  const int count = list.getArrayNItems();
  for (int i = 0; i + 1 < count && cid_widths_.size() < kWidths;) {
    const auto first =
        static_cast<uint32_t>(std::clamp<int64_t>(integer_of(list.getArrayItem(i)), 0, 0xFFFFFF));
    const Object second = list.getArrayItem(i + 1);
    if (Object(second).isArray()) {
      uint32_t cid = first;
      for (const double width : numbers_of(second, kWidths)) cid_widths_[cid++] = width;
      i += 2;
    } else if (i + 2 < count) {
      const int64_t last =
          std::min<int64_t>(integer_of(second), int64_t{first} + static_cast<int64_t>(kWidths));
      const double width = number_of(list.getArrayItem(i + 2));
      budget_.spend(Cost::cmap_entries, static_cast<uint64_t>(std::max<int64_t>(last - first, 0)));
      for (int64_t cid = first; cid <= last; ++cid) cid_widths_[static_cast<uint32_t>(cid)] = width;
      i += 3;
    } else {
      break;
    }
  }
}

void Font::read_composite(const Object& dictionary) {
  Object descendants = get(dictionary, "/DescendantFonts");
  const Object inner =
      descendants.isArray() && descendants.getArrayNItems() > 0 ? descendants.getArrayItem(0) : descendants;
  const Object descriptor = get(inner, "/FontDescriptor");
  read_descriptor(descriptor);
  default_width_ = number_of(get(inner, "/DW"), 1000);
  read_cid_widths(get(inner, "/W"));

  const Object encoding = get(dictionary, "/Encoding");
  const std::string name = name_of(encoding);
  if (Object(encoding).isStream()) {
    how_ = Codes::embedded;
    to_cid_.parse(read_stream(encoding, budget_).bytes, budget_);
    vertical_ = to_cid_.vertical() || integer_of(get(encoding, "/WMode")) == 1;
  } else if (name.find("UCS2") != std::string::npos || name.find("UTF16") != std::string::npos) {
    how_ = Codes::unicode;
  } else if (!name.empty() && name.substr(0, 8) != "Identity") {
    how_ = Codes::bytes;
  }
  if (!name.empty()) vertical_ = name.back() == 'V' && name.size() > 1 && name[name.size() - 2] == '-';

  if (!to_unicode_.empty()) return;
  Object ordering = get(get(inner, "/CIDSystemInfo"), "/Ordering");
  if (ordering.isString()) ordering_ = ordering.getStringValue().substr(0, 16);
  const Object glyphs = get(inner, "/CIDToGIDMap");
  if (Object(glyphs).isStream()) cid_to_glyph_ = read_stream(glyphs, budget_).bytes;
  file_ = read_file(descriptor);
}

std::string Font::composite_text(uint32_t code, uint32_t cid) const {
  std::string out;
  if (to_unicode_.append_text(code, out)) {
    const std::string known = without_private(out, name_);
    return known.empty() ? out : known;
  }
  if (how_ == Codes::unicode) return code < 0x20 || (code >= 0xD800 && code < 0xE000) ? out : as_utf8(code);
  if (how_ == Codes::bytes) return code >= 0x20 && code < 0x7F ? as_utf8(code) : out;
  uint32_t glyph = cid;
  if (!cid_to_glyph_.empty()) {
    const size_t at = 2 * size_t{cid};
    if (at + 1 >= cid_to_glyph_.size()) return out;
    glyph = static_cast<uint32_t>(static_cast<unsigned char>(cid_to_glyph_[at]) << 8 |
                                  static_cast<unsigned char>(cid_to_glyph_[at + 1]));
  }
  if (const auto known = file_.glyphs.find(glyph); known != file_.glyphs.end()) return as_utf8(known->second);
  if (glyph < file_.glyph_texts.size() && !file_.glyph_texts[glyph].empty()) return file_.glyph_texts[glyph];
  return latin_of_collection(ordering_, cid);
}

Shown Font::take(std::string_view& bytes) const {
  Shown shown;
  if (!composite_) {
    const auto code = static_cast<unsigned char>(bytes[0]);
    bytes.remove_prefix(1);
    if (!to_unicode_.append_text(code, shown.text) || is_private(shown.text)) {
      const std::string known = without_private(shown.text, name_);
      if (!known.empty() || !codes_[code].empty()) shown.text = known.empty() ? codes_[code] : known;
    }
    shown.width = widths_[code] * scale_;
    shown.blank = code == 32;
    return shown;
  }
  size_t length = 2;
  if (how_ == Codes::embedded) length = to_cid_.code_length(bytes);
  if (how_ == Codes::identity && to_unicode_.has_codespaces())
    length = std::max<size_t>(to_unicode_.code_length(bytes), 2);
  if (how_ == Codes::bytes) length = static_cast<unsigned char>(bytes[0]) < 0x80 ? 1 : 2;
  length = std::min(length, bytes.size());
  uint32_t code = 0;
  for (size_t i = 0; i < length; ++i) code = code << 8 | static_cast<unsigned char>(bytes[i]);
  bytes.remove_prefix(length);
  uint32_t cid = code;
  if (how_ == Codes::embedded) to_cid_.find_cid(code, cid);
  shown.text = composite_text(code, cid);
  const auto width = cid_widths_.find(cid);
  shown.width = (width != cid_widths_.end() ? width->second : default_width_) * scale_;
  shown.blank = length == 1 && code == 32;
  return shown;
}

}  // namespace portcheck::pdf
