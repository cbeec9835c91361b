// Walks through the XML of a Word document's parts. The same elements mean the same wherever they stand, so
// that one function knows them all; what it does not know it looks into.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/docx_package.h"
#include "document/letter_text.h"
#include "portcheck/document.h"

namespace portcheck::document {

enum class SymbolFont : uint8_t { none, wingdings, wingdings2, other };

class DocxReader {
 public:
  DocxReader(DocxPackage& package, Document& document)
      : package_(package), document_(document), text_(document) {}

  // Main document, headers, footers and notes, with all that they refer to.
  archive::ZipProblem read(std::string_view main_part);

 private:
  // What holds for the text below an element.
  struct Scope {
    bool deleted = false;
    bool hidden = false;
    bool filled_in = false;
    bool on_ground = false;  // in a cell or box, whose colour may make white text visible
    SymbolFont symbols = SymbolFont::none;
  };
  struct Field {
    FormField form;
    std::string instruction;
    std::vector<std::string> choices;
    uint32_t choice = 0;
    bool is_form = false;
    bool in_result = false;
    bool captures = false;
  };
  struct Control {
    FormField field;
    bool is_other = false, shows_placeholder = false, ticked = false;
  };
  struct Shape {
    std::vector<std::string> pictures;  // ids of links
    std::string description;
    FormField signature_line;
    uint32_t width = 0;  // as it is shown, in 1/914,400 inch
    uint32_t strokes = 0;
    bool is_signature_line = false, is_ink = false;
  };
  struct Row {
    LinePlace begin, end;
  };
  struct Furniture {
    std::string part;
    bool header = false;
  };

  // docx_reader.cc
  archive::ZipProblem read_part(std::string_view part);
  archive::ZipProblem read_furniture(const std::vector<PartLink>& links);
  void read_settings(const std::vector<PartLink>& links);
  void content(Scope scope);
  void element(std::string_view name, Scope scope);
  bool block_element(uint64_t name, Scope scope);
  void paragraph(Scope scope);
  void paragraph_properties(Scope& scope);
  void row(Scope scope);
  void cell(Scope scope);
  void note(Scope scope, char kind);
  void alternatives(Scope scope);
  void section();

  // docx_runs.cc
  bool inline_element(uint64_t name, Scope scope);
  void run(Scope scope);
  void run_properties(Scope& scope);
  void put(std::string_view utf8, const Scope& scope);
  void put_symbol(uint32_t code, const Scope& scope);
  void line_break();
  void refer_to_note(char kind);
  void read_styles(std::string_view part);
  bool is_hidden_style(std::string_view id) const;

  // docx_fields.cc
  bool field_element(uint64_t name, Scope scope);
  void field_char(const Scope& scope);
  void form_data(Field& field);
  void check_box_data(Field& field);
  void end_field(const Scope& scope);
  void drop_fields(bool all);
  bool in_instruction() const;
  bool in_form_field() const;
  void control(Scope scope);
  void control_properties(Control& control);
  void add_field(FormField&& field);

  // docx_shapes.cc
  bool shape_element(uint64_t name, Scope scope);
  void shape(Scope scope);
  void shape_facts(uint64_t name);
  void finish_shape(Shape& shape, uint32_t page);
  void add_picture(const Shape& shape, std::string_view link_id, uint32_t page);
  void add_mark(MarkKind kind, std::string_view text, uint32_t page);
  void add_attachment(std::string_view link_id);
  Picture measured(const std::string& part);

  DocxPackage& package_;
  Document& document_;
  LetterText text_;
  text::XmlReader* xml_ = nullptr;
  std::vector<PartLink> links_;  // of the part that is read
  Row* row_ = nullptr;
  Shape* shape_ = nullptr;
  std::vector<Field> fields_;  // that are open, innermost last
  std::vector<Furniture> furniture_;
  std::vector<std::pair<std::string, uint32_t>> notes_;    // of each note the page that refers to it
  std::vector<std::string> hidden_styles_;                 // sorted
  std::vector<std::pair<std::string, Picture>> measured_;  // by part
  uint64_t made_ = 0;                                      // how often anything was added to the document
  uint32_t note_line_ = 0;
  bool even_pages_ = false;
};

}  // namespace portcheck::document
