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
  friend class PartStream;

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

// A part's text as windows that the reader may overwrite: UTF-8 without a byte order mark. Almost every part
// is unpacked as it is read; one in another encoding, or not well-formed, comes as one window.
class PartStream {
 public:
  PartStream(Package& package, std::string_view part, size_t step = archive::EntryStream::kStep)
      : package_(&package), part_(part), stream_(step) {}
  explicit PartStream(archive::Buffer& whole) : whole_(&whole) {}

  // The next window: whole text up to the last `</element>` in it, or to the part's end. A window that is not
  // well-formed is damaged, and never the last one: start_whole() has it repaired.
  Problem next(std::string_view element);
  bool last() const { return whole_ != nullptr || (stream_.last() && well_formed_); }
  // After the last row that the reader wants: the rest is unpacked to see that the part is sound.
  Problem finish();

  // From the beginning again, as one window. False when that is what was given already.
  bool start_whole();

  char* data() { return data_; }
  size_t size() const { return size_; }
  uint64_t offset() const { return offset_; }  // of the window

 private:
  Problem open();

  Package* package_ = nullptr;
  std::string_view part_;
  const archive::ZipEntry* entry_ = nullptr;
  archive::EntryStream stream_;
  archive::Buffer own_;
  archive::Buffer* whole_ = nullptr;
  char* data_ = nullptr;
  size_t size_ = 0;
  uint64_t offset_ = 0;
  bool well_formed_ = true;
};

// What went wrong at the reader's place in `part`, for a token that is not start, end or text.
Problem xml_problem(XmlToken token, std::string_view part, size_t position);

}  // namespace portcheck::sheet
