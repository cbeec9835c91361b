// What separates the cells of a text table.
#pragma once

#include <cstddef>
#include <string_view>

namespace portcheck::text {

// How much of a file is looked at; callers may pass more.
inline constexpr size_t kDelimiterSample = 64 * 1024;

struct DelimiterGuess {
  char delimiter = ',';
  size_t skip = 0;  // length of a leading `sep=;` line with its line end; spreadsheet programs do not show it
  bool tabular = false;  // most lines have the same number, above one, of cells
};

// `text` is UTF-8 without a byte order mark, from the file's beginning. One of , ; tab | unless a `sep=` line
// names another; a comma when nothing speaks for any. Quoted cells are not counted.
DelimiterGuess detect_delimiter(std::string_view text);

}  // namespace portcheck::text
