// Text of a Word document: runs with what hides them, breaks, signs of symbol fonts.
#include <algorithm>

#include "document/docx_reader.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::document {

using text::XmlReader;
using text::XmlToken;

namespace {

constexpr uint64_t hash(std::string_view name) {
  return XmlReader::hash(name);
}

constexpr size_t kStyles = 10'000;
constexpr size_t kNotes = 1'000;
constexpr int kStyleDepth = 10;  // of styles based on styles

SymbolFont symbol_font(std::string_view name) {
  if (text::equal_fold(name, "Wingdings")) return SymbolFont::wingdings;
  if (text::equal_fold(name, "Wingdings 2")) return SymbolFont::wingdings2;
  const bool other = text::equal_fold(name, "Wingdings 3") || text::equal_fold(name, "Webdings") ||
                     text::equal_fold(name, "Symbol");
  return other ? SymbolFont::other : SymbolFont::none;
}

struct Sign {
  uint8_t code;
  char16_t scalar;
};
constexpr Sign kWingdings[] = {
    {0x28, u'☎'}, {0x29, u'✆'}, {0x2A, u'✉'}, {0x6C, u'●'}, {0x6E, u'■'}, {0x6F, u'☐'}, {0x71, u'☐'},
    {0x72, u'☐'}, {0x78, u'☒'}, {0x9E, u'•'}, {0x9F, u'•'}, {0xA7, u'▪'}, {0xA8, u'☐'}, {0xD8, u'➢'},
    {0xE0, u'→'}, {0xFB, u'✗'}, {0xFC, u'✓'}, {0xFD, u'☒'}, {0xFE, u'☑'},
};
constexpr Sign kWingdings2[] = {
    {0x2A, u'☐'}, {0x4F, u'✗'}, {0x50, u'✓'}, {0x51, u'☒'},
    {0x52, u'☑'}, {0x53, u'☒'}, {0x54, u'☒'}, {0xA3, u'☐'},
};
constexpr Sign kOther[] = {{0xB7, u'•'}};

template <size_t N>
char16_t look_up(const Sign (&signs)[N], uint32_t code) {
  for (const Sign& sign : signs) {
    if (sign.code == code) return sign.scalar;
  }
  return 0;
}

// Zero when its meaning is not known. Symbol fonts have their signs from U+F000 on.
char32_t meaning(SymbolFont font, uint32_t code) {
  if (code >= 0xF000 && code <= 0xF0FF) code &= 0xFF;
  switch (font) {
    case SymbolFont::wingdings:
      return look_up(kWingdings, code);
    case SymbolFont::wingdings2:
      return look_up(kWingdings2, code);
    case SymbolFont::other:
      return look_up(kOther, code);
    case SymbolFont::none:
      break;
  }
  return code >= 0xE000 && code <= 0xF8FF ? 0 : code;
}

uint32_t hex_number(std::string_view digits) {
  uint32_t value = 0;
  for (const char c : digits.substr(0, 6)) {
    const char digit = text::lower(c);
    if (!text::is_digit(digit) && (digit < 'a' || digit > 'f')) return 0;
    value = value * 16 + static_cast<uint32_t>(text::is_digit(digit) ? digit - '0' : digit - 'a' + 10);
  }
  return value;
}

struct Style {
  std::string id, base;
  bool hidden = false;
};

}  // namespace

bool DocxReader::inline_element(uint64_t name, Scope scope) {
  switch (name) {
    case hash("r"):
      run(scope);
      return true;
    case hash("delText"):
      scope.deleted = true;
      [[fallthrough]];
    case hash("t"):
      put(xml_text(*xml_), scope);
      return true;
    case hash("tab"):
    case hash("ptab"):
      if (in_instruction()) return true;
      if (scope.deleted || scope.hidden) {
        put(" ", scope);
      } else {
        text_.gap();
      }
      return true;
    case hash("br"):
      if (in_instruction()) return true;
      if (xml_value(*xml_, "type") == "page") {
        text_.new_page();
      } else {
        line_break();
      }
      return true;
    case hash("cr"):
      line_break();
      return true;
    case hash("lastRenderedPageBreak"):
      text_.new_page();
      return true;
    case hash("noBreakHyphen"):
      put("-", scope);
      return true;
    case hash("sym"): {
      scope.symbols = symbol_font(xml_value(*xml_, "font"));
      put_symbol(hex_number(xml_value(*xml_, "char")), scope);
      return true;
    }
    case hash("footnoteReference"):
      refer_to_note('f');
      return true;
    case hash("endnoteReference"):
      refer_to_note('e');
      return true;
    case hash("commentReference"):
      document_.comments = true;
      return true;
    case hash("rt"):  // how the characters of a ruby text are spoken
      return true;
    default:
      return false;
  }
}

