// The letter's logical structure ("tagged PDF"): what is a heading, a paragraph, a table cell, a form field,
// in reading order, for screen readers and for programs that read the letter again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "letter/pdf_file.h"

namespace portcheck::letter {

class Structure {
 public:
  // `type` is a standard structure type, in static storage; `entries` go into its dictionary: "/Scope
  // /Column".
  void open(const char* type, std::string_view entries = {});
  void close();

  // Puts the next marked content of the page into the open element; returns its id within the page.
  uint32_t mark(size_t page);
  // Puts a widget into the open element; returns the key that the widget carries as /StructParent.
  uint32_t own(PdfFile::Id widget, PdfFile::Id page);

  // Writes all elements; every one must be closed. `pages` are the pages' objects, which carry their index as
  // /StructParents. Returns the tree's root.
  PdfFile::Id write(PdfFile& file, const std::vector<PdfFile::Id>& pages) const;

 private:
  struct Kid {
    enum class What : uint8_t { element, content, object } what;
    uint32_t value;  // index of the element, or id of the content, or the object
    uint32_t page;   // index for content, object for widgets
  };
  struct Element {
    const char* type;
    std::string entries;
    uint32_t parent;
    std::vector<Kid> kids;
  };
  static constexpr uint32_t kFirstWidget = 1'000'000;  // keys below it are pages
  static constexpr uint32_t kRoot = UINT32_MAX;

  std::string kids_of(const Element& element, const std::vector<PdfFile::Id>& ids,
                      const std::vector<PdfFile::Id>& pages) const;

  std::vector<Element> elements_;
  std::vector<uint32_t> open_;                      // indices, innermost last
  std::vector<std::vector<uint32_t>> page_owners_;  // page -> content id -> element
  std::vector<uint32_t> widget_owners_;
};

}  // namespace portcheck::letter
