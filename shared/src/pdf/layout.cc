#include "pdf/layout.h"

#include <algorithm>
#include <vector>

#include "pdf/chunks.h"
#include "pdf/columns.h"
#include "pdf/right_to_left.h"
#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

constexpr double kBlank = 0.12;     // of the size: a wider gap between letters is a blank
constexpr double kSpan = 1.1;       // and from here on another piece begins
constexpr double kSpanBlank = 0.7;  // the same beyond blanks that were shown
constexpr double kSpanMost = 3.0;   // however many blanks
constexpr std::string_view kSoftHyphen = "\xC2\xAD";

using Line = std::vector<const Chunk*>;

// Of one size nearly, or on one height exactly: what is smaller may be a footnote's number, or another line.
bool is_same_line(const Chunk& a, const Chunk& b) {
  const double smaller = std::min(a.size, b.size), larger = std::max(a.size, b.size);
  if (smaller < 0.9 * larger && std::abs(a.base - b.base) > 0.2 * smaller) return false;
  return on_one_line(a, b);
}

constexpr size_t kTouches = 5'000'000;  // comparisons of one direction of a page

bool touches(const Line& line, const Chunk& small, size_t& left) {
  if (left < line.size()) return false;
  left -= line.size();
  for (const Chunk* chunk : line) {
    if (chunk->size * 0.9 < small.size || !on_one_line(*chunk, small)) continue;
    const double near = 0.35 * chunk->size;
    if (std::abs(small.begin - chunk->end) < near || std::abs(chunk->begin - small.end) < near) return true;
  }
  return false;
}

// Raised and lowered pieces join the line of the letters beside them.
void join_raised(std::vector<Line>& lines) {
  size_t left = kTouches;
  for (size_t i = 0; i < lines.size(); ++i) {
    for (size_t j = 0; j < lines[i].size() && lines[i].size() < 1'000;) {
      const Chunk& small = *lines[i][j];
      size_t to = i;
      for (size_t k = i > 3 ? i - 3 : 0; k < lines.size() && k <= i + 3 && to == i; ++k) {
        if (k != i && touches(lines[k], small, left)) to = k;
      }
      if (to == i) {
        ++j;
        continue;
      }
      lines[to].push_back(&small);
      lines[i].erase(lines[i].begin() + static_cast<std::ptrdiff_t>(j));
    }
  }
}

std::vector<Line> gather_lines(const std::vector<Chunk>& chunks) {
  std::vector<const Chunk*> sorted;
  for (const Chunk& chunk : chunks) sorted.push_back(&chunk);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Chunk* a, const Chunk* b) { return a->base < b->base; });
  std::vector<Line> lines;
  std::vector<const Chunk*> largest;
  for (const Chunk* chunk : sorted) {
    size_t found = lines.size();
    for (size_t back = 1; back <= 6 && back <= lines.size() && found == lines.size(); ++back) {
      if (is_same_line(*largest[lines.size() - back], *chunk)) found = lines.size() - back;
    }
    if (found == lines.size()) {
      lines.emplace_back();
      largest.push_back(chunk);
    }
    lines[found].push_back(chunk);
    if (chunk->size > largest[found]->size) largest[found] = chunk;
  }
  join_raised(lines);
  for (Line& line : lines) {
    std::stable_sort(line.begin(), line.end(),
                     [](const Chunk* a, const Chunk* b) { return a->begin < b->begin; });
  }
  return lines;
}

bool is_repeat(const Chunk& before, const Chunk& chunk) {
  return before.text == chunk.text && std::abs(before.begin - chunk.begin) < 0.2 * chunk.size &&
         std::abs(before.base - chunk.base) < 0.2 * chunk.size;
}

// From which gap on letters of this line are apart: more than usual where each stands alone.
double blank_of(const Line& line) {
  std::vector<double> gaps;
  size_t alone = 0;
  for (size_t i = 1; i < line.size(); ++i) {
    if (line[i]->letters == 1) ++alone;
    if (!line[i]->apart) gaps.push_back((line[i]->begin - line[i - 1]->end) / line[i]->size);
  }
  if (gaps.size() < 4 || alone * 10 < line.size() * 7) return kBlank;
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
  const double usual = gaps[gaps.size() / 2];
  return usual > kBlank && usual < 0.6 ? usual * 1.6 : kBlank;
}

std::string without_soft_hyphens(std::string text) {
  for (size_t at = 0; (at = text.find(kSoftHyphen, at)) != std::string::npos;) {
    const bool last = at + kSoftHyphen.size() == text.size();
    text.replace(at, kSoftHyphen.size(), last ? "-" : "");
  }
  return text;
}

void add_pieces(const Line& line, std::vector<Piece>& pieces) {
  const double blank = blank_of(line);
  const Chunk* before = nullptr;
  Piece* open = nullptr;
  for (const Chunk* chunk : line) {
    if (before != nullptr && is_repeat(*before, *chunk)) {
      if (open != nullptr && open->hidden && !chunk->hidden && open->text == chunk->text)
        open->hidden = false;
      continue;
    }
    bool joins = false, spaced = false;
    if (open != nullptr && open->hidden == chunk->hidden && open->filled_in == chunk->filled_in) {
      const double size = std::max(chunk->size, before->size), gap = chunk->begin - open->end;
      const bool wide = chunk->apart ? gap - chunk->blank > kSpanBlank * size || gap > kSpanMost * size
                                     : gap > kSpan * size;
      joins = !wide;
      spaced = chunk->apart || gap > blank * size;
    }
    if (!joins) {
      open = &pieces.emplace_back();
      open->begin = chunk->begin, open->end = chunk->end;
      open->base = chunk->base, open->size = chunk->size;
      open->top = chunk->top, open->bottom = chunk->bottom;
      open->hidden = chunk->hidden, open->filled_in = chunk->filled_in;
    } else if (spaced) {
      open->text += ' ';
    }
    open->text += chunk->text;
    open->end = std::max(open->end, chunk->end);
    open->top = std::min(open->top, chunk->top), open->bottom = std::max(open->bottom, chunk->bottom);
    if (chunk->size > open->size) open->size = chunk->size, open->base = chunk->base;
    before = chunk;
  }
}

}  // namespace

void lay_out(Reading& reading, const Canvas& canvas) {
  uint32_t line = 0;
  for (const Direction& direction : make_chunks(canvas)) {
    std::vector<Piece> pieces;
    for (const Line& one : gather_lines(direction.chunks)) add_pieces(one, pieces);
    line = put_in_order(pieces, line);
    for (Piece& piece : pieces) {
      Span span;
      span.page = canvas.page;
      span.line = piece.line;
      span.box = to_box(direction.box_of(piece.begin, piece.end, piece.top, piece.bottom));
      span.text = in_reading_order(without_soft_hyphens(std::move(piece.text)));
      span.ink = piece.hidden ? Ink::hidden : Ink::visible;
      span.filled_in = piece.filled_in;
      if (span.text.empty()) continue;
      reading.keep_text(span.text);
      if (reading.document.spans.size() >= limits::kPdfSpans) throw PastBound{Cost::text_bytes};
      reading.document.spans.push_back(std::move(span));
    }
  }
}

}  // namespace portcheck::pdf
