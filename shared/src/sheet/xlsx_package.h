// An Office Open XML package: parts in a ZIP archive, found by relationships. Knows nothing of sheets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/zip.h"
#include "sheet/sheet.h"
#include "sheet/xml.h"

namespace portcheck::sheet {

struct Relationship {
  std::string id;
  std::string kind;    // the last segment of the type: "worksheet"; the same in strict and transitional files
  std::string target;  // the part's name in the archive, without a leading slash
};

class Package {
 public:
  Problem open(std::string_view bytes);
  bool has_part(std::string_view name) const { return zip_.find(name) != nullptr; }

  // The part as well-formed UTF-8 without a byte order mark, whatever its encoding was.
  Problem read_part(std::string_view name, archive::Buffer& out);

  // Of a part, or of the whole package for "". A part without relationships gives none.
  Problem read_relationships(std::string_view part, std::vector<Relationship>& out);

 private:
  archive::Zip zip_;
};

// Makes a part well-formed UTF-8 without a byte order mark. False when it is too large to be converted.
bool to_utf8(archive::Buffer& buffer);

// What went wrong at the reader's place in `part`, for a token that is not start, end or text.
Problem xml_problem(XmlToken token, std::string_view part, size_t position);

}  // namespace portcheck::sheet