void DocxReader::run(Scope scope) {
  for_children(*xml_, [&](std::string_view name) {
    if (name == "rPr") {
      run_properties(scope);
    } else {
      element(name, scope);
    }
  });
}

void DocxReader::run_properties(Scope& scope) {
  bool white = false;
  bool shaded = scope.on_ground;
  for_children(*xml_, [&](std::string_view name) {
    if (name == "vanish") {
      scope.hidden = xml_on(*xml_);
    } else if (name == "rStyle") {
      scope.hidden = scope.hidden || is_hidden_style(xml_value(*xml_, "val"));
    } else if (name == "color") {
      white = text::equal_fold(xml_value(*xml_, "val"), "FFFFFF");
    } else if (name == "shd" || name == "highlight") {
      shaded = true;
    } else if (name == "sz") {
      uint32_t half_points = 0;
      scope.hidden =
          scope.hidden || (text::xml_number(xml_value(*xml_, "val"), half_points) && half_points <= 2);
    } else if (name == "rFonts") {
      std::string font = xml_value(*xml_, "ascii");
      if (font.empty()) font = xml_value(*xml_, "hAnsi");
      scope.symbols = symbol_font(font);
    }
  });
  scope.hidden = scope.hidden || (white && !shaded);
}

void DocxReader::put(std::string_view utf8, const Scope& scope) {
  if (in_instruction() || utf8.empty()) return;
  if (scope.symbols != SymbolFont::none) {
    for (size_t at = 0; at < utf8.size();) put_symbol(text::decode_one(utf8, at), scope);
    return;
  }
  ++made_;
  const Ink ink = scope.deleted ? Ink::deleted : scope.hidden ? Ink::hidden : Ink::visible;
  text_.put(utf8, ink, scope.filled_in || in_form_field());
}

void DocxReader::put_symbol(uint32_t code, const Scope& scope) {
  Scope plain = scope;
  plain.symbols = SymbolFont::none;
  const char32_t scalar = code == ' ' ? ' ' : meaning(scope.symbols, code);
  if (scalar == 0) {
    if (document_.unreadable != UINT32_MAX) ++document_.unreadable;
    return put(" ", plain);
  }
  std::string utf8;
  text::append_utf8(utf8, scalar);
  put(utf8, plain);
}

void DocxReader::line_break() {
  text_.end_line();
  text_.begin_line();
}

void DocxReader::refer_to_note(char kind) {
  if (notes_.size() < kNotes) notes_.push_back({kind + xml_value(*xml_, "id"), text_.page()});
}

// Only what hides text is looked for: which styles say "vanish", themselves or by what they are based on.
void DocxReader::read_styles(std::string_view part) {
  archive::Buffer buffer;
  if (package_.read(part, buffer).status != archive::ZipStatus::ok) return;
  if (buffer.view().find("vanish") == std::string_view::npos) return;
  std::vector<Style> styles;
  XmlReader xml(buffer.data(), buffer.size());
  for (XmlToken token = xml.next(); token <= XmlToken::text; token = xml.next()) {
    if (token != XmlToken::start || xml.name() != "style" || styles.size() == kStyles) continue;
    Style& style = styles.emplace_back();
    style.id = xml_value(xml, "styleId");
    for_children(xml, [&](std::string_view name) {
      if (name == "basedOn") {
        style.base = xml_value(xml, "val");
      } else if (name == "rPr") {
        for_children(xml, [&](std::string_view property) {
          if (property == "vanish") style.hidden = xml_on(xml);
        });
      }
    });
  }
  for (int depth = 0; depth < kStyleDepth; ++depth) {
    const size_t known = hidden_styles_.size();
    for (Style& style : styles) {
      style.hidden = style.hidden || is_hidden_style(style.base);
      if (style.hidden && !style.id.empty()) hidden_styles_.push_back(std::exchange(style.id, {}));
    }
    if (hidden_styles_.size() == known) break;
    std::sort(hidden_styles_.begin(), hidden_styles_.end());
  }
}

bool DocxReader::is_hidden_style(std::string_view id) const {
  return std::binary_search(hidden_styles_.begin(), hidden_styles_.end(), id);
}

}  // namespace portcheck::document
