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

// Told of every letter that was opened; `type` as FileReport::type. May add to the document what it reads of
// scans (ScanReader::read), and returns what went wrong, or nothing.
using ReadScan = std::function<std::string(const InputFile& file, std::string_view type, Document& document)>;

class Letters {
 public:
  // Without a reader scans stay unread, which the report says.
  explicit Letters(ReadScan read_scan = nullptr) : read_scan_(std::move(read_scan)) {}
  explicit Letters(const ScanReader* scans);

  // Sets InputFile::document of what was read, where there is none yet and the file may be read; the
  // documents live as long as this.
  // `go_on` is asked between files; after a no the rest stays unread.
  void read(std::vector<InputFile>& files, const std::function<bool()>& go_on = nullptr);

  // Scans that could not be read, or not to their end.
  struct Trouble {
    std::string file, reason;
  };
  const std::vector<Trouble>& troubles() const { return troubles_; }

 private:
  void read_one(InputFile& file);

  ReadScan read_scan_;
  std::deque<Document> documents_;
  std::vector<Trouble> troubles_;
};

}  // namespace portcheck::server
