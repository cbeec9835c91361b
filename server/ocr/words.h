// What Tesseract read, as the spans of a document.
#pragma once

#include <cstdint>
#include <string_view>

#include "portcheck/document.h"

namespace portcheck::server {

// The page that was read: pixels of the picture, and where it lies on the page of the document.
struct ReadPage {
  uint32_t page = 1;
  uint32_t width = 0, height = 0;  // pixels
  PageSize size;                   // of the page, tenths of a point
};

// Appends the words of Tesseract's TSV output as spans, line by line from the top, words of one line that
// stand close together in one span. Lines that make no sense are passed over. At most `most` words.
void append_words(std::string_view tsv, const ReadPage& page, size_t most, Document& out);

}  // namespace portcheck::server
