// A note as it is written into a ticket: with the mark by which it is found again, and within what the
// help-desk holds. Sizes are those of what is sent, escapes included.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portcheck::server {

// "portcheck:" and the first digits of a marker, as it stands at a note's end.
std::string note_mark(const std::string& marker);
// The digits behind the last "portcheck:" of a note; empty where there are none.
std::string marker_in(std::string_view note);

// `text` or `html` with `before` above it (a sentence, or empty) and `mark` below, in at most `most` bytes,
// which must have room for those two and the word that something was cut. What is too long loses whole lines
// from its end, a line that is too long by itself sentences; of HTML whole paragraphs and list items, and
// what was open is closed. `html` is ours: well-formed, and no '<' outside tags.
std::string text_note(const std::string& text, const std::string& before, const std::string& mark,
                      size_t most);
std::string html_note(const std::string& html, const std::string& before, const std::string& mark,
                      size_t most);

}  // namespace portcheck::server
