// The letters of one request, as far as the engine does not read them by itself: PDFs, and scans where
// Tesseract is there.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "portcheck/document.h"
#include "portcheck/request.h"
#include "server/ocr/scan_reader.h"

namespace portcheck::server {

class Letters {
 public:
  // Without a reader scans stay unread, which the report says.
  explicit Letters(const ScanReader* scans = nullptr) : scans_(scans) {}

  // Sets InputFile::document of what was read, where there is none yet; the documents live as long as this.
  // `go_on` is asked between files; after a no the rest stays unread.
  void read(std::vector<InputFile>& files, const std::function<bool()>& go_on = nullptr);

  // Scans that could not be read, or not to their end.
  struct Trouble {
    std::string file, reason;
  };
  const std::vector<Trouble>& troubles() const { return troubles_; }

 private:
  void read_one(InputFile& file);

  const ScanReader* scans_;
  std::deque<Document> documents_;
  std::vector<Trouble> troubles_;
};

}  // namespace portcheck::server
