// `--document 2=facts.json`: what another program has read of a file, portcheck.document/1, such as a scan's
// OCR.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "portcheck/document.h"
#include "portcheck/request.h"

namespace portcheck::cli {

// Owns the documents that InputFile::document points to.
class GivenDocuments {
 public:
  // `flags` as on the command line; files are counted from 1. Empty, or what is wrong with them.
  std::string read(const std::vector<std::string>& flags, std::vector<InputFile>& files);

 private:
  std::deque<Document> documents_;
};

}  // namespace portcheck::cli
