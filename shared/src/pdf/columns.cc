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

// Where nearly no running text crosses, between a quarter and three quarters of the width; 0: nowhere.
double find_gutter(const List& list) {
  double left = 1e30, right = -1e30;
  for (const Piece* piece : list) left = std::min(left, piece->begin), right = std::max(right, piece->end);
  const double width = right - left;
  if (!(width > 100 && width < 20'000)) return 0;
  const auto bins = static_cast<size_t>(width) + 2;
  std::vector<int> change(bins + 1);
  size_t running = 0;
  for (const Piece* piece : list) {
    if (!is_running(*piece)) continue;
    ++running;
    ++change[static_cast<size_t>(piece->begin - left)];
    --change[std::min(bins, static_cast<size_t>(piece->end - left) + 1)];
  }
  if (running < 2 * kRunningLines) return 0;
  int crossing = 0, least = static_cast<int>(running / 5);
  double best = 0, best_width = 0;
  size_t begin = 0;
  std::vector<int> cover(bins);
  for (size_t i = 0; i < bins; ++i) cover[i] = crossing += change[i];
  for (size_t i = 1; i <= bins; ++i) {
    if (i < bins && cover[i] == cover[begin]) continue;
    const double size = static_cast<double>(i - begin), middle = static_cast<double>(begin) + size / 2;
    const bool central = middle > width * 0.2 && middle < width * 0.8;
    if (central && size >= kGutter &&
        (cover[begin] < least || (cover[begin] == least && size > best_width))) {
      least = cover[begin];
      best = left + middle;
      best_width = size;
    }
    begin = i;
  }
  return best;
}

uint32_t order_list(List& list, uint32_t line, int depth) {
  const double gutter = depth < 4 && list.size() >= 2 * kRunningLines ? find_gutter(list) : 0;
  if (gutter == 0) return number_lines(list, line);
  List left, right, across;
  for (Piece* piece : list) {
    (piece->end <= gutter ? left : piece->begin >= gutter ? right : across).push_back(piece);
  }
  if (!is_running_text(left) || !is_running_text(right)) return number_lines(list, line);
  const auto by_base = [](const Piece* a, const Piece* b) { return a->base < b->base; };
  for (List* part : {&left, &right, &across}) std::stable_sort(part->begin(), part->end(), by_base);
  List ordered;
  size_t l = 0, r = 0;
  const auto take = [&](const List& from, size_t& at, double until) {
    List band;
    while (at < from.size() && from[at]->base < until) band.push_back(from[at++]);
    line = order_list(band, line, depth + 1);
    ordered.insert(ordered.end(), band.begin(), band.end());
  };
  for (size_t a = 0; a <= across.size(); ++a) {
    const double until = a < across.size() ? across[a]->base : 1e30;
    take(left, l, until);
    take(right, r, until);
    if (a == across.size()) break;
    across[a]->line = line++;
    ordered.push_back(across[a]);
  }
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
