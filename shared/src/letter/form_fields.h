// The letter's fields, to be filled in by hand in any PDF viewer (AcroForm), with what is known already.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "letter/canvas.h"
#include "letter/pdf_file.h"

namespace portcheck::letter {

struct TextField {
  std::string_view name;   // ASCII, without a point
  std::string_view label;  // what screen readers and tooltips say
  std::string value;       // UTF-8
  bool multiline = false;
};

class FormFields {
 public:
  // `resources` has the font /Helv.
  FormFields(PdfFile& file, Structure& structure, PdfFile::Id resources)
      : file_(file), structure_(structure), resources_(resources) {}

  // The field as an element of the structure's open one. Every character of its value is encoded by
  // encode().
  void add(const TextField& field, const Rect& area, PdfFile::Id page);

  std::string annotations() const;  // of the page that they all are on: "[7 0 R 9 0 R]"
  PdfFile::Id write();              // the form itself

 private:
  PdfFile::Id appearance(const TextField& field, const Rect& area, double size);

  PdfFile& file_;
  Structure& structure_;
  PdfFile::Id resources_;
  std::vector<PdfFile::Id> fields_;
};

}  // namespace portcheck::letter
