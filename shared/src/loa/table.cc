#include "loa/table.h"

#include <algorithm>

#include "loa/below.h"
#include "text/clean.h"

namespace portcheck::loa {
namespace {

constexpr size_t kLongestHead = 40;  // bytes

// The head's label; Label::none where the span is no head.
Label head_of(std::string_view text, const std::vector<LabelHit>& hits) {
  if (text.size() > kLongestHead || text.find(':') != std::string_view::npos) return Label::none;
  if (!hits.empty()) {
    const LabelHit& hit = hits.front();
    return hit.alone() && hit.closed && !hit.leader && hits.size() == 1 ? hit.label : Label::none;
  }
  const bool words =
      std::none_of(text.begin(), text.end(), text::is_digit) && text.find('_') == std::string_view::npos;
  return words ? Label::other : Label::none;
}

}  // namespace

bool Columns::begin(const Lines& lines, size_t at, const std::vector<std::vector<LabelHit>>& hits) {
  const Line& line = lines.all[at];
  if (line.pieces.size() < 2 || at + 1 == lines.all.size() || lines.all[at + 1].page != line.page)
    return false;
  // "New Provider | Invoca" over "Printed Name | Jane Doe": labels and their values.
  const Line& next = lines.all[at + 1];
  const std::vector<LabelHit> below_it = find_labels(next.of(next.pieces.front()));
  if (!below_it.empty() && below_it.front().alone()) return false;
  if (line.pieces.front().box == Box{} && next.pieces.size() < 2) return false;  // captions, seemingly
  std::vector<Column> found;
  size_t known = 0;
  for (size_t i = 0; i < line.pieces.size(); ++i) {
    const Label label = head_of(line.of(line.pieces[i]), hits[i]);
    if (label == Label::none || label == Label::signature) return false;
    known += !hits[i].empty();
    found.push_back({label, std::string(line.of(line.pieces[i])), line.pieces[i].box});
  }
  // So are labels and values by turns.
  size_t turns = 0;
  for (size_t i = 0; i < line.pieces.size(); ++i) turns += hits[i].empty() == (i % 2 == 1);
  if (turns == line.pieces.size() && turns % 2 == 0) return false;
  // One label beside other words is a label and its value.
  if (known < 2 || known * 2 < line.pieces.size()) return false;
  // Captions stand under what they name.
  size_t below = 0, nearer_above = 0;
  for (size_t i = 0; i < line.pieces.size(); ++i) {
    const Nearby under = nearest_below(lines, at, i), over = nearest_above(lines, at, i);
    below += under.found && under.line == at + 1;
    nearer_above += over.found && line.pieces[i].box != Box{} && (!under.found || over.gap < under.gap);
  }
  // Heads may stand in the middle of their columns.
  const bool matched = line.pieces.size() > 2 && next.pieces.size() == line.pieces.size();
  if ((below == 0 && !matched) || nearer_above == line.pieces.size()) return false;
  columns_ = std::move(found);
  page_ = line.page;
  return true;
}

const Column* Columns::of(const Line& line, size_t piece) const {
  const Box& box = line.pieces[piece].box;
  if (box == Box{} || line.pieces.size() == columns_.size())
    return piece < columns_.size() ? &columns_[piece] : nullptr;
  const Column* best = nullptr;
  int32_t best_distance = INT32_MAX;
  for (const Column& column : columns_) {
    const int32_t overlap = std::min(box.right, column.box.right) - std::max(box.left, column.box.left);
    if (-overlap < best_distance) {
      best_distance = -overlap;
      best = &column;
    }
  }
  constexpr int32_t kBeside = 200;  // numbers may stand a little beside a short head
  return best_distance < kBeside ? best : nullptr;
}

}  // namespace portcheck::loa
