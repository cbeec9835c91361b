// Reads scans: pages and pictures without text, by Tesseract, PDF pages drawn by poppler's pdftoppm first.
// Both run confined (sandbox/child.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "portcheck/document.h"

namespace portcheck::server {

struct ScanLimits {
  uint32_t pages = 10;                          // of one file; a letter has one to three
  std::chrono::milliseconds page_time{30'000};  // for one page
  std::chrono::milliseconds file_time{90'000};  // for all of a file's pages
};

class ScanReader {
 public:
  // `folder` is where jobs put their files.
  ScanReader(std::string folder, const ScanLimits& limits);

  // Which program is missing, so that scans cannot be read here; empty: none.
  std::string missing() const;

  // Adds what can be read of the pages that show pictures and no text. `type` as FileReport::type. What went
  // wrong is returned as a sentence, and the document is then as far as it came; empty: nothing did.
  std::string read(std::string_view bytes, std::string_view type, Document& document) const;

 private:
  std::string folder_, tesseract_, pdftoppm_;
  ScanLimits limits_;
};

// Whether there is anything for ScanReader::read() in it.
bool has_scans(std::string_view type, const Document& document);

// Pages of the document that show a picture over most of it, and next to no text. Ascending.
std::vector<uint32_t> scanned_pages(const Document& document);

}  // namespace portcheck::server
