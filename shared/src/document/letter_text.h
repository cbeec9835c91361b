// Puts a letter's text together, piece by piece as its program stored it, into the lines and spans of a
// Document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/document.h"

namespace portcheck::document {

// Where a line begins. Lines are numbered in the order of reading, whatever page they are on; several pieces
// of text may have the same, as the cells of a table row do.
struct LinePlace {
  uint32_t page = 1;
  uint32_t line = 0;
};

class LetterText {
 public:
  explicit LetterText(Document& document) : document_(document) {}

  // The next line begins here.
  LinePlace place() const { return next_; }
  void go_to(LinePlace place) { next_ = place; }
  uint32_t page() const { return next_.page; }
  void new_page();  // of no effect at the beginning of one that no text stands on

  void begin_line();
  void end_line();
  void gap();  // a tab: what follows is another span of the line
  void put(std::string_view utf8, Ink ink, bool filled_in);

  // A line within another, such as the text of a box that is anchored there.
  struct Line {
    LinePlace place;
    std::string pieces[3];  // by Ink
    bool filled_in = false;
    bool open = false;
  };
  Line suspend();
  void resume(Line&& line);

  // What is put as visible text until the value is taken. They nest.
  void capture() { captures_.emplace_back(); }
  std::string captured();

  bool full() const { return full_; }
  void finish();  // spans in order, lines numbered page by page

 private:
  void flush(Ink ink);
  void flush_all();

  Document& document_;
  LinePlace next_;
  Line line_;
  std::vector<std::string> captures_;
  size_t text_bytes_ = 0;
  bool fresh_page_ = true;
  bool full_ = false;
};

// One blank between words and none at the ends, ligatures as letters, nothing invisible.
std::string plain_text(std::string_view utf8);

}  // namespace portcheck::document
