// What all parts of the reader share while one document is read.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string_view>

#include "pdf/budget.h"
#include "pdf/font.h"
#include "pdf/glyph_names.h"
#include "pdf/objects.h"
#include "pdf/qpdf.h"
#include "portcheck/document.h"

namespace portcheck::pdf {

struct Reading {
  Reading(QPDF& file_, std::string_view bytes_, Budget& budget_, Document& document_)
      : file(file_), bytes(bytes_), budget(budget_), document(document_) {}

  QPDF& file;
  std::string_view bytes;
  Budget& budget;
  Document& document;
  GlyphNames names;
  std::map<QPDFObjGen, std::unique_ptr<Font>> fonts;
  std::vector<std::unique_ptr<Font>> direct_fonts;
  std::set<QPDFObjGen> hidden_layers;
  bool damaged = false;  // some stream was

  const Font* font(const Object& dictionary);  // null: it is none
  bool is_hidden_layer(const Object& group);   // an optional content group or a membership dictionary
  void keep_text(std::string_view text) { budget.spend(Cost::text_bytes, text.size()); }
};

void find_hidden_layers(Reading& reading);

}  // namespace portcheck::pdf
