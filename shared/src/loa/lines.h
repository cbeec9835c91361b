// The visible text of a letter, line by line, as people read it: what stands side by side is one line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "portcheck/letter.h"

namespace portcheck::loa {

inline constexpr char kBetween = '\t';  // between spans that stand side by side

struct Piece {        // one span
  uint32_t from, to;  // in Line::text
  Box box;            // all zero: not known
  bool filled_in;
  uint8_t confidence;
};

struct Line {
  uint32_t page, number;
  Box box;
  std::string text;  // plain shapes: dashes, quotes, digits and blanks are ASCII
  std::string
      digits;  // the same with O for 0 and l for 1 put right, where OCR has read numbers; empty: as text
  std::vector<Piece> pieces;

  std::string_view numbers() const { return digits.empty() ? text : digits; }
  std::string_view of(const Piece& piece) const {
    return std::string_view(text).substr(piece.from, piece.to - piece.from);
  }
  size_t piece_at(size_t offset) const;  // index of the piece; the last one when behind all
};

struct Lines {
  std::vector<Line> all;
  bool cut = false;  // there was more than limits.h keeps
};

// Hidden and deleted text is left out: nobody has signed it.
Lines lines_of(const Document& document);

// The place of a part of a line, with the text around it.
Seen seen_at(const Line& line, size_t from, size_t to);

}  // namespace portcheck::loa
