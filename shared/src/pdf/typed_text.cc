#include "pdf/typed_text.h"

#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::pdf {

void type_text(Reading& reading, Canvas& canvas, const TypedText& typed) {
  std::string_view text = typed.text;
  const Rect& box = typed.box;
  double size = typed.size;
  constexpr size_t kLines = 1'000;
  size_t lines = 1;
  for (const char c : text) lines += c == '\n';
  lines = std::min(lines, kLines);
  double height = box.height() / static_cast<double>(lines);
  if (!(size > 0)) size = std::clamp(height * 0.7, 2.0, 12.0);
  if (typed.from_top) height = std::min(height, 1.4 * size);
  for (size_t i = 0; i < lines; ++i) {
    const size_t end = i + 1 == lines ? text.size() : text.find('\n');
    std::string line;
    for (const char c : text::trim(text.substr(0, end))) line += c == '\n' || c == '\t' ? ' ' : c;
    text.remove_prefix(std::min(text.size(), end + 1));
    if (line.empty()) continue;
    reading.keep_text(line);
    if (canvas.glyphs.size() >= limits::kPdfPageGlyphs) throw PastBound{Cost::glyphs};
    Glyph glyph;
    const double width =
        std::min(box.width(), 0.5 * size * static_cast<double>(text::count_characters(line)));
    glyph.origin = {box.left, box.top + height * static_cast<double>(i) + (height + 0.6 * size) / 2};
    glyph.advance = {width, 0};
    glyph.size = static_cast<float>(size);
    glyph.ascent = static_cast<float>(0.75 * size);
    glyph.descent = static_cast<float>(-0.22 * size);
    glyph.hidden = typed.hidden;
    glyph.filled_in = true;
    glyph.apart = true;
    glyph.order = canvas.order++;
    glyph.text = static_cast<uint32_t>(canvas.text.size());
    glyph.text_size = static_cast<uint32_t>(line.size());
    canvas.text += line;
    canvas.glyphs.push_back(glyph);
  }
}

}  // namespace portcheck::pdf
