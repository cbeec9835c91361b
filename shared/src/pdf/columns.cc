#include "pdf/columns.h"

#include <algorithm>

#include "text/clean.h"

namespace portcheck::pdf {
namespace {

using List = std::vector<Piece*>;

constexpr size_t kRunningLetters = 16;  // a shorter piece is no line of running text
constexpr size_t kRunningLines = 5;     // and fewer lines are no column
constexpr double kGutter = 6;           // points between columns, at least

bool is_running(const Piece& piece) {
  return piece.text.size() >= kRunningLetters && piece.text.find(' ') != std::string::npos;
}

// `list` by lines, from the top.
uint32_t number_lines(List& list, uint32_t line) {
  std::stable_sort(list.begin(), list.end(),
                   [](const Piece* a, const Piece* b) { return a->base < b->base; });
  struct Line {
    const Piece* largest;
    List pieces;
  };
  std::vector<Line> lines;
  for (Piece* piece : list) {
    Line* found = nullptr;
    for (size_t back = 1; back <= 6 && back <= lines.size() && found == nullptr; ++back) {
      Line& candidate = lines[lines.size() - back];
      if (on_one_line(*candidate.largest, *piece)) found = &candidate;
    }
    if (found == nullptr) found = &lines.emplace_back(Line{piece, {}});
    found->pieces.push_back(piece);
    if (piece->size > found->largest->size) found->largest = piece;
  }
  list.clear();
  for (Line& one : lines) {
    std::stable_sort(one.pieces.begin(), one.pieces.end(),
                     [](const Piece* a, const Piece* b) { return a->begin < b->begin; });
    for (Piece* piece : one.pieces) {
      piece->line = line;
      list.push_back(piece);
    }
    ++line;
  }
  return line;
}

// Whether these fill their column as paragraphs do.
bool is_running_text(const List& list) {
  double left = 1e30, right = -1e30;
  size_t running = 0, letters = 0;
  for (const Piece* piece : list) {
    if (!is_running(*piece)) continue;
    left = std::min(left, piece->begin), right = std::max(right, piece->end);
    ++running;
    letters += piece->text.size();
  }
  if (running < kRunningLines || running * 10 < list.size() * 6 || letters < running * 24) return false;
  size_t full = 0;
  for (const Piece* piece : list)
    full += is_running(*piece) && piece->end - piece->begin > 0.6 * (right - left);
  return full * 10 >= running * 6;
}

struct Gutter {
  double left, right;
};

// Narrows the gutter by a piece beside it; false when the piece crosses.
bool fits(const Piece& piece, Gutter& gutter) {
  Gutter next = gutter;
  if ((piece.begin + piece.end) / 2 < (gutter.left + gutter.right) / 2) {
    next.left = std::max(gutter.left, piece.end);
  } else {
    next.right = std::min(gutter.right, piece.begin);
  }
  if (next.right - next.left < kGutter) return false;
  gutter = next;
  return true;
}

struct Band {
  size_t begin = 0, end = 0;
  Gutter gutter{};
};

// The pieces around `list[at]`, a line with another beside it, that leave the gap between the two free.
Band grow_band(const List& list, size_t at, size_t lowest, const Gutter& first) {
  Band band{at, at, first};
  const auto near = [](const Piece* upper, const Piece* lower) {
    return lower->base - upper->base < 2.5 * std::max(upper->size, lower->size);
  };
  while (band.end < list.size() && (band.end == at || near(list[band.end - 1], list[band.end])) &&
         fits(*list[band.end], band.gutter)) {
    ++band.end;
  }
  while (band.begin > lowest && near(list[band.begin - 1], list[band.begin]) &&
         fits(*list[band.begin - 1], band.gutter)) {
    --band.begin;
  }
  return band;
}

// A piece of running text that begins to the right of `list[at]`, on the same height or nearly.
const Piece* beside(const List& list, size_t at) {
  const Piece& piece = *list[at];
  if (!is_running(piece)) return nullptr;
  for (size_t i = at > 4 ? at - 4 : 0; i < list.size() && i < at + 5; ++i) {
    const Piece& other = *list[i];
    const double distance = other.base > piece.base ? other.base - piece.base : piece.base - other.base;
    if (is_running(other) && other.begin >= piece.end + kGutter && distance < 1.5 * piece.size) return &other;
  }
  return nullptr;
}

uint32_t order_list(List& list, uint32_t line, int depth) {
  constexpr size_t kTries = 300;
  if (depth >= 4 || list.size() < 2 * kRunningLines) return number_lines(list, line);
  std::stable_sort(list.begin(), list.end(),
                   [](const Piece* a, const Piece* b) { return a->base < b->base; });
  List ordered;
  const auto take = [&](List part, bool again) {
    line = again ? order_list(part, line, depth + 1) : number_lines(part, line);
    ordered.insert(ordered.end(), part.begin(), part.end());
  };
  const auto from = [&](size_t index) { return list.begin() + static_cast<std::ptrdiff_t>(index); };
  size_t done = 0, tries = 0;
  for (size_t at = 0; at < list.size() && tries < kTries; ++at) {
    const Piece* other = beside(list, at);
    if (other == nullptr) continue;
    ++tries;
    const Band band = grow_band(list, at, done, {list[at]->end, other->begin});
    List left, right;
    const auto divide = [&](size_t begin, size_t end) {
      left.clear(), right.clear();
      for (size_t i = begin; i < end; ++i)
        (list[i]->end <= band.gutter.left + 0.01 ? left : right).push_back(list[i]);
      return is_running_text(left) && is_running_text(right);
    };
    const size_t core = at > band.begin && list[at - 1] == other ? at - 1 : at;
    size_t begin = band.begin, end = band.end;
    if (!divide(begin, end) && !divide(begin = core, end)) {
      while (end > core && !is_running(*list[end - 1])) --end;
      if (!divide(core, end)) continue;
    }
    if (begin > done) take(List(from(done), from(begin)), false);
    take(left, true);
    take(right, true);
    done = end;
    at = end - 1;
  }
  if (done < list.size()) take(List(from(done), list.end()), false);
  list = std::move(ordered);
  return line;
}

}  // namespace

uint32_t put_in_order(std::vector<Piece>& pieces, uint32_t first_line) {
  List list;
  for (Piece& piece : pieces) list.push_back(&piece);
  const uint32_t next = order_list(list, first_line, 0);
  std::vector<Piece> sorted;
  sorted.reserve(pieces.size());
  for (Piece* piece : list) sorted.push_back(std::move(*piece));
  pieces = std::move(sorted);
  return next;
}

}  // namespace portcheck::pdf
