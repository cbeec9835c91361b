// The letter's text as one lower-case line, for phrases that its lines break.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loa/lines.h"

namespace portcheck::loa {

class FlatText {
 public:
  explicit FlatText(const Lines& lines);

  std::string_view text() const { return text_; }
  // Where one of `phrases` ("see attached|attached list") first stands, as words; nowhere: false.
  Seen find(std::string_view phrases) const;
  bool has(std::string_view phrases) const { return static_cast<bool>(find(phrases)); }
  size_t count(std::string_view phrases) const;             // how many of them are there
  Seen seen(size_t from, size_t to) const;                  // of the flat text
  std::string_view original(size_t from, size_t to) const;  // as it is written; whole characters

 private:
  size_t line_of(size_t at) const;
  size_t position(std::string_view phrase) const;

  const Lines& lines_;
  std::string original_, text_;
  std::vector<size_t> starts_;  // of the lines
};

}  // namespace portcheck::loa
