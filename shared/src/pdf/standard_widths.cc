#include "pdf/standard_widths.h"

#include <algorithm>

#include "pdf/encodings.h"
#include "text/clean.h"

namespace portcheck::pdf {

StandardFont standard_font(std::string_view name) {
  if (name.size() > 7 && name[6] == '+') name.remove_prefix(7);
  const bool bold = text::contains_fold(name, "bold");
  const bool italic = text::contains_fold(name, "italic") || text::contains_fold(name, "oblique");
  if (text::starts_with_fold(name, "Helvetica") || text::starts_with_fold(name, "Arial"))
    return bold ? StandardFont::helvetica_bold : StandardFont::helvetica;
  if (text::starts_with_fold(name, "Times")) {
    if (bold) return italic ? StandardFont::times_bold_italic : StandardFont::times_bold;
    return italic ? StandardFont::times_italic : StandardFont::times;
  }
  if (text::starts_with_fold(name, "Courier")) return StandardFont::courier;
  if (text::equal_fold(name, "Symbol") || text::starts_with_fold(name, "SymbolMT"))
    return StandardFont::symbol;
  if (text::contains_fold(name, "Dingbats")) return StandardFont::zapf;
  return StandardFont::none;
}

unsigned standard_width(StandardFont font, unsigned code, char32_t character) {
  const uint16_t* widths = nullptr;
  switch (font) {
    case StandardFont::none:
      return 0;
    case StandardFont::courier:
      return 600;
    case StandardFont::symbol:
      return code < kFirstEncoded || code > 255 ? 0 : kSymbolWidths[code - kFirstEncoded];
    case StandardFont::zapf:
      return code < kFirstEncoded || code > 255 ? 0 : kZapfDingbatsWidths[code - kFirstEncoded];
    case StandardFont::helvetica:
      widths = kHelvetica;
      break;
    case StandardFont::helvetica_bold:
      widths = kHelveticaBold;
      break;
    case StandardFont::times:
      widths = kTimesRoman;
      break;
    case StandardFont::times_bold:
      widths = kTimesBold;
      break;
    case StandardFont::times_italic:
      widths = kTimesItalic;
      break;
    case StandardFont::times_bold_italic:
      widths = kTimesBoldItalic;
      break;
  }
  const char16_t* end = kMeasuredCharacters + kMeasured;
  const char16_t* at =
      std::lower_bound(kMeasuredCharacters, end, character, [](char16_t a, char32_t b) { return a < b; });
  return at == end || *at != character ? 0 : widths[at - kMeasuredCharacters];
}

}  // namespace portcheck::pdf
