// The letter's frame as a file: page tree, catalog, what it says of itself (document information and XMP).
#pragma once

#include <string>
#include <vector>

#include "letter/pdf_file.h"
#include "portcheck/date.h"

namespace portcheck::letter {

struct CatalogParts {
  PdfFile::Id page_tree;  // reserved
  const std::vector<PdfFile::Id>& pages;
  PdfFile::Id structure, form;
  std::string title, subject;
  Date today;
};

std::string write_catalog(PdfFile& file, const CatalogParts& parts);  // the whole file

}  // namespace portcheck::letter
