// Files made to hurt: each is answered within bounds, and none brings the reader down.
#include <gtest/gtest.h>
#include <zlib.h>

#include <chrono>
#include <random>

#include "portcheck/limits.h"
#include "portcheck/pdf.h"
#include "tests/shared/pdf/small_pdf.h"

namespace portcheck {
namespace {

using pdf_test::one_page;
using pdf_test::Sheet;
using pdf_test::SmallPdf;
using pdf_test::stream_object;

std::string deflated(std::string_view bytes, size_t blanks = 0) {
  z_stream stream{};
  deflateInit(&stream, 9);
  std::string out;
  const auto add = [&](std::string_view part, int flush) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
    stream.avail_in = static_cast<uInt>(part.size());
    char block[4096];
    do {
      stream.next_out = reinterpret_cast<Bytef*>(block);
      stream.avail_out = sizeof block;
      deflate(&stream, flush);
      out.append(block, sizeof block - stream.avail_out);
    } while (stream.avail_out == 0);
  };
  add(bytes, Z_NO_FLUSH);
  const std::string some(size_t{1} << 16, ' ');
  for (; blanks >= some.size(); blanks -= some.size()) add(some, Z_NO_FLUSH);
  add({}, Z_FINISH);
  deflateEnd(&stream);
  return out;
}

std::string repeated(std::string_view text, size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

// Unoptimised and sanitized builds are slower; what is unbounded takes minutes.
Document read_in_time(const std::string& file) {
  const auto begin = std::chrono::steady_clock::now();
  Document document = read_pdf(file);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  return document;
}

Document read_content(std::string content, std::string resources = "",
                      const std::vector<std::string>& more = {}) {
  Sheet sheet;
  sheet.content = std::move(content);
  sheet.resources = std::move(resources);
  return read_in_time(one_page(sheet, more));
}

const std::string kPage = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>";

TEST(PdfHostile, TenThousandPages) {
  SmallPdf pdf;
  pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
  pdf.add("");
  std::string kids;
  for (int i = 0; i < 10'000; ++i) kids += std::to_string(pdf.add(kPage)) + " 0 R ";
  pdf.set(2, "<< /Type /Pages /Count 10000 /Kids [" + kids + "] >>");
  const Document document = read_in_time(pdf.finish(1));
  EXPECT_EQ(document.status, DocumentStatus::too_large);
  EXPECT_EQ(document.pages, 10'000u);
  EXPECT_EQ(document.sizes.size(), limits::kPdfPages);
}

TEST(PdfHostile, PageTreesThatLoopAndThatNeverEnd) {
  SmallPdf loop;
  loop.add("<< /Type /Catalog /Pages 2 0 R >>");
  loop.add("<< /Type /Pages /Kids [3 0 R 2 0 R 4 0 R] >>");
  loop.add(kPage);
  loop.add("<< /Type /Pages /Kids [2 0 R 4 0 R 3 0 R 4 0 R] >>");
  const Document looped = read_in_time(loop.finish(1));
  EXPECT_EQ(looped.status, DocumentStatus::recovered);
  EXPECT_EQ(looped.pages, 1u);

  SmallPdf deep;
  deep.add("<< /Type /Catalog /Pages 2 0 R >>");
  for (int i = 3; i < 20'000; ++i) deep.add("<< /Type /Pages /Kids [" + std::to_string(i) + " 0 R] >>");
  deep.add(kPage);
  EXPECT_EQ(read_in_time(deep.finish(1)).pages, 0u);

  SmallPdf many;  // every node has the same children
  many.add("<< /Type /Catalog /Pages 2 0 R >>");
  for (int i = 3; i < 60; ++i)
    many.add("<< /Type /Pages /Kids [" + repeated(std::to_string(i) + " 0 R ", 500) + "] >>");
  many.add(kPage);
  EXPECT_EQ(read_in_time(many.finish(1)).pages, 1u);
}

std::string with_object_stream(const std::string& data, int count, int first, std::string_view filter) {
  std::string file = "%PDF-1.5\n";
  const size_t at = file.size();
  file += "1 0 obj\n" +
          stream_object(data, "/Type /ObjStm /N " + std::to_string(count) + " /First " +
                                  std::to_string(first) + " " + std::string(filter)) +
          "\nendobj\n";
  const size_t xref = file.size();
  std::string table;
  const auto entry = [&](char kind, size_t middle, size_t last) {
    table += kind;
    for (int shift = 24; shift >= 0; shift -= 8) table += static_cast<char>(middle >> shift);
    for (int shift = 8; shift >= 0; shift -= 8) table += static_cast<char>(last >> shift);
  };
  entry(0, 0, 0);
  entry(1, at, 0);
  for (int i = 0; i < count; ++i) entry(2, 1, static_cast<size_t>(i));
  const int number = count + 2;
  entry(1, xref, 0);
  file += std::to_string(number) + " 0 obj\n" +
          stream_object(table, "/Type /XRef /W [1 4 2] /Root 2 0 R /Size " + std::to_string(number + 1)) +
          "\nendobj\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
  return file;
}

TEST(PdfHostile, ObjectStreamsThatAreBombs) {
  const std::string header = "2 0 3 60 ";
  const std::string catalog = "<< /Type /Catalog /Pages 3 0 R >>";
  std::string good = header + catalog + std::string(60 - catalog.size(), ' ') + "<< /Type /Pages /Kids [] >>";
  EXPECT_EQ(read_in_time(with_object_stream(good, 2, 9, "")).status, DocumentStatus::damaged);  // no page

  const std::string blanks = deflated(good, size_t{40} << 20);
  EXPECT_EQ(read_in_time(with_object_stream(blanks, 2, 9, "/Filter /FlateDecode")).status,
            DocumentStatus::too_large);
  const std::string twice = deflated(deflated(good, size_t{100} << 20));
  EXPECT_EQ(read_in_time(with_object_stream(twice, 2, 9, "/Filter [/FlateDecode /FlateDecode]")).status,
            DocumentStatus::too_large);
  const std::string numbers = deflated("2 0 [" + repeated("1 ", 4'000'000) + "]");
  EXPECT_EQ(read_in_time(with_object_stream(numbers, 1, 4, "/Filter /FlateDecode")).status,
            DocumentStatus::too_large);
}

TEST(PdfHostile, ObjectsThatAreOneObject) {
  std::string header;
  constexpr int kCount = 30'000;
  for (int i = 0; i < kCount; ++i) header += std::to_string(i + 2) + " 0 ";
  const std::string data = header + "[" + repeated("1 ", 100'000) + "]";
  const int first = static_cast<int>(header.size());
  EXPECT_EQ(read_in_time(with_object_stream(data, kCount, first, "")).status, DocumentStatus::too_large);
  EXPECT_EQ(read_in_time(with_object_stream(deflated(data), kCount, first, "/Filter /FlateDecode")).status,
            DocumentStatus::too_large);
  header.clear();
  for (int i = 0; i < 400; ++i) header += std::to_string(i + 2) + " " + std::to_string(i) + " ";
  const std::string nested = header + repeated("[", 400) + repeated("1 ", 100'000) + repeated("]", 400);
  EXPECT_EQ(read_in_time(with_object_stream(nested, 400, static_cast<int>(header.size()), "")).status,
            DocumentStatus::too_large);
}

TEST(PdfHostile, ManyFilters) {
  Sheet sheet;
  sheet.content = "";
  const std::string filters = "/Filter [" + repeated("/ASCIIHexDecode ", 50'000) + "]";
  sheet.page = "/Contents 5 0 R";
  EXPECT_EQ(read_in_time(one_page(sheet, {stream_object("00", filters)})).pages, 1u);
  const std::string stream = with_object_stream("00", 1, 4, filters);
  EXPECT_NE(read_in_time(stream).status, DocumentStatus::ok);
}

TEST(PdfHostile, ContentsThatAreBombs) {
  SmallPdf pdf;
  pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
  pdf.add("<< /Type /Pages /Kids [3 0 R] >>");
  pdf.add("<< /Type /Page /Parent 2 0 R /Contents [4 0 R 4 0 R 4 0 R] >>");
  pdf.add_stream(deflated("q ", size_t{40} << 20), "/Filter /FlateDecode");
  EXPECT_EQ(read_in_time(pdf.finish(1)).status, DocumentStatus::too_large);
  EXPECT_EQ(read_content(repeated("0 0 m 1 1 l S\n", 1'100'000)).status, DocumentStatus::too_large);
  EXPECT_EQ(read_content("BT /F1 9 Tf (" + std::string(400'000, 'x') + ") Tj ET").status,
            DocumentStatus::too_large);
  EXPECT_EQ(read_content(repeated("[", 3'000'000)).status, DocumentStatus::ok);
  EXPECT_EQ(read_content(repeated("/A << ", 1'000'000) + "BDC").status, DocumentStatus::ok);
}

TEST(PdfHostile, FormsWithinForms) {
  std::vector<std::string> forms;
  for (int i = 5; i < 30; ++i) {
    const std::string next = "/XObject << /X " + std::to_string(i + 1) + " 0 R >>";
    forms.push_back(stream_object(repeated("/X Do ", 10),
                                  "/Subtype /Form /BBox [0 0 9 9] /Resources << " + next + " >>"));
  }
  EXPECT_EQ(read_content("/X Do", "/XObject << /X 5 0 R >>", forms).status, DocumentStatus::too_large);
}

TEST(PdfHostile, FontsThatLie) {
  const auto font = [](const std::string& body, const std::vector<std::string>& more) {
    Sheet sheet;
    sheet.fonts = body;
    sheet.content = "BT /F1 9 Tf 9 9 Td <0001000200030004> Tj ET";
    return read_in_time(one_page(sheet, more));
  };
  const std::string composite =
      "/F1 << /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 5 0 R "
      "/DescendantFonts [<< /W [0 2000000000 500 0 2000000000 500] /CIDToGIDMap 5 0 R "
      "/FontDescriptor << /FontFile2 5 0 R >> >>] >>";
  font(composite, {stream_object("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")});
  font(composite,
       {stream_object("beginbfrange " + repeated("<0000> <FFFF> [<0041> <0042>] ", 200'000) + "endbfrange")});
  std::string groups("\0\0\0\1\0\3\0\12\0\0\0\14\0\14\0\0\0\0\377\377\0\0\0\0\377\377\377\377", 28);
  groups += repeated(std::string("\0\0\0\0\0\20\377\377\0\0\0\1", 12), 2'000);
  const std::string table =
      std::string("\0\1\0\0\0\1\0\0\0\0\0\0cmap\0\0\0\0\0\0\0\34\0\377\377\377", 28) + groups;
  const std::string glyphs =
      "/F1 << /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< "
      "/FontDescriptor << /FontFile2 5 0 R >> >>] >>";
  EXPECT_EQ(font(glyphs, {stream_object(table)}).status, DocumentStatus::too_large);
  const std::string cff("\1\0\4\1\377\377\4\377\377\377\377\377\377\377\377\377\377", 17);
  font("/F1 << /Type /Font /Subtype /Type1 /FontDescriptor << /Flags 4 /FontFile3 5 0 R >> >>",
       {stream_object(cff)});
  font("/F1 << /Type /Font /Subtype /Type1 /FontDescriptor << /Flags 4 /FontFile 5 0 R >> >>",
       {stream_object("/Encoding 256 array " + repeated("dup 1 /A put ", 100'000))});
}

TEST(PdfHostile, ManyFonts) {
  std::string fonts, content = "BT ";
  for (int i = 0; i < 2'000; ++i) {
    fonts += "/F" + std::to_string(i) + " << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> ";
    content += "/F" + std::to_string(i) + " 9 Tf (x) Tj ";
  }
  Sheet sheet;
  sheet.fonts = fonts;
  sheet.content = content;
  EXPECT_EQ(read_in_time(one_page(sheet)).status, DocumentStatus::too_large);
}

TEST(PdfHostile, TablesThatLie) {
  const std::string good = one_page({});
  const auto with_tail = [&](const std::string& tail) {
    return read_in_time(good.substr(0, good.find("\nxref") + 1) + tail);
  };
  const std::string root = "trailer << /Root 1 0 R /Size 5 >>\n";
  const std::string at = std::to_string(good.find("\nxref") + 1);
  const std::string start = "startxref\n" + at + "\n%%EOF";
  EXPECT_EQ(with_tail("xref\n0 2147483647\n0000000000 65535 f \n" + root + start).pages, 1u);
  EXPECT_EQ(with_tail("xref\n0 0\ntrailer << /Root 1 0 R /Size 5 /Prev " + at + " >>\n" + start).pages, 1u);
  EXPECT_EQ(with_tail(root + "startxref\n99999999999999999999\n%%EOF").pages, 0u);  // qpdf gives up
  EXPECT_EQ(with_tail(root + "startxref\n-5\n%%EOF").pages, 1u);
  EXPECT_EQ(with_tail("trailer << /Root 9 0 R >>").pages, 0u);
  const std::string stream = stream_object(
      deflated("", size_t{40} << 20),
      "/Type /XRef /W [1 1 0] /Root 1 0 R /Size 20000000 /Filter /FlateDecode /Index [0 20000000]");
  EXPECT_EQ(with_tail("9 0 obj\n" + stream + "\nendobj\n" + start).status, DocumentStatus::too_large);
}

TEST(PdfHostile, StreamsWithoutLength) {
  SmallPdf pdf;
  pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
  pdf.add("<< /Type /Pages /Kids [3 0 R] >>");
  pdf.add("");
  std::string contents;
  for (int i = 0; i < 20'000; ++i)
    contents +=
        std::to_string(pdf.add("<< /Length 999999999 >>\nstream\n" + std::string(100, 'x'))) + " 0 R ";
  pdf.set(3, "<< /Type /Page /Parent 2 0 R /Contents [" + contents + "] >>");
  read_in_time(pdf.finish(1));
}

TEST(PdfHostile, FieldsAndNamesThatLoop) {
  Sheet sheet;
  sheet.page = "/Annots [5 0 R 5 0 R " + repeated("6 0 R ", 20'000) + "]";
  sheet.root =
      "/AcroForm << /Fields [5 0 R] >> /Names << /EmbeddedFiles 7 0 R /JavaScript 7 0 R >> /OpenAction 8 0 R";
  const Document document = read_in_time(
      one_page(sheet, {"<< /Subtype /Widget /FT /Tx /T (a) /Parent 5 0 R /Kids [5 0 R 5 0 R] /V (x) >>",
                       "<< /Subtype /Stamp /Rect [0 0 1 1] >>",
                       "<< /Kids [" + repeated("7 0 R ", 1'000) + "] >>", "<< /S /Named /Next 8 0 R >>"}));
  EXPECT_LE(document.marks.size(), limits::kPdfItems);
  EXPECT_LE(document.fields.size(), 4u);
}

TEST(PdfHostile, PredictorsAndPlacesWithoutSense) {
  SmallPdf pdf;
  pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
  pdf.add("<< /Type /Pages /Kids [3 0 R] >>");
  pdf.add(
      "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [1e308 -1e308 1e400 nan] /Rotate 1e99 "
      "/UserUnit -5 "
      "/Resources << /Font << /F1 << /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>");
  pdf.add_stream(
      deflated("BT /F1 1e30 Tf 1e30 0 0 1e30 1e30 1e30 Tm (x) Tj 0 Tf (y) Tj 1 0 0 0 0 0 Tm 9 Ts (z) Tj ET"),
      "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 2147483647 "
      "/BitsPerComponent 2147483647 >>");
  EXPECT_EQ(read_in_time(pdf.finish(1)).pages, 1u);
}

std::string ordinary() {
  Sheet sheet;
  for (int i = 0; i < 40; ++i)
    sheet.content += "BT /F1 10 Tf 72 " + std::to_string(740 - 15 * i) +
                     " Td (I authorize the change of line " + std::to_string(i) + ") Tj ET\n";
  sheet.page = "/Annots [5 0 R]";
  sheet.root = "/AcroForm << /Fields [5 0 R] >>";
  return one_page(sheet, {"<< /Subtype /Widget /FT /Tx /T (a) /Rect [9 9 99 20] /V (x) >>",
                          stream_object(deflated(repeated("more ", 500)), "/Filter /FlateDecode")});
}

TEST(PdfHostile, CutAnywhere) {
  const std::string file = ordinary();
  for (size_t size = 0; size < file.size(); size += 61) {
    const Document document = read_pdf(file.substr(0, size));
    EXPECT_NE(document.status, DocumentStatus::ok) << size;
    EXPECT_EQ(document.problem.empty(), false) << size;
  }
}

TEST(PdfHostile, BytesChangedAnywhere) {
  const std::string file = ordinary();
  std::mt19937 random(7);
  for (int round = 0; round < 1'500; ++round) {
    std::string changed = file;
    for (int i = 0; i < 8; ++i) changed[random() % changed.size()] = static_cast<char>(random());
    read_pdf(changed);
  }
}

TEST(PdfHostile, NoPdfAtAll) {
  EXPECT_EQ(read_pdf("").status, DocumentStatus::damaged);
  EXPECT_EQ(read_pdf("%PDF-1.7").status, DocumentStatus::damaged);
  EXPECT_EQ(read_pdf(std::string(1 << 20, '\0')).status, DocumentStatus::damaged);
  EXPECT_EQ(read_in_time(repeated("1 0 obj\n", 1'000'000)).pages, 0u);
}

}  // namespace
}  // namespace portcheck
