#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "portcheck/pdf.h"
#include "tests/shared/pdf/small_pdf.h"

namespace portcheck {
namespace {

using pdf_test::one_page;
using pdf_test::Sheet;
using pdf_test::stream_object;
using testing::ElementsAre;

std::vector<std::string> texts(const Document& document, Ink ink = Ink::visible) {
  std::vector<std::string> list;
  for (const Span& span : document.spans) {
    if (span.ink == ink) list.push_back(span.text);
  }
  return list;
}

Document read(std::string content) {
  Sheet sheet;
  sheet.content = std::move(content);
  return read_pdf(one_page(sheet));
}

Document read_font(std::string font, std::string content, const std::vector<std::string>& more = {}) {
  Sheet sheet;
  sheet.fonts = std::move(font);
  sheet.content = std::move(content);
  return read_pdf(one_page(sheet, more));
}

TEST(PdfText, PlaceOfALine) {
  const Document document = read("BT /F1 10 Tf 72 720 Td (Hello World) Tj ET");
  EXPECT_EQ(document.status, DocumentStatus::ok);
  EXPECT_EQ(document.pages, 1u);
  ASSERT_EQ(document.sizes, (std::vector<PageSize>{{6120, 7920}}));
  ASSERT_THAT(texts(document), ElementsAre("Hello World"));
  const Span& span = document.spans[0];
  EXPECT_EQ(span.page, 1u);
  EXPECT_EQ(span.box, (Box{720, 645, 1237, 742}));
  EXPECT_FALSE(span.filled_in);
}

TEST(PdfText, GapsAreBlanksAndWideGapsAreSpans) {
  const Document document = read(
      "BT /F1 10 Tf 72 720 Td [(Ac)-50(count)-400(Number:)] TJ 200 0 Td (8831) Tj 0 -14 Td (next) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("Account Number:", "8831", "next"));
  EXPECT_EQ(document.spans[0].line, document.spans[1].line);
  EXPECT_NE(document.spans[1].line, document.spans[2].line);
}

TEST(PdfText, LinesInReadingOrderWhateverTheOrderOfPainting) {
  const Document document = read(
      "BT /F1 10 Tf 1 0 0 1 72 600 Tm (three) Tj 1 0 0 1 120 700 Tm (two) Tj 1 0 0 1 72 700.4 Tm (one) Tj "
      "ET");
  EXPECT_THAT(texts(document), ElementsAre("one", "two", "three"));
}

TEST(PdfText, RaisedAndSmallStayInTheWord) {
  const Document document =
      read("BT /F1 12 Tf 72 700 Td (May 1) Tj /F1 7 Tf 4 Ts (st) Tj /F1 12 Tf 0 Ts (, 2026) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("May 1st, 2026"));
}

TEST(PdfText, PaintedTwiceIsReadOnce) {
  const Document document = read("BT /F1 12 Tf 72 700 Td (Bold) Tj 0.3 0 Td (Bold) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("Bold"));
}

TEST(PdfText, LettersSpacedOutAreOneWord) {
  const Document document = read("BT /F1 12 Tf 72 700 Td [(L)-300(E)-300(T)-300(T)-300(E)-300(R)] TJ ET");
  EXPECT_THAT(texts(document), ElementsAre("LETTER"));
}

TEST(PdfText, ColumnsOfRunningTextOneAfterTheOther) {
  std::string content = "BT /F1 9 Tf ";
  for (int line = 0; line < 8; ++line) {
    const std::string y = std::to_string(700 - 12 * line), n = std::to_string(line);
    content += "1 0 0 1 72 " + y + " Tm (left " + n + " as the end user I confirm that I have) Tj ";
    content += "1 0 0 1 320 " + y + " Tm (right " + n + " selected the new provider for all) Tj ";
  }
  const Document document = read(content + "ET");
  ASSERT_EQ(document.spans.size(), 16u);
  EXPECT_THAT(document.spans[7].text, testing::StartsWith("left 7"));
  EXPECT_THAT(document.spans[8].text, testing::StartsWith("right 0"));
}

TEST(PdfText, RowsOfAFormStayTogether) {
  std::string content = "BT /F1 9 Tf ";
  for (int line = 0; line < 8; ++line) {
    const std::string y = std::to_string(700 - 12 * line), n = std::to_string(line);
    content += "1 0 0 1 72 " + y + " Tm (Label of field " + n + ":) Tj 1 0 0 1 320 " + y + " Tm (value " + n +
               ") Tj ";
  }
  const Document document = read(content + "ET");
  ASSERT_EQ(document.spans.size(), 16u);
  EXPECT_EQ(document.spans[1].text, "value 0");
  EXPECT_EQ(document.spans[1].line, document.spans[0].line);
}

TEST(PdfText, TurnedPagesAndTurnedText) {
  Sheet sheet;
  sheet.page = "/Rotate 90";
  sheet.content = "BT /F1 10 Tf 0 1 -1 0 100 72 Tm (upright when turned) Tj ET";
  const Document document = read_pdf(one_page(sheet));
  ASSERT_EQ(document.sizes, (std::vector<PageSize>{{7920, 6120}}));
  ASSERT_THAT(texts(document), ElementsAre("upright when turned"));
  EXPECT_EQ(document.spans[0].box.left, 720);
  EXPECT_LT(document.spans[0].box.top, 1000);
  EXPECT_GT(document.spans[0].box.bottom, 1000);
}

TEST(PdfText, EncodingsAndDifferences) {
  const std::string font =
      "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /BaseEncoding "
      "/MacRomanEncoding /Differences [1 /f_f_i /uni20AC /A.sc 65 /Lslash /g99 /nobody] >> >>";
  const Document document = read_font(font, "BT /F1 10 Tf 72 700 Td (\\001\\002\\003A\\216C) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("ffi\u20ACA\u0141\u00E9\uFFFD"));
  EXPECT_EQ(document.unreadable, 1u);
}

TEST(PdfText, TicksOfZapfDingbats) {
  const Document document = read_font("/F1 << /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
                                      "BT /F1 10 Tf 72 700 Td (48n) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("\u2714\u2718\u25A0"));
}

TEST(PdfText, ToUnicode) {
  const std::string font =
      "/F1 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 5 0 R "
      "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 "
      "/W [3 [250] 10 12 600] >>] >>";
  const std::string map =
      "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0020> <00660069> "
      "endbfchar 2 beginbfrange <000A> <000C> <0041> <0030> <0031> [<D83DDE00> <00E9>] endbfrange";
  const Document document =
      read_font(font, "BT /F1 10 Tf 72 700 Td <000A000B000300200030003100FF> Tj ET", {stream_object(map)});
  EXPECT_THAT(texts(document), ElementsAre("AB fi\U0001F600\u00E9\uFFFD"));
  EXPECT_EQ(document.unreadable, 1u);
}

TEST(PdfText, EmbeddedCmapWithCodesOfTwoLengths) {
  const std::string font =
      "/F1 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 5 0 R /ToUnicode 6 0 R "
      "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X >>] >>";
  const std::string codes =
      "2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange "
      "1 begincidrange <20> <7E> 1 endcidrange";
  const std::string map = "1 beginbfrange <20> <7E> <0020> endbfrange 1 beginbfchar <8001> <00DF> endbfchar";
  const Document document =
      read_font(font, "BT /F1 10 Tf 72 700 Td <41800142> Tj ET", {stream_object(codes), stream_object(map)});
  EXPECT_THAT(texts(document), ElementsAre("A\u00DFB"));
}

std::string asian(std::string_view encoding, std::string_view ordering) {
  return "/F1 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /" + std::string(encoding) +
         " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo << /Registry "
         "(Adobe) "
         "/Ordering (" +
         std::string(ordering) + ") /Supplement 2 >> >>] >>";
}

TEST(PdfText, LatinInEastAsianFontsThatAreNotInTheFile) {
  const std::string phone = "BT /F1 10 Tf 72 700 Td <0013001200130001FFFF> Tj ET";
  for (const char* ordering : {"Japan1", "GB1", "CNS1", "Korea1"})
    EXPECT_THAT(texts(read_font(asian("Identity-H", ordering), phone)), ElementsAre("212 \uFFFD"))
        << ordering;
  EXPECT_THAT(texts(read_font(asian("Identity-H", "Identity"), phone)),
              ElementsAre("\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"));
  EXPECT_THAT(texts(read_font(asian("Identity-H", "Japan1"), "BT /F1 10 Tf 72 700 Td <00F900F8> Tj ET")),
              ElementsAre("21"));
  EXPECT_THAT(
      texts(read_font(asian("90ms-RKSJ-H", "Japan1"), "BT /F1 10 Tf 72 700 Td (212\\202\\240-5) Tj ET")),
      ElementsAre("212\uFFFD-5"));
  EXPECT_THAT(texts(read_font(asian("UniJIS-UCS2-H", "Japan1"), "BT /F1 10 Tf 72 700 Td <5E73 0032> Tj ET")),
              ElementsAre("\u5E732"));
}

TEST(PdfText, GlyphsByNumberThroughTheFontsOwnTable) {
  std::string cmap("\0\0\0\1\0\3\0\1\0\0\0\14", 12);
  cmap += std::string("\0\6\0\20\0\0\0\101\0\3\0\5\0\6\0\7", 16);  // format 6: A to C are glyphs 5 to 7
  std::string file("\0\1\0\0\0\1\0\0\0\0\0\0cmap\0\0\0\0\0\0\0\34\0\0\0\34", 28);
  file += cmap;
  const std::string font =
      "/F1 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts "
      "[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDToGIDMap /Identity "
      "/FontDescriptor << /Type /FontDescriptor /FontFile2 5 0 R >> >>] >>";
  const Document document =
      read_font(font, "BT /F1 10 Tf 72 700 Td <000500070006> Tj ET", {stream_object(file)});
  EXPECT_THAT(texts(document), ElementsAre("ACB"));
}

TEST(PdfText, Type1sOwnEncoding) {
  const std::string program =
      "%!PS-AdobeFont-1.0\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n"
      "dup 1 /one put\ndup 2 /fi put\nreadonly def\ncurrentfile eexec\n";
  const std::string font =
      "/F1 << /Type /Font /Subtype /Type1 /BaseFont /X /FontDescriptor << /Flags 4 "
      "/FontFile 5 0 R >> >>";
  const Document document =
      read_font(font, "BT /F1 10 Tf 72 700 Td (\\001\\002) Tj ET", {stream_object(program)});
  EXPECT_THAT(texts(document), ElementsAre("1fi"));
}

TEST(PdfText, Type3ByNamesOfItsGlyphs) {
  const std::string font =
      "/F1 << /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FontBBox [0 0 60 80] "
      "/FirstChar 1 /LastChar 2 /Widths [60 60] /CharProcs << >> /Encoding << /Differences "
      "[1 /H /i] >> >>";
  const Document document = read_font(font, "BT /F1 10 Tf 72 700 Td <0102> Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("Hi"));
}

TEST(PdfText, AccentsPaintedOverLetters) {
  const Document document = read("BT /F1 10 Tf 72 700 Td [(caf\\264)333(e nai\\250)] TJ ET");
  EXPECT_THAT(texts(document), ElementsAre("caf\u00E9 nai\u00A8"));
}

TEST(PdfText, ActualTextTakesThePlaceOfGlyphs) {
  const Document document = read(
      "BT /F1 10 Tf 72 700 Td (pro) Tj /Span << /ActualText (\\376\\377\\000v\\000i) >> BDC (XY) Tj EMC "
      "(der) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("provider"));
}

TEST(PdfText, SoftHyphens) {
  const Document document = read_font(
      "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [1 /softhyphen "
      "/uni00AD] >> >>",
      "BT /F1 10 Tf 72 700 Td (author\\002ize) Tj 0 -12 Td (pro\\002) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("authorize", "pro-"));
}

TEST(PdfText, FormsAndTheirMatrices) {
  Sheet sheet;
  sheet.content = "q 1 0 0 1 100 0 cm /X1 Do Q BT /F1 10 Tf 72 600 Td (page) Tj ET";
  sheet.resources = "/XObject << /X1 5 0 R >>";
  const std::string form =
      stream_object("BT /F1 10 Tf 0 0 Td (form) Tj ET Q Q Q /X1 Do",
                    "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Matrix [1 0 0 1 0 700]");
  const Document document = read_pdf(one_page(sheet, {form}));
  ASSERT_THAT(texts(document), ElementsAre("form", "page"));
  EXPECT_EQ(document.spans[0].box.left, 1000);
}

TEST(PdfText, InlinePicturesAreSkipped) {
  const Document document = read(
      "BT /F1 10 Tf 72 700 Td (before) Tj ET q 40 0 0 40 72 600 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x01 EI\x02 "
      "EI Q "
      "BT /F1 10 Tf 72 500 Td (after) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("before", "after"));
  ASSERT_EQ(document.pictures.size(), 1u);
  EXPECT_EQ(document.pictures[0].width, 2u);
}

TEST(PdfInk, ModeThreeAndWhiteAndClippedAndTinyAreHidden) {
  const Document document = read(
      "BT /F1 10 Tf 3 Tr 72 700 Td (mode) Tj 0 Tr ET "
      "1 g BT /F1 10 Tf 72 680 Td (white) Tj ET 0 g "
      "q 0 0 50 50 re W n BT /F1 10 Tf 72 660 Td (clipped) Tj ET Q "
      "BT /F1 0.5 Tf 72 640 Td (tiny) Tj ET "
      "BT /F1 10 Tf 700 620 Td (outside) Tj ET "
      "BT /F1 10 Tf 72 600 Td (seen) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("seen"));
  EXPECT_THAT(texts(document, Ink::hidden), ElementsAre("mode", "white", "clipped", "tiny", "outside"));
}

TEST(PdfInk, WhiteOnDarkIsSeenAndWhatIsCoveredIsNot) {
  const Document document = read(
      "0 0 1 rg 60 690 200 30 re f 1 g BT /F1 10 Tf 72 700 Td (white on blue) Tj ET "
      "0 g BT /F1 10 Tf 72 640 Td (redacted) Tj ET 60 630 200 30 re f "
      "BT /F1 10 Tf 72 600 Td (open) Tj ET");
  EXPECT_THAT(texts(document), ElementsAre("white on blue", "open"));
  EXPECT_THAT(texts(document, Ink::hidden), ElementsAre("redacted"));
}

TEST(PdfInk, TextUnderAScanIsKeptAsHidden) {
  Sheet sheet;
  sheet.content = "BT /F1 10 Tf 72 700 Td (read by OCR) Tj ET q 612 0 0 792 0 0 cm /P Do Q";
  sheet.resources = "/XObject << /P 5 0 R >>";
  const std::string picture =
      stream_object("x",
                    "/Type /XObject /Subtype /Image /Width 1700 /Height 2200 "
                    "/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode");
  const Document document = read_pdf(one_page(sheet, {picture}));
  EXPECT_THAT(texts(document, Ink::hidden), ElementsAre("read by OCR"));
  ASSERT_EQ(document.pictures.size(), 1u);
  const Picture& found = document.pictures[0];
  EXPECT_EQ(found.codec, "ccitt");
  EXPECT_EQ(found.box, (Box{0, 0, 6120, 7920}));
  EXPECT_EQ(found.resolution, 200);
  EXPECT_EQ(found.bits, 1);
}

TEST(PdfInk, LayersThatAreOff) {
  Sheet sheet;
  sheet.content = "/OC /L BDC BT /F1 10 Tf 72 700 Td (draft) Tj ET EMC BT /F1 10 Tf 72 680 Td (final) Tj ET";
  sheet.resources = "/Properties << /L 5 0 R >>";
  sheet.root = "/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>";
  const Document document = read_pdf(one_page(sheet, {"<< /Type /OCG /Name (x) >>"}));
  EXPECT_THAT(texts(document), ElementsAre("final"));
  EXPECT_THAT(texts(document, Ink::hidden), ElementsAre("draft"));
}

TEST(PdfMarks, StrokesLikeHandwriting) {
  const Document document = read(
      "100 100 m 110 130 120 90 130 110 c 140 130 150 90 160 110 c 165 130 170 90 175 110 c 180 120 185 95 "
      "190 108 c "
      "195 120 200 95 205 108 c 210 120 215 95 220 108 c S 50 50 m 550 50 l S");
  ASSERT_EQ(document.marks.size(), 1u);
  EXPECT_EQ(document.marks[0].kind, MarkKind::drawing);
}

}  // namespace
}  // namespace portcheck
