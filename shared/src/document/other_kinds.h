// What is neither a table in text nor a workbook of Excel's. A build tells all of it apart
// (other_kinds_all.cc, other_texts_all.cc, other_archives_all.cc) or says only which build does
// (other_kinds_none.cc: the module that a page downloads first): FileType::pdf stands there for whatever the
// build with letters knows, FileType::xls for what the whole one does. It answers so for every file that the
// others do not leave for a table or a workbook, and may for a few that they do.
#pragma once

#include <optional>
#include <string_view>

#include "archive/zip.h"
#include "document/file_type.h"

namespace portcheck::document {

// By the first bytes, but for ZIP and PDF. Nothing: they say nothing.
std::optional<FileType> begun_kind(std::string_view bytes);

// Of a text that is no table: a web page, a mail, XML. `head` is UTF-8, begins behind the BOM and is not
// blank. Nothing: it may be a table.
std::optional<FileType> written_kind(std::string_view head);

// Of an archive whose content types name no workbook of Excel's. `zip` is null when its directory is broken.
FileType archive_kind(archive::Zip* zip, std::string_view bytes, std::string_view name);

// Of what is no text and begins like nothing.
FileType last_kind(std::string_view bytes, std::string_view name);

// Of a type behind FileType::xlsm: its name, or the extensions that it may have, each between spaces.
std::string_view other_word(FileType type, size_t index);

}  // namespace portcheck::document
