// A font of a page: from the bytes of a shown string to characters and widths.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/cmap.h"
#include "pdf/font_file.h"
#include "pdf/objects.h"
#include "pdf/standard_widths.h"

namespace portcheck::pdf {

struct Shown {
  std::string text;    // UTF-8; empty: the font does not say
  double width = 0;    // of a font one unit high
  bool blank = false;  // the one-byte code 32, to which word spacing is added
};

class Font {
 public:
  // What cannot be read of it is left out. Throws PastBound only.
  Font(const Object& dictionary, GlyphNames& names, Budget& budget);

  // The character at the beginning of `bytes`, which is moved behind it. Requires that there is one.
  Shown take(std::string_view& bytes) const;

  bool vertical() const { return vertical_; }
  const Object& glyph_forms() const { return glyph_forms_; }
  double ascent() const { return ascent_; }
  double descent() const { return descent_; }

 private:
  void read_simple(const Object& dictionary);
  void read_encoding(const Object& dictionary, const Object& descriptor);
  void read_composite(const Object& dictionary);
  void read_cid_widths(const Object& widths);
  void read_descriptor(const Object& descriptor);
  FontFile read_file(const Object& descriptor);
  std::string composite_text(uint32_t code, uint32_t cid) const;

  GlyphNames& names_;
  Budget& budget_;
  std::string name_;
  Cmap to_unicode_;
  bool composite_ = false, vertical_ = false, type3_ = false;
  double scale_ = 0.001;  // of widths
  double ascent_ = 0.75, descent_ = -0.22;
  Object glyph_forms_ = Object::newNull();

  std::vector<std::string> codes_;  // of simple fonts
  std::vector<double> widths_;

  enum class Codes : uint8_t { identity, embedded, unicode, bytes };
  Codes how_ = Codes::identity;  // codes become CIDs
  Cmap to_cid_;
  std::string ordering_;  // of the collection that CIDs are of
  FontFile file_;
  std::string cid_to_glyph_;
  std::map<uint32_t, double> cid_widths_;
  double default_width_ = 1000;
};

}  // namespace portcheck::pdf
