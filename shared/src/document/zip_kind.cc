#include "document/zip_kind.h"

#include "archive/zip.h"
#include "document/text_kind.h"

namespace portcheck::document {
namespace {

constexpr uint64_t kMostInflated = 64 * 1024;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

FileType by_content_types(std::string_view xml) {
  if (contains(xml, "ms-excel.sheet.binary.macroEnabled.main")) return FileType::xlsb;
  if (contains(xml, "ms-excel.sheet.macroEnabled.main") ||
      contains(xml, "ms-excel.template.macroEnabled.main")) {
    return FileType::xlsm;
  }
  if (contains(xml, "spreadsheetml.sheet.main") || contains(xml, "spreadsheetml.template.main"))
    return FileType::xlsx;
  if (contains(xml, "wordprocessingml.document.main") || contains(xml, "wordprocessingml.template.main") ||
      contains(xml, "ms-word.document.macroEnabled.main")) {
    return FileType::docx;
  }
  return FileType::zip;
}

FileType by_mimetype(std::string_view mimetype) {
  if (contains(mimetype, "opendocument.spreadsheet")) return FileType::ods;
  if (contains(mimetype, "opendocument.text")) return FileType::odt;
  return FileType::zip;
}

FileType iwork_kind(const archive::Zip& zip, std::string_view name) {
  if (extension(name) == "pages") return FileType::pages;
  if (extension(name) == "numbers") return FileType::numbers;
  for (const archive::ZipEntry& entry : zip.entries()) {
    if (contains(entry.name, "Index/Tables/") || contains(entry.name, "Index/CalculationEngine")) {
      return FileType::numbers;
    }
  }
  return FileType::pages;
}

std::string_view small_part(archive::Zip& zip, std::string_view name, archive::Buffer& buffer) {
  const archive::ZipEntry* const entry = zip.find(name);
  if (entry == nullptr || entry->size > kMostInflated) return {};
  if (zip.read(*entry, buffer).status != archive::ZipStatus::ok) return {};
  return buffer.view();
}

// For archives whose directory is broken: the names also stand before each entry's data.
FileType by_visible_names(std::string_view bytes) {
  constexpr size_t kHead = 64 * 1024;
  const std::string_view head = bytes.substr(0, kHead);
  const std::string_view tail = bytes.substr(bytes.size() - head.size());
  const auto visible = [head, tail](std::string_view name) {
    return contains(head, name) || contains(tail, name);
  };
  if (visible("xl/workbook.bin")) return FileType::xlsb;
  if (visible("xl/vbaProject.bin")) return FileType::xlsm;
  if (visible("xl/workbook.xml") || visible("xl/worksheets/")) return FileType::xlsx;
  if (visible("word/document.xml")) return FileType::docx;
  if (head.substr(0, 128).find("mimetypeapplication/") != std::string_view::npos)
    return by_mimetype(head.substr(0, 128));
  return FileType::zip;
}

}  // namespace

FileType zip_kind(std::string_view bytes, std::string_view name) {
  archive::Zip zip;
  if (zip.open(bytes).status != archive::ZipStatus::ok) return by_visible_names(bytes);
  archive::Buffer buffer;
  if (const FileType type = by_content_types(small_part(zip, "[Content_Types].xml", buffer));
      type != FileType::zip) {
    return type;
  }
  for (const std::string_view part : {"mimetype", "META-INF/manifest.xml"}) {
    if (const FileType type = by_mimetype(small_part(zip, part, buffer)); type != FileType::zip) return type;
  }
  if (zip.find("xl/workbook.bin") != nullptr) return FileType::xlsb;
  if (zip.find("xl/workbook.xml") != nullptr) {
    return zip.find("xl/vbaProject.bin") != nullptr ? FileType::xlsm : FileType::xlsx;
  }
  if (zip.find("word/document.xml") != nullptr) return FileType::docx;
  if (zip.find("Index/Document.iwa") != nullptr || zip.find("Index.zip") != nullptr)
    return iwork_kind(zip, name);
  return FileType::zip;
}

}  // namespace portcheck::document
