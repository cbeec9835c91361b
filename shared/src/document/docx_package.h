// The parts of a Word document: found by relationships, read within the bounds of a letter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/zip.h"
#include "text/xml.h"

namespace portcheck::document {

struct PartLink {
  std::string id;
  std::string kind;  // the last segment of the type: "header"; the same in strict and transitional files
  std::string part;  // without a leading slash; of an external one what the file says
  bool external = false;
};

class DocxPackage {
 public:
  archive::ZipProblem open(std::string_view bytes) { return zip_.open(bytes); }
  const archive::Zip& zip() const { return zip_; }

  // The part as well-formed UTF-8 without a byte order mark. The parts of a package may have
  // limits::kDocumentPartBytes together.
  archive::ZipProblem read(std::string_view part, archive::Buffer& out);
  archive::ZipProblem read_raw(std::string_view part, archive::Buffer& out);  // as it is stored

  // Of a part, or of the whole package for "", by id. None where they cannot be read.
  std::vector<PartLink> links(std::string_view part);

 private:
  archive::Zip zip_;
  uint64_t read_ = 0;
};

// Null when there is none.
const PartLink* find_link(const std::vector<PartLink>& links, std::string_view id);
const PartLink* find_link_of_kind(const std::vector<PartLink>& links, std::string_view kind);

// Calls `child(name)` for every element directly inside the one whose start was given last. It may read the
// child as far as it likes; attributes come first. Ends behind the element, or where the XML is broken.
template <class Child>
void for_children(text::XmlReader& xml, Child child) {
  const uint32_t inside = xml.depth();
  while (xml.depth() >= inside) {
    const text::XmlToken token = xml.next();
    if (token == text::XmlToken::start) {
      child(xml.name());
      while (xml.depth() > inside) {
        const text::XmlToken skipped = xml.next();
        if (skipped > text::XmlToken::text) return;
      }
    } else if (token > text::XmlToken::text) {
      return;
    }
  }
}

// The text directly inside the element whose start was given last, which is behind the reader afterwards.
std::string xml_text(text::XmlReader& xml);

// The attribute's value; empty when it is missing.
std::string xml_value(text::XmlReader& xml, std::string_view attribute);

// Of the last start: <w:b/> and <w:b w:val="true"/> are on.
bool xml_on(text::XmlReader& xml);

}  // namespace portcheck::document
