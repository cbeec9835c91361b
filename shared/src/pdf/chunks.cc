#include "pdf/chunks.h"

#include <map>

#include "pdf/compose.h"
#include "pdf/covering.h"
#include "text/utf8.h"

namespace portcheck::pdf {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kJoined = 0.12;  // of the size: a wider gap is a blank
constexpr double kBack = -0.5;    // and further back is somewhere else

// Turned by so little that a person would not see it.
int direction_of(int angle) {
  for (const int straight : {0, 90, 180, 270, 360}) {
    if (std::abs(angle - straight) <= 3) return straight % 360;
  }
  return angle;
}

struct Placed {
  double along, across, advance;
};

Placed place(const Glyph& glyph, int angle) {
  const double radians = angle * kPi / 180, c = std::cos(radians), s = std::sin(radians);
  return {glyph.origin.x * c + glyph.origin.y * s, glyph.origin.y * c - glyph.origin.x * s,
          glyph.advance.x * c + glyph.advance.y * s};
}

bool is_same_glyph(const Chunk& chunk, std::string_view text, double last_begin, const Placed& at) {
  return chunk.text.size() >= text.size() &&
         std::string_view(chunk.text).substr(chunk.text.size() - text.size()) == text &&
         std::abs(at.along - last_begin) < 0.1 * chunk.size;
}

char32_t first_of(std::string_view text) {
  size_t at = 0;
  return text.empty() ? 0 : text::decode_one(text, at);
}

// Puts an accent and a letter together that lie over each other, whichever came first.
bool join_accent(std::string& before, std::string_view text) {
  size_t at = before.size(), end = 0;
  while (at > 0 && (static_cast<unsigned char>(before[at - 1]) & 0xC0) == 0x80) --at;
  if (at == 0) return false;
  size_t begin = --at;
  const char32_t first = text::decode_one(before, at), second = text::decode_one(text, end);
  char32_t together = mark_of(first) != 0 ? compose(second, mark_of(first)) : 0;
  if (together == 0 && mark_of(second) != 0) together = compose(first, mark_of(second));
  if (together == 0) return false;
  before.resize(begin);
  text::append_utf8(before, together);
  before += text.substr(end);
  return true;
}

}  // namespace

Rect Direction::box_of(double begin, double end, double top, double bottom) const {
  const double radians = angle * kPi / 180, c = std::cos(radians), s = std::sin(radians);
  const Matrix to_page{c, s, -s, c, 0, 0};
  return to_page.map(Rect{begin, top, end, bottom});
}

std::vector<Direction> make_chunks(const Canvas& canvas) {
  const std::vector<bool> covered = find_covered(canvas);
  std::map<int, Direction> directions;
  Chunk* open = nullptr;
  int open_angle = -1;
  double last_begin = 0;
  for (size_t i = 0; i < canvas.glyphs.size(); ++i) {
    const Glyph& glyph = canvas.glyphs[i];
    const std::string_view text = canvas.text_of(glyph);
    const int angle = direction_of(glyph.angle);
    const Placed at = place(glyph, angle);
    const double size = glyph.size;
    const bool hidden = glyph.hidden || covered[i];
    if (open != nullptr && angle == open_angle && hidden == open->hidden &&
        glyph.filled_in == open->filled_in && std::abs(at.across - open->base) < 0.15 * size &&
        size < 1.4 * open->size && open->size < 1.4 * size) {
      if (is_same_glyph(*open, text, last_begin, at)) continue;
      const double gap = at.along - open->end;
      if (!glyph.apart && gap < kJoined * size && gap > kBack * size) {
        const bool over =
            at.along < open->end - 0.2 * size || (first_of(text) >= 0x300 && first_of(text) < 0x330);
        if (!over || !join_accent(open->text, text)) open->text += text;
        open->end = std::max(open->end, at.along + at.advance);
        open->letters += 1;
        last_begin = at.along;
        continue;
      }
    }
    Direction& direction = directions[angle];
    direction.angle = angle;
    open = &direction.chunks.emplace_back();
    open_angle = angle;
    open->begin = std::min(at.along, at.along + at.advance);
    open->end = std::max(at.along, at.along + at.advance);
    open->base = at.across;
    open->top = at.across - static_cast<double>(glyph.ascent);
    open->bottom = at.across - static_cast<double>(glyph.descent);
    open->size = size;
    open->blank = glyph.blank;
    open->apart = glyph.apart;
    open->hidden = hidden;
    open->filled_in = glyph.filled_in;
    open->letters = 1;
    open->order = glyph.order;
    open->text = text;
    last_begin = at.along;
  }
  std::vector<Direction> list;
  for (auto& [angle, direction] : directions) list.push_back(std::move(direction));
  return list;
}

}  // namespace portcheck::pdf
