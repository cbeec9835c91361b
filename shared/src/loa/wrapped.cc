#include "loa/wrapped.h"

#include <algorithm>
#include <cstdlib>

#include "loa/dates.h"
#include "loa/labels.h"
#include "text/clean.h"

namespace portcheck::loa {
namespace {

constexpr size_t kLongestPart = 40;  // bytes of a label's line
constexpr size_t kMostSpans = 64;    // of a line in which labels are looked for

// One goes on under the other: the same left edge, and no more room between than between lines of a
// paragraph.
bool goes_on(const Piece& over, const Piece& under) {
  constexpr int32_t kEdge = 20;
  if (over.box == Box{} || under.box == Box{}) return false;
  const int32_t height = over.box.bottom - over.box.top, gap = under.box.top - over.box.bottom;
  return std::abs(over.box.left - under.box.left) <= kEdge && gap * 20 < height * 7 && gap > -height / 2;
}

bool is_whole_label(std::string_view text) {
  const std::vector<LabelHit> hits = find_labels(text);
  return hits.size() == 1 && hits.front().alone() && hits.front().closed && !hits.front().leader &&
         hits.front().label != Label::other && hits.front().value == text.size();
}

struct Pair {
  size_t over, under;  // spans of the two lines
  bool down;           // both become one in the lower line, where the value stands
};

struct Part {
  std::string text;
  Piece piece;
};

std::vector<Part> parts_of(const Line& line) {
  std::vector<Part> parts;
  for (const Piece& piece : line.pieces) parts.push_back({std::string(line.of(piece)), piece});
  return parts;
}

void put(Line& line, const std::vector<Part>& parts) {
  line.text.clear();
  line.pieces.clear();
  for (const Part& part : parts) {
    if (part.text.empty()) continue;
    if (!line.text.empty()) line.text += kBetween;
    Piece piece = part.piece;
    piece.from = static_cast<uint32_t>(line.text.size());
    line.text += part.text;
    piece.to = static_cast<uint32_t>(line.text.size());
    line.pieces.push_back(piece);
    line.box.top = std::min(line.box.top, piece.box.top);
    line.box.bottom = std::max(line.box.bottom, piece.box.bottom);
  }
}

void join(Line& line, Line& below, const std::vector<Pair>& pairs) {
  std::vector<Part> upper = parts_of(line), lower = parts_of(below);
  for (const Pair& pair : pairs) {
    Part &over = upper[pair.over], &under = lower[pair.under];
    if (over.text.empty() || under.text.empty()) continue;
    Part& kept = pair.down ? under : over;
    // "Adminis-" over "trator"
    const size_t size = over.text.size();
    const bool broken = size > 1 && over.text.back() == '-' && text::is_letter(over.text[size - 2]) &&
                        text::lower(under.text.front()) == under.text.front();
    const bool zip = over.text.back() == '-' && text::is_digit(under.text.front());
    kept.text = zip      ? over.text + under.text
                : broken ? over.text.substr(0, size - 1) + under.text
                         : over.text + " " + under.text;
    kept.piece.box.top = over.piece.box.top;
    kept.piece.box.bottom = under.piece.box.bottom;
    kept.piece.box.right = std::max(over.piece.box.right, under.piece.box.right);
    kept.piece.confidence = std::min(over.piece.confidence, under.piece.confidence);
    (pair.down ? over : under).text.clear();
  }
  put(line, upper);
  put(below, lower);
}

// "Name of" / "Authorized" / "Person": whether a third line makes a label of it.
bool ends_in(const Line* third, const Piece& under, const std::string& so_far) {
  if (!third || third->box == Box{}) return false;
  return std::any_of(third->pieces.begin(), third->pieces.end(), [&](const Piece& piece) {
    const std::string_view end = third->of(piece);
    return goes_on(under, piece) && end.size() <= kLongestPart &&
           is_whole_label(so_far + " " + std::string(end));
  });
}

// The spans of `below` that end labels of `line`, and what they have beside them.
std::vector<Pair> wrapped(const Line& line, const Line& below, const Line* third) {
  std::vector<Pair> pairs;
  for (size_t under = 0; under < below.pieces.size(); ++under) {
    const std::string_view end = below.of(below.pieces[under]);
    if (end.size() > kLongestPart || (!text::is_letter(end.front()) && end.front() != '(')) continue;
    for (size_t over = 0; over < line.pieces.size(); ++over) {
      const std::string_view start = line.of(line.pieces[over]);
      if (!goes_on(line.pieces[over], below.pieces[under])) continue;
      if (start.size() > kLongestPart || start.find_first_of(":_") != std::string_view::npos) continue;
      const bool beside = over + 1 < line.pieces.size();
      // "Company" over "Address" are two labels, unless what is beside the first goes on as well.
      const bool unfinished = beside && line.of(line.pieces[over + 1]).back() == ',';
      if (is_whole_label(start) && !unfinished && end.back() != ':') continue;
      const std::string both = std::string(start) + " " + std::string(end);
      if (!is_whole_label(both) && !ends_in(third, below.pieces[under], both)) continue;
      // "Customer/Business" and "Name:" with the value beside the second.
      const bool value_right =
          over + 1 < line.pieces.size() && find_labels(line.of(line.pieces[over + 1])).empty();
      pairs.push_back({over, under, !value_right && under + 1 < below.pieces.size()});
      for (size_t value = under + 1; value_right && value < below.pieces.size(); ++value) {
        if (goes_on(line.pieces[over + 1], below.pieces[value])) pairs.push_back({over + 1, value, false});
      }
    }
  }
  return pairs;
}

// Whether a value of that label may go on so in the next line: what else it could be is too likely otherwise.
bool may_go_on(Label label, std::string_view value, std::string_view more) {
  const auto digits = std::count_if(more.begin(), more.end(), text::is_digit);
  switch (label) {
    case Label::company:
    case Label::carrier:
    case Label::title:
    case Label::city:
      return digits == 0 && text::is_letter(more.front());
    case Label::signer:  // under a whole name stands a title
      return digits == 0 && text::is_letter(more.front()) && value.find(' ') == std::string_view::npos;
    case Label::zip:
      return value.back() == '-' && digits == 4;
    case Label::date:
      return find_dates(value).empty() && !find_dates(std::string(value) + " " + std::string(more)).empty();
    default:
      return false;
  }
}

// "Charter" beside a label, "Communications" under it, and nothing under the label.
std::vector<Pair> wrapped_values(const Line& line, const Line& below) {
  std::vector<Pair> pairs;
  for (size_t under = 0; under < below.pieces.size(); ++under) {
    const std::string_view more = below.of(below.pieces[under]);
    if (more.size() > kLongestPart) continue;
    for (size_t value = 1; value < line.pieces.size(); ++value) {
      const Piece& label = line.pieces[value - 1];
      const std::string_view words = line.of(label), so_far = line.of(line.pieces[value]);
      if (!goes_on(line.pieces[value], below.pieces[under])) continue;
      if (!find_labels(so_far).empty() || !find_labels(more).empty()) continue;
      const std::vector<LabelHit> hits = find_labels(words);
      const bool lone = hits.size() == 1 && hits.front().value >= words.size();
      const bool under_label = std::any_of(below.pieces.begin(), below.pieces.end(),
                                           [&](const Piece& piece) { return goes_on(label, piece); });
      if (lone && !under_label && may_go_on(hits.front().label, so_far, more))
        pairs.push_back({value, under, false});
    }
  }
  return pairs;
}

}  // namespace

void join_wrapped(Lines& lines) {
  constexpr size_t kLinesAway = 2;  // a line of another column may stand between
  for (size_t i = 0; i < lines.all.size(); ++i) {
    for (size_t step = 1; step <= kLinesAway && i + step < lines.all.size(); ++step) {
      Line &line = lines.all[i], &below = lines.all[i + step];
      if (below.page != line.page) break;
      if (line.box == Box{} || below.box == Box{} || line.pieces.empty()) continue;
      if (below.box.top - line.box.bottom > line.box.bottom - line.box.top) break;
      if (std::max(line.pieces.size(), below.pieces.size()) > kMostSpans) continue;
      const bool more = i + step + 1 < lines.all.size() && lines.all[i + step + 1].page == line.page;
      std::vector<Pair> pairs = wrapped(line, below, more ? &lines.all[i + step + 1] : nullptr);
      if (!pairs.empty()) join(line, below, pairs);
      pairs = wrapped_values(line, below);
      if (!pairs.empty()) join(line, below, pairs);
    }
  }
  const auto empty = [](const Line& line) { return line.pieces.empty(); };
  lines.all.erase(std::remove_if(lines.all.begin(), lines.all.end(), empty), lines.all.end());
}

}  // namespace portcheck::loa
