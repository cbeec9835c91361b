#include "document/other_kinds.h"

#include <algorithm>

#include "document/ole_file.h"
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

// By what is top-level: a sheet or letter may hold others as objects.
FileType ole_kind(std::string_view bytes) {
  const OleFile file(bytes);
  if (file.find("EncryptedPackage") != nullptr) return FileType::ole_encrypted;
  if (file.find("Workbook") != nullptr || file.find("Book") != nullptr) return FileType::xls;
  if (file.find("WordDocument") != nullptr) return FileType::doc;
  return file.find("__properties_version1.0") != nullptr ? FileType::msg : FileType::binary;
}

// Of each FileType from xlsb on, as in file_type.cc.
constexpr char kKinds[] =
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
static_assert(std::count(std::begin(kKinds), std::end(kKinds), '|') ==
              2 * (static_cast<int>(FileType::binary) - static_cast<int>(FileType::xlsm)));

}  // namespace

std::optional<FileType> begun_kind(std::string_view bytes) {
  for (const Signature& one : kSignatures) {
    if (bytes.substr(0, one.size) != std::string_view(one.bytes, one.size)) continue;
    return one.type == FileType::msg ? ole_kind(bytes) : one.type;
  }
  if (starts_with(bytes, "RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return FileType::webp;
  if (is_heic(bytes)) return FileType::heic;
  if (is_bmp(bytes)) return FileType::bmp;
  if (starts_with(bytes, "{\\rtf")) return FileType::rtf;
  return is_bare_biff(bytes) ? std::optional(FileType::xls) : std::nullopt;
}

// An archive may begin behind something else: one that unpacks itself.
FileType last_kind(std::string_view bytes, std::string_view name) {
  archive::Zip zip;
  const bool is_zip = zip.open(bytes).status == archive::ZipStatus::ok && !zip.entries().empty();
  return is_zip ? zip_kind(bytes, name) : FileType::binary;
}

std::string_view other_word(FileType type, size_t index) {
  return text::word_at(kKinds, 2 * (static_cast<size_t>(type) - static_cast<size_t>(FileType::xlsb)) + index);
}

}  // namespace portcheck::document
