#include "document/zip_kind.h"

#include "document/other_kinds.h"

namespace portcheck::document {
namespace {

constexpr uint64_t kMostInflated = 64 * 1024;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

std::string_view small_part(archive::Zip& zip, std::string_view name, archive::Buffer& buffer) {
  const archive::ZipEntry* const entry = zip.find(name);
  if (entry == nullptr || entry->size > kMostInflated) return {};
  if (zip.read(*entry, buffer).status != archive::ZipStatus::ok) return {};
  return buffer.view();
}

FileType zip_kind(std::string_view bytes, std::string_view name) {
  archive::Zip zip;
  if (zip.open(bytes).status != archive::ZipStatus::ok) return archive_kind(nullptr, bytes, name);
  archive::Buffer buffer;
  const std::string_view types = small_part(zip, kContentTypes, buffer);
  if (contains(types, "ms-excel.sheet.macroEnabled.main") ||
      contains(types, "ms-excel.template.macroEnabled.main")) {
    return FileType::xlsm;
  }
  if (contains(types, "spreadsheetml.sheet.main") || contains(types, "spreadsheetml.template.main"))
    return FileType::xlsx;
  return archive_kind(&zip, bytes, name);
}

}  // namespace portcheck::document
