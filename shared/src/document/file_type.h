// What a file is, by its content; the name is only compared with it.
#pragma once

#include <cstdint>
#include <string_view>

namespace portcheck::document {

// The order matters: spreadsheets, letters and pictures are neighbours.
enum class FileType : uint8_t {
  empty,  // no bytes, or only a BOM or white space
  csv,
  tsv,
  text,  // text; tsv and text by name or delimiter, all read by the CSV reader
  xlsx,
  xlsm,
  xlsb,
  xls,
  ods,
  numbers,        // spreadsheets
  ole_encrypted,  // an OLE file with EncryptedPackage: a password-protected Office file
  html,           // also when it pretends to be .xls
  xml_sheet,      // "XML Spreadsheet 2003", mostly named .xls
  pdf,
  docx,
  doc,
  odt,
  pages,
  rtf,  // letters
  jpeg,
  png,
  tiff,
  heic,
  webp,
  gif,
  bmp,  // pictures
  eml,
  msg,  // saved mails
  zip,
  binary,  // anything else
};

// Bounded: looks at the head, at the ZIP directory or at the OLE directory, never inflates more than 64 KiB.
FileType detect_file_type(std::string_view bytes, std::string_view name);

std::string_view to_string(FileType type);  // "csv", "xlsx", …: FileReport::type

// Whether the name's extension is one that such content may have. Names without an extension agree with
// everything.
bool extension_agrees(FileType type, std::string_view name);

bool is_spreadsheet(
    FileType type);  // may be read as a sheet, or is a sheet that we must explain (xlsb, numbers, …)
bool is_text_sheet(FileType type);  // read as text: no cell has a type or a formula
bool is_letter(FileType type);      // may be a Letter of Authorization: pdf, docx, pictures, …

inline bool is_image(FileType type) {
  return type >= FileType::jpeg && type <= FileType::bmp;
}

// Of which a Document is made that has something to say: letters, and mails for the names of what they carry.
inline bool is_read(FileType type) {
  return type == FileType::pdf || type == FileType::docx || type == FileType::eml || type == FileType::msg ||
         is_image(type);
}

}  // namespace portcheck::document
