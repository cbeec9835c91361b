#include "document/other_kinds.h"
#include "document/text_kind.h"
#include "document/zip_kind.h"

namespace portcheck::document {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

FileType by_content_types(std::string_view xml) {
  if (contains(xml, "ms-excel.sheet.binary.macroEnabled.main")) return FileType::xlsb;
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

// A broken workbook is called a workbook: the names also stand before each entry's data.
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

FileType archive_kind(archive::Zip* zip, std::string_view bytes, std::string_view name) {
  if (zip == nullptr) return by_visible_names(bytes);
  archive::Buffer buffer;
  if (const FileType type = by_content_types(small_part(*zip, kContentTypes, buffer)); type != FileType::zip)
    return type;
  for (const std::string_view part : {"mimetype", "META-INF/manifest.xml"}) {
    if (const FileType type = by_mimetype(small_part(*zip, part, buffer)); type != FileType::zip) return type;
  }
  if (zip->find("xl/workbook.bin") != nullptr) return FileType::xlsb;
  if (zip->find("xl/workbook.xml") != nullptr) {
    return zip->find("xl/vbaProject.bin") != nullptr ? FileType::xlsm : FileType::xlsx;
  }
  if (zip->find("word/document.xml") != nullptr) return FileType::docx;
  if (zip->find("Index/Document.iwa") != nullptr || zip->find("Index.zip") != nullptr)
    return iwork_kind(*zip, name);
  return FileType::zip;
}

}  // namespace portcheck::document
