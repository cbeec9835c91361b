#include "document/file_type.h"

#include <gtest/gtest.h>

#include "portcheck/texts.h"
#include "tests/shared/archive/zip_builder.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::document {

void PrintTo(FileType type, std::ostream* out) {
  *out << to_string(type);
}

namespace {

using ::portcheck::testing::ExactBytes;
using ::portcheck::testing::read_fixture;
using ::portcheck::testing::ZipBuilder;
using ::portcheck::testing::ZipPart;
using namespace std::string_literals;

FileType type_of(std::string_view bytes, std::string_view name = "") {
  return detect_file_type(ExactBytes(bytes).view(), name);
}

// An OLE file with these names in its directory, which begins at sector 1.
std::string ole(const std::vector<std::string>& names, uint32_t directory_sector = 1) {
  const auto little = ZipBuilder::little;
  std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(22, '\0') + little(9, 2);
  header.resize(48);
  header += little(directory_sector, 4);
  header.resize(76);
  header += little(0, 4);  // the allocation table is sector 0
  header.resize(512);
  std::string directory;
  for (const std::string& name : names) {
    std::string entry;
    for (const char c : name) entry += {c, '\0'};
    entry.resize(66);
    entry += '\x02';
    entry.resize(128);
    directory += entry;
  }
  std::string table = little(0xFFFFFFFD, 4);
  for (size_t sector = 1; sector * 512 < directory.size(); ++sector) table += little(sector + 1, 4);
  table += little(0xFFFFFFFE, 4);
  table.resize(512);
  return header + table + directory;
}

std::string office(const std::string& content_type) {
  return ZipBuilder::build(
      {{"[Content_Types].xml", "<Types><Override ContentType=\"" + content_type + "\"/></Types>"}});
}

TEST(FileType, FilesOfRealPrograms) {
  for (const auto& [name, type] : {std::pair("clean.csv", FileType::csv),
                                   {"clean.openpyxl.xlsx", FileType::xlsx},
                                   {"clean.xlsxwriter.xlsx", FileType::xlsx},
                                   {"clean.libreoffice.xlsx", FileType::xlsx},
                                   {"clean.libreoffice.ods", FileType::ods},
                                   {"clean.libreoffice.xls", FileType::xls},
                                   {"clean.libreoffice.html", FileType::html},
                                   {"clean.libreoffice.pdf", FileType::pdf}}) {
    EXPECT_EQ(type_of(read_fixture(name), "no-extension"), type) << name;
    EXPECT_TRUE(extension_agrees(type, name)) << name;
  }
}

TEST(FileType, MagicBytes) {
  for (const auto& [bytes, type] :
       {std::pair("%PDF-1.7\n"s, FileType::pdf),
        {"junk before\n%PDF-1.4"s, FileType::pdf},
        {"\xFF\xD8\xFF\xE0"s, FileType::jpeg},
        {"\x89PNG\r\n\x1A\n"s, FileType::png},
        {"II*\0"s, FileType::tiff},
        {"MM\0*"s, FileType::tiff},
        {"GIF89a"s, FileType::gif},
        {"RIFF\x10\0\0\0WEBPVP8 "s, FileType::webp},
        {"\0\0\0\x18"
         "ftypheic\0\0\0\0"s,
         FileType::heic},
        {"\0\0\0\x18"
         "ftypmp42\0\0\0\0"s,
         FileType::binary},
        {"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0"s, FileType::bmp},
        {"BMW,Audi\n1,2\n"s, FileType::csv},
        {"{\\rtf1\\ansi"s, FileType::rtf},
        {"\x09\x08\x10\0\0\6\5\0\xF2\x15"s, FileType::xls},
        {"\x7F"
         "ELF\2\1\1\0\0\0\0\0\0\0\0\0"s,
         FileType::binary}}) {
    EXPECT_EQ(type_of(bytes), type) << ::testing::PrintToString(bytes);
  }
}

TEST(FileType, EmptyIsNothingButSpace) {
  for (const std::string& nothing :
       {""s, "\xEF\xBB\xBF"s, "\xFF\xFE"s, " \r\n\t\n"s, "\xFF\xFE \0\n\0"s, std::string(200'000, '\n')}) {
    EXPECT_EQ(type_of(nothing), FileType::empty) << nothing.size();
  }
  EXPECT_EQ(type_of(std::string(200'000, '\n') + "x"), FileType::text);
}

TEST(FileType, TextByNameOrDelimiter) {
  EXPECT_EQ(type_of("a,b\n1,2\n"), FileType::csv);
  EXPECT_EQ(type_of("a\tb\n1\t2\n"), FileType::tsv);
  EXPECT_EQ(type_of("a\tb\n1\t2\n", "numbers.csv"), FileType::csv);
  EXPECT_EQ(type_of("a,b\n1,2\n", "numbers.TSV"), FileType::tsv);
  EXPECT_EQ(type_of("2127365014\n2127365021\n", "numbers.csv"), FileType::csv);
  EXPECT_EQ(type_of("2127365014\n2127365021\n", "numbers.txt"), FileType::text);
  EXPECT_EQ(type_of("Dear Sir,\nplease find\nour numbers, all of them, below.\nThank you\n"), FileType::text);
  EXPECT_EQ(type_of("a\0,\0b\0\n\0"s), FileType::csv);
  EXPECT_EQ(type_of("caf\xE9;1\nth\xE9;2\n"), FileType::csv);
  EXPECT_EQ(type_of("a,b,c\n1,\0,3\n4,5,6\n"s), FileType::csv) << "a stray NUL";
}

TEST(FileType, RandomBytesAreBinary) {
  std::string bytes;
  for (uint32_t i = 0, x = 1; i < 1000; ++i, x = x * 1664525 + 1013904223)
    bytes += static_cast<char>(x >> 24);
  EXPECT_EQ(type_of(bytes, "numbers.csv"), FileType::binary);
  EXPECT_EQ(type_of(std::string(1000, '\0'), "numbers.csv"), FileType::binary);
}

TEST(FileType, WebPagesAndMails) {
  EXPECT_EQ(type_of("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", "report.xls"),
            FileType::html);
  EXPECT_EQ(type_of("\r\n<!DOCTYPE HTML>\n<HTML>"), FileType::html);
  EXPECT_EQ(type_of("\xEF\xBB\xBF<TABLE border=1><tr><td>1"), FileType::html);
  EXPECT_EQ(type_of("<?xml version=\"1.0\"?><svg/>"), FileType::binary);
  EXPECT_EQ(type_of("Received: from a\r\n by b\r\nFrom: c@d.example\r\nSubject: LOA\r\n\r\nHi"),
            FileType::eml);
  EXPECT_EQ(type_of("From me@a.example Mon Nov 2\nFrom: x\nTo: y\n\n"), FileType::eml);
  EXPECT_EQ(type_of("Date: Monday\nNumber: 1\n2127365014\n"), FileType::text);
}

TEST(FileType, WhatElseCallsItselfXls) {
  EXPECT_EQ(type_of("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook "
                    "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                    "numbers.xls"),
            FileType::xml_sheet);
  EXPECT_TRUE(extension_agrees(FileType::xml_sheet, "numbers.xls"));
  EXPECT_EQ(type_of("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n",
                    "numbers.xls"),
            FileType::html);
  EXPECT_EQ(type_of("<style>td{mso-number-format:\"0\"}</style><table>", "numbers.xls"), FileType::html);
  EXPECT_EQ(type_of("number\tname\n1\t2\n", "numbers.xls"), FileType::tsv);
}

TEST(FileType, OfficePackagesByTheirContentTypes) {
  const std::string open = "application/vnd.openxmlformats-officedocument.";
  EXPECT_EQ(type_of(office(open + "spreadsheetml.sheet.main+xml")), FileType::xlsx);
  EXPECT_EQ(type_of(office("application/vnd.ms-excel.sheet.macroEnabled.main+xml")), FileType::xlsm);
  EXPECT_EQ(type_of(office("application/vnd.ms-excel.sheet.binary.macroEnabled.main")), FileType::xlsb);
  EXPECT_EQ(type_of(office(open + "wordprocessingml.document.main+xml")), FileType::docx);
  EXPECT_EQ(type_of(office(open + "presentationml.presentation.main+xml")), FileType::zip);
}

TEST(FileType, OtherPackagesByTheirNames) {
  EXPECT_EQ(type_of(ZipBuilder::build({{"xl/workbook.xml", ""}})), FileType::xlsx);
  EXPECT_EQ(type_of(ZipBuilder::build({{"xl/workbook.xml", ""}, {"xl/vbaProject.bin", ""}})), FileType::xlsm);
  EXPECT_EQ(type_of(ZipBuilder::build({{"xl/workbook.bin", ""}})), FileType::xlsb);
  EXPECT_EQ(type_of(ZipBuilder::build({{"word/document.xml", ""}})), FileType::docx);
  EXPECT_EQ(type_of(ZipBuilder::build({{"mimetype", "application/vnd.oasis.opendocument.text", true}})),
            FileType::odt);
  EXPECT_EQ(type_of(ZipBuilder::build({{"Index/Document.iwa", ""}, {"Index/Tables/DataList.iwa", ""}})),
            FileType::numbers);
  EXPECT_EQ(type_of(ZipBuilder::build({{"Index/Document.iwa", ""}})), FileType::pages);
  EXPECT_EQ(type_of(ZipBuilder::build({{"Index/Document.iwa", ""}}), "list.numbers"), FileType::numbers);
  EXPECT_EQ(type_of(ZipBuilder::build({{"numbers.csv", "1"}})), FileType::zip);
  EXPECT_EQ(type_of(ZipBuilder::build({})), FileType::zip);
  EXPECT_EQ(type_of(ZipBuilder::build({{"xl/workbook.xml", ""}}, {"MZ\x90\0\3\0\0\0\4\0\0\0"s, "", ""})),
            FileType::xlsx)
      << "behind junk";
}

TEST(FileType, ABrokenWorkbookIsStillAWorkbook) {
  const std::string whole = ZipBuilder::build({{"xl/workbook.xml", "w"}, {"xl/worksheets/sheet1.xml", "s"}});
  EXPECT_EQ(type_of(std::string_view(whole).substr(0, whole.size() - 30)), FileType::xlsx);
}

TEST(FileType, AHugeListOfContentTypesIsNotUnpacked) {
  ZipPart bomb{"[Content_Types].xml", std::string(100'000, ' ') + "spreadsheetml.sheet.main"};
  EXPECT_EQ(type_of(ZipBuilder::build({bomb})), FileType::zip);
}

TEST(FileType, OleFilesByTheirDirectory) {
  EXPECT_EQ(type_of(ole({"Root Entry", "Workbook"})), FileType::xls);
  EXPECT_EQ(type_of(ole({"Root Entry", "Book"})), FileType::xls);
  EXPECT_EQ(type_of(ole({"Root Entry", "1Table", "WordDocument"})), FileType::doc);
  EXPECT_EQ(type_of(ole({"Root Entry", "__nameid_version1.0", "__properties_version1.0"})), FileType::msg);
  EXPECT_EQ(type_of(ole({"Root Entry", "EncryptionInfo", "EncryptedPackage"})), FileType::ole_encrypted);
  EXPECT_EQ(type_of(ole({"a", "b", "c", "d", "e", "f", "g", "h", "Workbook"})), FileType::xls)
      << "in the third sector";
  EXPECT_EQ(type_of(ole({"Root Entry", "PowerPoint Document"})), FileType::binary);
  EXPECT_EQ(type_of(ole({"Workbook"}, 0xFFFFFF00)), FileType::binary) << "a directory outside the file";
}

TEST(FileType, ALoopInAnOleFileEnds) {
  std::string file = ole({"Root Entry"});
  file.replace(512 + 4, 4, ZipBuilder::little(1, 4));  // the sector after sector 1 is sector 1
  EXPECT_EQ(type_of(file), FileType::binary);
}

TEST(FileType, CutAnywhereItIsSomeTypeNeverACrash) {
  // "RIFF" alone once ended the program.
  for (const std::string& whole :
       {ole({"Root Entry", "Workbook"}), office("spreadsheetml.sheet.main"), "RIFF\x10\0\0\0WEBP"s,
        "\0\0\0\x18"
        "ftypheic"s,
        "\x09\x08\x10\0\0\6\5\0"s}) {
    for (size_t size = 0; size < whole.size(); ++size)
      type_of(std::string_view(whole).substr(0, size), "a.xls");
  }
}

TEST(FileType, EveryTypeHasNames) {
  for (int i = 0; i <= static_cast<int>(FileType::binary); ++i) {
    EXPECT_FALSE(to_string(static_cast<FileType>(i)).empty());
    const std::string_view type = to_string(static_cast<FileType>(i));
    EXPECT_NE(texts().word("file_type", type), type);
  }
  EXPECT_EQ(to_string(FileType::xlsx), "xlsx");
  EXPECT_EQ(texts().word("file_type", "pdf"), "PDF document");
}

TEST(FileType, ExtensionsAgreeOrNot) {
  EXPECT_TRUE(extension_agrees(FileType::xlsx, "Numbers.XLSX"));
  EXPECT_TRUE(extension_agrees(FileType::xlsx, "numbers"));
  EXPECT_TRUE(extension_agrees(FileType::xlsx, ".hidden"));
  EXPECT_TRUE(extension_agrees(FileType::xlsx, "v1.2/numbers"));
  EXPECT_TRUE(extension_agrees(FileType::jpeg, "a.jpeg") && extension_agrees(FileType::jpeg, "a.JPG"));
  EXPECT_FALSE(extension_agrees(FileType::html, "numbers.xls"));
  EXPECT_FALSE(extension_agrees(FileType::csv, "numbers.xlsx"));
  EXPECT_FALSE(extension_agrees(FileType::pdf, "loa.docx"));
  EXPECT_FALSE(extension_agrees(FileType::xlsx, "numbers.xls"));
  EXPECT_FALSE(extension_agrees(FileType::xlsx, "numbers.x"));
}

TEST(FileType, SheetsAndLetters) {
  EXPECT_TRUE(is_spreadsheet(FileType::csv) && is_spreadsheet(FileType::xlsb) &&
              is_spreadsheet(FileType::numbers));
  EXPECT_FALSE(is_spreadsheet(FileType::pdf) || is_spreadsheet(FileType::zip) ||
               is_spreadsheet(FileType::empty));
  EXPECT_TRUE(is_letter(FileType::pdf) && is_letter(FileType::docx) && is_letter(FileType::heic));
  EXPECT_FALSE(is_letter(FileType::xlsx) || is_letter(FileType::csv) || is_letter(FileType::zip));
}

}  // namespace
}  // namespace portcheck::document
