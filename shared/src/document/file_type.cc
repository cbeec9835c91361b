#include "document/file_type.h"

#include <algorithm>
#include <string>

#include "document/other_kinds.h"
#include "document/text_kind.h"
#include "document/zip_kind.h"
#include "text/word_list.h"

namespace portcheck::document {
namespace {

// PDF readers accept junk before the header; so do we.
bool is_pdf(std::string_view bytes) {
  constexpr size_t kJunk = 1024;
  return bytes.substr(0, kJunk + 5).find("%PDF-") != std::string_view::npos;
}

// Of each FileType up to xlsm: FileReport::type, and the extensions, each between spaces.
constexpr char kKinds[] =
    "empty||"
    "csv| csv txt tsv tab |"
    "tsv| tsv tab txt csv |"
    "text| txt csv tsv tab text log md json |"
    "xlsx| xlsx xltx |"
    "xlsm| xlsm xltm |";
static_assert(std::count(std::begin(kKinds), std::end(kKinds), '|') ==
              2 * (static_cast<int>(FileType::xlsm) + 1));

std::string_view word_of(FileType type, size_t index) {
  return type <= FileType::xlsm ? text::word_at(kKinds, 2 * static_cast<size_t>(type) + index)
                                : other_word(type, index);
}

}  // namespace

FileType detect_file_type(std::string_view bytes, std::string_view name) {
  const std::string_view head = bytes.substr(0, 4);
  if (head == "PK\x03\x04" || head == "PK\x05\x06") return zip_kind(bytes, name);
  if (const std::optional<FileType> kind = begun_kind(bytes)) return *kind;
  if (is_pdf(bytes)) return FileType::pdf;
  const FileType text = text_kind(bytes, extension(name));
  return text != FileType::binary ? text : last_kind(bytes, name);
}

std::string_view to_string(FileType type) {
  return word_of(type, 0);
}
bool is_spreadsheet(FileType type) {
  return type >= FileType::csv && type <= FileType::xml_sheet;
}
bool is_text_sheet(FileType type) {
  return type == FileType::csv || type == FileType::tsv || type == FileType::text;
}

bool is_letter(FileType type) {
  return (type >= FileType::pdf && type <= FileType::bmp) || type == FileType::ole_encrypted;
}

bool extension_agrees(FileType type, std::string_view name) {
  const std::string found = extension(name);
  if (found.empty() || type == FileType::empty || type == FileType::binary) return true;
  return word_of(type, 1).find(' ' + found + ' ') != std::string_view::npos;
}

}  // namespace portcheck::document

namespace portcheck {

std::string_view content_type(std::string_view bytes, std::string_view name) {
  return document::to_string(document::detect_file_type(bytes, name));
}

}  // namespace portcheck
