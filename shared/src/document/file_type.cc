#include "document/file_type.h"

#include <algorithm>
#include <string>

#include "archive/zip.h"
#include "document/ole_file.h"
#include "document/text_kind.h"
#include "document/zip_kind.h"
#include "text/little_endian.h"

namespace portcheck::document {
namespace {

using namespace std::string_view_literals;

bool starts_with(std::string_view bytes, std::string_view prefix) {
  return bytes.substr(0, prefix.size()) == prefix;
}

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
  constexpr std::string_view kBrands[] = {"heic", "heix", "heim", "heis", "hevc",
                                          "hevx", "mif1", "msf1", "avif"};
  return std::find(std::begin(kBrands), std::end(kBrands), bytes.substr(8, 4)) != std::end(kBrands);
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

struct Kind {
  FileType type;
  std::string_view name;        // FileReport::type
  std::string_view label;       // for people
  std::string_view extensions;  // each between spaces
  bool spreadsheet;
  bool letter;
};

// In the order of FileType.
constexpr Kind kKinds[] = {
    {FileType::empty, "empty", "empty file", "", false, false},
    {FileType::csv, "csv", "comma-separated text (.csv)", " csv txt tsv tab ", true, false},
    {FileType::tsv, "tsv", "tab-separated text (.tsv)", " tsv tab txt csv ", true, false},
    {FileType::text, "text", "plain text", " txt csv tsv tab text log md json ", true, false},
    {FileType::xlsx, "xlsx", "Excel workbook (.xlsx)", " xlsx xltx ", true, false},
    {FileType::xlsm, "xlsm", "Excel workbook with macros (.xlsm)", " xlsm xltm ", true, false},
    {FileType::xlsb, "xlsb", "Excel binary workbook (.xlsb)", " xlsb ", true, false},
    {FileType::xls, "xls", "Excel 97-2003 workbook (.xls)", " xls xlt ", true, false},
    {FileType::ods, "ods", "OpenDocument spreadsheet (.ods)", " ods ots fods ", true, false},
    {FileType::numbers, "numbers", "Apple Numbers spreadsheet (.numbers)", " numbers ", true, false},
    {FileType::ole_encrypted, "ole_encrypted", "password-protected Office file",
     " xlsx xlsm xlsb docx docm xls doc ", true, true},
    {FileType::html, "html", "web page (.html)", " html htm xhtml mht ", true, false},
    {FileType::xml_sheet, "xml_sheet", "XML spreadsheet of Excel 2003", " xml xls ", true, false},
    {FileType::pdf, "pdf", "PDF document", " pdf ", false, true},
    {FileType::docx, "docx", "Word document (.docx)", " docx docm dotx ", false, true},
    {FileType::doc, "doc", "Word 97-2003 document (.doc)", " doc dot ", false, true},
    {FileType::odt, "odt", "OpenDocument text (.odt)", " odt ott ", false, true},
    {FileType::pages, "pages", "Apple Pages document (.pages)", " pages ", false, true},
    {FileType::rtf, "rtf", "Rich Text document (.rtf)", " rtf doc ", false, true},
    {FileType::jpeg, "jpeg", "JPEG picture", " jpg jpeg jpe jfif ", false, true},
    {FileType::png, "png", "PNG picture", " png ", false, true},
    {FileType::tiff, "tiff", "TIFF picture", " tif tiff ", false, true},
    {FileType::heic, "heic", "HEIC photo", " heic heif hif avif ", false, true},
    {FileType::webp, "webp", "WebP picture", " webp ", false, true},
    {FileType::gif, "gif", "GIF picture", " gif ", false, true},
    {FileType::bmp, "bmp", "BMP picture", " bmp dib ", false, true},
    {FileType::eml, "eml", "saved e-mail (.eml)", " eml mbox txt ", false, false},
    {FileType::msg, "msg", "Outlook message (.msg)", " msg oft ", false, false},
    {FileType::zip, "zip", "ZIP archive", " zip ", false, false},
    {FileType::binary, "binary", "file of an unknown kind", "", false, false},
};

constexpr bool in_enum_order() {
  for (size_t i = 0; i < std::size(kKinds); ++i) {
    if (static_cast<size_t>(kKinds[i].type) != i) return false;
  }
  return std::size(kKinds) == static_cast<size_t>(FileType::binary) + 1;
}
static_assert(in_enum_order());

const Kind& kind(FileType type) {
  return kKinds[static_cast<size_t>(type)];
}

}  // namespace

FileType detect_file_type(std::string_view bytes, std::string_view name) {
  if (starts_with(bytes, "PK\x03\x04"sv) || starts_with(bytes, "PK\x05\x06"sv)) return zip_kind(bytes, name);
  if (starts_with(bytes, kOleMagic)) return ole_kind(bytes);
  if (starts_with(bytes, "\xFF\xD8\xFF"sv)) return FileType::jpeg;
  if (starts_with(bytes, "\x89PNG\r\n\x1A\n"sv)) return FileType::png;
  if (starts_with(bytes, "II*\0"sv) || starts_with(bytes, "MM\0*"sv)) return FileType::tiff;
  if (starts_with(bytes, "II+\0"sv) || starts_with(bytes, "MM\0+"sv)) return FileType::tiff;
  if (starts_with(bytes, "GIF87a") || starts_with(bytes, "GIF89a")) return FileType::gif;
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
  return kind(type).name;
}
std::string_view label(FileType type) {
  return kind(type).label;
}
bool is_spreadsheet(FileType type) {
  return kind(type).spreadsheet;
}
bool is_text_sheet(FileType type) {
  return type == FileType::csv || type == FileType::tsv || type == FileType::text;
}

bool is_letter(FileType type) {
  return kind(type).letter;
}

bool extension_agrees(FileType type, std::string_view name) {
  const std::string found = extension(name);
  if (found.empty() || type == FileType::empty || type == FileType::binary) return true;
  return kind(type).extensions.find(' ' + found + ' ') != std::string_view::npos;
}

}  // namespace portcheck::document
