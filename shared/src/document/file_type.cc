#include "document/file_type.h"

#include <string>

#include "archive/zip.h"
#include "document/ole_file.h"
#include "document/text_kind.h"
#include "document/zip_kind.h"
#include "text/little_endian.h"
#include "text/word_list.h"

namespace portcheck::document {
namespace {

bool starts_with(std::string_view bytes, std::string_view prefix) {
  return bytes.substr(0, prefix.size()) == prefix;
}

// How a file begins, and what it is; FileType::msg stands for all OLE files.
struct Signature {
  char bytes[8];
  uint8_t size;
  FileType type;
};
constexpr Signature kSignatures[] = {
    {"PK\x03\x04", 4, FileType::zip},
    {"PK\x05\x06", 4, FileType::zip},
    {{'\xD0', '\xCF', '\x11', '\xE0', '\xA1', '\xB1', '\x1A', '\xE1'}, 8, FileType::msg},
    {{'\x89', 'P', 'N', 'G', '\r', '\n', '\x1A', '\n'}, 8, FileType::png},
    {"\xFF\xD8\xFF", 3, FileType::jpeg},
    {"II*", 4, FileType::tiff},
    {"II+", 4, FileType::tiff},
    {"MM\0*", 4, FileType::tiff},
    {"MM\0+", 4, FileType::tiff},
    {"GIF87a", 6, FileType::gif},
    {"GIF89a", 6, FileType::gif},
};

// By what is top-level: a sheet or letter may hold others as objects.
FileType ole_kind(std::string_view bytes) {
  const OleFile file(bytes);
  if (file.find("EncryptedPackage") != nullptr) return FileType::ole_encrypted;
  if (file.find("Workbook") != nullptr || file.find("Book") != nullptr) return FileType::xls;
  if (file.find("WordDocument") != nullptr) return FileType::doc;
  return file.find("__properties_version1.0") != nullptr ? FileType::msg : FileType::binary;
}

// Photos of Apple devices: an ISO media file whose brand is one of these.
bool is_heic(std::string_view bytes) {
  if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return false;
  return text::is_listed("heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif", bytes.substr(8, 4));
}

// "BM" alone is also how a text may begin.
bool is_bmp(std::string_view bytes) {
  if (bytes.size() < 26 || !starts_with(bytes, "BM")) return false;
  const uint32_t header = text::u32_at(bytes, 14);
  return text::u32_at(bytes, 6) == 0 && (header == 12 || (header >= 40 && header <= 124));
}

// A worksheet stream without a container, as Excel 2 to 4 saved it: the BOF record.
bool is_bare_biff(std::string_view bytes) {
  if (bytes.size() < 8 || bytes[0] != 0x09 || bytes[3] != 0) return false;
  const bool version = bytes[1] == 0x00 || bytes[1] == 0x02 || bytes[1] == 0x04 || bytes[1] == 0x08;
  return version && (bytes[2] == 4 || bytes[2] == 6 || bytes[2] == 8 || bytes[2] == 16);
}

// PDF readers accept junk before the header; so do we.
bool is_pdf(std::string_view bytes) {
  constexpr size_t kJunk = 1024;
  return bytes.substr(0, kJunk + 5).find("%PDF-") != std::string_view::npos;
}

// Of each FileType in its order: FileReport::type, and the extensions, each between spaces.
constexpr char kKinds[] =
    "empty||"
    "csv| csv txt tsv tab |"
    "tsv| tsv tab txt csv |"
    "text| txt csv tsv tab text log md json |"
    "xlsx| xlsx xltx |"
    "xlsm| xlsm xltm |"
    "xlsb| xlsb |"
    "xls| xls xlt |"
    "ods| ods ots fods |"
    "numbers| numbers |"
    "ole_encrypted| xlsx xlsm xlsb docx docm xls doc |"
    "html| html htm xhtml mht |"
    "xml_sheet| xml xls |"
    "pdf| pdf |"
    "docx| docx docm dotx |"
    "doc| doc dot |"
    "odt| odt ott |"
    "pages| pages |"
    "rtf| rtf doc |"
    "jpeg| jpg jpeg jpe jfif |"
    "png| png |"
    "tiff| tif tiff |"
    "heic| heic heif hif avif |"
    "webp| webp |"
    "gif| gif |"
    "bmp| bmp dib |"
    "eml| eml mbox txt |"
    "msg| msg oft |"
    "zip| zip |"
    "binary||";

std::string_view word_of(FileType type, size_t index) {
  return text::word_at(kKinds, 2 * static_cast<size_t>(type) + index);
}

constexpr size_t count_words() {
  size_t count = 0;
  for (const char c : kKinds) count += c == '|';
  return count;
}
static_assert(count_words() == 2 * (static_cast<size_t>(FileType::binary) + 1));

}  // namespace

FileType detect_file_type(std::string_view bytes, std::string_view name) {
  for (const Signature& signature : kSignatures) {
    if (bytes.substr(0, signature.size) != std::string_view(signature.bytes, signature.size)) continue;
    if (signature.type == FileType::zip) return zip_kind(bytes, name);
    return signature.type == FileType::msg ? ole_kind(bytes) : signature.type;
  }
  if (starts_with(bytes, "RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return FileType::webp;
  if (is_heic(bytes)) return FileType::heic;
  if (is_bmp(bytes)) return FileType::bmp;
  if (is_pdf(bytes)) return FileType::pdf;
  if (starts_with(bytes, "{\\rtf")) return FileType::rtf;
  if (is_bare_biff(bytes)) return FileType::xls;
  const FileType text = text_kind(bytes, extension(name));
  if (text != FileType::binary) return text;
  archive::Zip behind_junk;  // such as a self-extracting archive
  const bool is_zip =
      behind_junk.open(bytes).status == archive::ZipStatus::ok && !behind_junk.entries().empty();
  return is_zip ? zip_kind(bytes, name) : FileType::binary;
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
