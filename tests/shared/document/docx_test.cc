#include "document/docx.h"

#include <gtest/gtest.h>

#include "portcheck/limits.h"
#include "tests/shared/document/docx_builder.h"
#include "tests/shared/exact_bytes.h"

namespace portcheck::document {
namespace {

using testing::DocxBuilder;
using testing::paragraph;

// "1.0 To whom | it may ~hidden~ -deleted- *filled in*": page and line, then its spans.
std::string shown(const Document& letter) {
  std::string out;
  uint32_t page = 0, line = 0;
  for (const Span& span : letter.spans) {
    const bool same = span.page == page && span.line == line && !out.empty();
    page = span.page;
    line = span.line;
    out += same ? " | " : (out.empty() ? "" : "\n") + std::to_string(page) + "." + std::to_string(line) + " ";
    const char* mark = span.ink == Ink::hidden    ? "~"
                       : span.ink == Ink::deleted ? "-"
                       : span.filled_in           ? "*"
                                                  : "";
    out += mark + span.text + mark;
  }
  return out;
}

Document read(const DocxBuilder& docx) {
  return read_docx(docx.bytes());
}
std::string shown(const std::string& body) {
  const Document letter = read(DocxBuilder(body));
  EXPECT_EQ(letter.status, DocumentStatus::ok) << letter.problem;
  return shown(letter);
}

std::string run(std::string_view properties, std::string_view text) {
  return "<w:r><w:rPr>" + std::string(properties) + "</w:rPr><w:t xml:space=\"preserve\">" +
         std::string(text) + "</w:t></w:r>";
}

TEST(Docx, ParagraphsAreLines) {
  EXPECT_EQ(shown(paragraph("Letter of  Authorization ") + "<w:p/>" + paragraph("A &amp; B&#160;Inc.")),
            "1.0 Letter of Authorization\n1.1 A & B Inc.");
}

TEST(Docx, AWordInSeveralRunsIsOneWord) {
  EXPECT_EQ(shown("<w:p>" + run("<w:b/>", "212-7") + "<w:bookmarkStart/><w:proofErr/>" + run("", "36-0143") +
                  "<w:hyperlink>" + run("", " here") + "</w:hyperlink><w:smartTag>" + run("", "!") +
                  "</w:smartTag></w:p>"),
            "1.0 212-736-0143 here!");
}

TEST(Docx, TabsAndBreaks) {
  EXPECT_EQ(shown("<w:p><w:pPr><w:tabs><w:tab "
                  "w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>Name:</w:t><w:tab/><w:t>Ann</w:t>"
                  "<w:br/><w:t>next</w:t><w:cr/><w:t>last</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>one</"
                  "w:t></w:r></w:p>"),
            "1.0 Name: | Ann\n1.1 next\n1.2 last-one");
}

TEST(Docx, PagesAreCountedByBreaks) {
  const std::string body = paragraph("a") + "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>" +
                           "<w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>" +
                           "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>c</w:t></w:r></w:p>" +
                           "<w:p><w:r><w:t>d1</w:t><w:lastRenderedPageBreak/><w:t>d2</w:t></w:r></w:p>" +
                           "<w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/></w:sectPr>";
  const Document letter = read(DocxBuilder(body));
  EXPECT_EQ(shown(letter), "1.0 a\n2.0 b\n3.0 c\n3.1 d1\n4.0 d2");
  EXPECT_EQ(letter.pages, 4u);
  EXPECT_EQ(letter.sizes, std::vector<PageSize>(4, {6120, 7920}));
}

std::string cell(std::string_view inside) {
  return "<w:tc><w:tcPr/>" + std::string(inside) + "</w:tc>";
}
std::string row(std::string_view cells) {
  return "<w:tr>" + std::string(cells) + "</w:tr>";
}
std::string table(std::string_view rows) {
  return "<w:tbl><w:tblPr/><w:tblGrid/>" + std::string(rows) + "</w:tbl>";
}

TEST(Docx, ARowIsALine) {
  EXPECT_EQ(shown(table(row(cell(paragraph("Number")) + cell(paragraph("Carrier"))) +
                        row(cell(paragraph("2127360143")) + cell("<w:p/>"))) +
                  paragraph("end")),
            "1.0 Number | Carrier\n1.1 2127360143\n1.2 end");
}

TEST(Docx, ParagraphsOfACellStandBesideThoseOfTheOthers) {
  EXPECT_EQ(
      shown(table(row(cell(paragraph("Service address") + paragraph("350 5th Ave") + paragraph("New York")) +
                      cell(paragraph("BTN") + paragraph("212 736 0143"))) +
                  row(cell(paragraph("x"))))),
      "1.0 Service address | BTN\n1.1 350 5th Ave | 212 736 0143\n1.2 New York\n1.3 x");
}

TEST(Docx, TablesInTables) {
  EXPECT_EQ(
      shown(
          table(row(cell(paragraph("a") +
                         table(row(cell(paragraph("b")) + cell(paragraph("c"))) + row(cell(paragraph("d")))) +
                         "<w:p/>") +
                    cell(paragraph("e")))) +
          paragraph("f")),
      "1.0 a | e\n1.1 b | c\n1.2 d\n1.3 f");
}

TEST(Docx, TrackedChanges) {
  const Document letter = read(DocxBuilder(
      "<w:p><w:r><w:t>212-736-01</w:t></w:r><w:del><w:r><w:delText>55</w:delText></w:r></w:del>"
      "<w:ins><w:r><w:t>43</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>" +
      table("<w:tr><w:trPr><w:del/></w:trPr>" + cell(paragraph("old")) + "</w:tr>")));
  EXPECT_EQ(shown(letter), "1.0 212-736-0143 | -55gone-\n1.1 -old-");
  EXPECT_TRUE(letter.tracked_changes);
  EXPECT_FALSE(read(DocxBuilder(paragraph("a"))).tracked_changes);
}

TEST(Docx, HiddenText) {
  DocxBuilder docx("<w:p>" + run("<w:vanish/>", "a") + run("<w:vanish w:val=\"0\"/>", "b") +
                   run("<w:rStyle w:val=\"H2\"/>", "c") + run("<w:color w:val=\"ffffff\"/>", "d") +
                   run("<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"black\"/>", "e") +
                   run("<w:sz w:val=\"2\"/>", "f") + run("<w:sz w:val=\"3\"/>", "g") +
                   "</w:p><w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr>" + run("", "h") + "</w:p>" +
                   table(row(cell("<w:p>" + run("<w:color w:val=\"FFFFFF\"/>", "head") + "</w:p>"))));
  docx.word("rId9", "styles", "styles.xml",
            DocxBuilder::root("styles",
                              "<w:style w:styleId=\"H2\"><w:basedOn w:val=\"H1\"/></w:style>"
                              "<w:style w:styleId=\"H1\"><w:rPr><w:vanish/></w:rPr></w:style>"));
  EXPECT_EQ(shown(read(docx)), "1.0 beg | ~acdf~\n1.1 ~h~\n1.2 head");
}

TEST(Docx, OldPropertiesOfAChangeHideNothing) {
  EXPECT_EQ(shown("<w:p>" + run("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", "a") + "</w:p>"),
            "1.0 a");
}

TEST(Docx, SignsOfSymbolFonts) {
  const Document letter = read(DocxBuilder(
      "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t xml:space=\"preserve\"> Local </w:t>"
      "<w:sym w:font=\"Wingdings 2\" w:char=\"00A3\"/></w:r>" +
      run("<w:rFonts w:ascii=\"Wingdings\"/>", "\xC3\xBD\xEF\x81\xAF\x01") +
      run("", "\xEF\xAC\x81ne \xEF\xAC\x84") + "</w:p>"));
  EXPECT_EQ(shown(letter), "1.0 ☑ Local ☐☒☐ fine ffl");
  EXPECT_EQ(letter.unreadable, 1u);
}

TEST(Docx, HeadersFootersAndNotesStandWhereTheyAreRead) {
  DocxBuilder docx(paragraph("body") +
                   "<w:p><w:r><w:t>see</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
                   "<w:p><w:r><w:br w:type=\"page\"/><w:t>page two</w:t></w:r></w:p><w:sectPr>"
                   "<w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:headerReference w:type=\"first\" "
                   "r:id=\"rId3\"/>"
                   "<w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:headerReference w:type=\"even\" "
                   "r:id=\"rId5\"/></w:sectPr>");
  docx.word("rId2", "header", "header1.xml", DocxBuilder::root("hdr", paragraph("head")))
      .word("rId3", "header", "header2.xml", DocxBuilder::root("hdr", paragraph("first")))
      .word("rId5", "header", "header3.xml", DocxBuilder::root("hdr", paragraph("even")))
      .word("rId4", "footer", "footer1.xml", DocxBuilder::root("ftr", paragraph("foot")))
      .word("rId6", "footnotes", "footnotes.xml",
            DocxBuilder::root("footnotes", "<w:footnote w:type=\"separator\" w:id=\"-1\">" +
                                               paragraph("---") + "</w:footnote><w:footnote w:id=\"2\">" +
                                               paragraph("note") + "</w:footnote><w:footnote w:id=\"3\">" +
                                               paragraph("unused") + "</w:footnote>"));
  EXPECT_EQ(shown(read(docx)), "1.0 head\n1.1 body\n1.2 see\n1.3 note\n1.4 foot\n2.0 page two");
}

TEST(Docx, FirstAndEvenHeadersWhereTheyAreWanted) {
  DocxBuilder docx(paragraph("body") +
                   "<w:sectPr><w:headerReference w:type=\"first\" r:id=\"rId3\"/>"
                   "<w:headerReference w:type=\"even\" r:id=\"rId5\"/><w:titlePg/></w:sectPr>");
  docx.word("rId3", "header", "header2.xml", DocxBuilder::root("hdr", paragraph("first")))
      .word("rId5", "header", "header3.xml", DocxBuilder::root("hdr", paragraph("even")))
      .word("rId7", "settings", "settings.xml", DocxBuilder::root("settings", "<w:evenAndOddHeaders/>"));
  EXPECT_EQ(shown(read(docx)), "1.0 first\n1.1 even\n1.2 body");
}

TEST(Docx, SectionsThatLookAlikeHaveOneHeader) {
  DocxBuilder docx(
      "<w:p><w:pPr><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/></w:sectPr></w:pPr></w:p>" +
      paragraph("body") + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/></w:sectPr>");
  docx.word("rId2", "header", "header1.xml", DocxBuilder::root("hdr", paragraph("same") + "<w:sectPr/>"))
      .word("rId3", "header", "header2.xml", DocxBuilder::root("hdr", paragraph("same")));
  EXPECT_EQ(shown(read(docx)), "1.0 same\n1.1 body");
}

TEST(Docx, TheSameThingSaidTwiceIsReadOnce) {
  const std::string box = "<w:txbxContent>" + paragraph("in the box") + "</w:txbxContent>";
  EXPECT_EQ(
      shown("<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice "
            "Requires=\"wps\"><w:drawing><wp:anchor>"
            "<a:graphic>" +
            box + "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
            "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> "
            "after</w:t></w:r></w:p>" +
            paragraph("end")),
      "1.0 before after\n1.1 in the box\n1.2 end");
  EXPECT_EQ(shown("<w:p><mc:AlternateContent><mc:Choice "
                  "Requires=\"x\"><x/></mc:Choice><mc:Fallback><w:r><w:t>old</w:t></w:r>"
                  "</mc:Fallback></mc:AlternateContent></w:p>"),
            "1.0 old");
}

TEST(Docx, AnyPrefixAndStrictNamespaces) {
  DocxBuilder docx("");
  docx.part("word/document.xml",
            "<document "
            "xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><body><p><r><t>strict</t></r></p></"
            "body></document>");
  EXPECT_EQ(shown(read(docx)), "1.0 strict");
  docx.part("word/document.xml",
            "\xFF\xFE<\0d\0>\0<\0p\0>\0<\0t\0>\0x\0<\0/\0t\0>\0<\0/\0p\0>\0<\0/\0d\0>\0");
  const std::string utf16 = "<d><p><t>wide</t></p></d>";
  std::string bytes = "\xFF\xFE";
  for (const char c : utf16) bytes += {c, '\0'};
  docx.part("word/document.xml", bytes);
  EXPECT_EQ(shown(read(docx)), "1.0 wide");
}

TEST(Docx, CommentsAreNoText) {
  EXPECT_TRUE(read(DocxBuilder("<w:p><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>")).comments);
}

TEST(Docx, MarkedFieldsShowTheirResult) {
  EXPECT_EQ(shown("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE "
                  "</w:instrText><w:t>no</w:t></w:r>"
                  "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3/4/2026</w:t></w:r>"
                  "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>, "
                  "1</w:t></w:r></w:fldSimple></w:p>"),
            "1.0 3/4/2026, 1");
  EXPECT_EQ(
      shown("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>lost</w:t></w:r></w:p>" + paragraph("kept")),
      "1.0 kept");
}

TEST(Docx, DynamicDataExchangeStartsPrograms) {
  const Document letter =
      read(DocxBuilder("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> DDEAUTO "
                       "c:\\\\x.exe</w:instrText></w:r>"
                       "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"));
  EXPECT_TRUE(letter.launches);
}

TEST(Docx, FilesInside) {
  DocxBuilder docx(
      "<w:p><w:r><w:object><v:shape/><o:OLEObject r:id=\"rId4\" "
      "ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>");
  docx.word("rId4", "package", "embeddings/numbers.xlsx", "PK").part("word/vbaProject.bin", "x");
  const Document letter = read(docx);
  EXPECT_EQ(letter.attachments, std::vector<std::string>{"numbers.xlsx"});
  EXPECT_TRUE(letter.scripts);
}

TEST(Docx, Properties) {
  DocxBuilder docx(paragraph("a"));
  docx.part("docProps/core.xml",
            "<cp:coreProperties xmlns:cp=\"cp\" xmlns:dc=\"dc\" "
            "xmlns:dcterms=\"t\"><dc:title>LOA</dc:title><dc:creator>Ann &lt;</dc:creator>"
            "<dc:subject/><dcterms:created>2026-11-03T12:00:00Z</dcterms:created><dcterms:modified>never</"
            "dcterms:modified></cp:coreProperties>")
      .part("docProps/app.xml",
            "<Properties><Pages>3</Pages><Application>Microsoft Office Word</Application></Properties>")
      .link("", "rId2", "core-properties", "docProps/core.xml")
      .link("", "rId3", "extended-properties", "/docProps/app.xml");
  const Document letter = read(docx);
  EXPECT_EQ(letter.info,
            (DocumentInfo{"LOA", "Ann <", "", "Microsoft Office Word", "", Date{2026, 11, 3}, std::nullopt}));
  EXPECT_EQ(letter.pages, 3u);
}

TEST(Docx, DamagedFiles) {
  EXPECT_EQ(read_docx("").status, DocumentStatus::damaged);
  DocxBuilder cut("");
  cut.part("word/document.xml", "<w:document><w:body>" + paragraph("kept") + "<w:p><w:r><w:t>cut");
  Document letter = read(cut);
  EXPECT_EQ(letter.status, DocumentStatus::recovered);
  EXPECT_EQ(shown(letter), "1.0 kept\n1.1 cut");
  EXPECT_EQ(letter.problem, "xml");
  cut.part("word/document.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document/>");
  EXPECT_EQ(read(cut).status, DocumentStatus::damaged);
  EXPECT_EQ(read(cut).problem, "xml_entities");
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<w:tbl><w:tr><w:tc>";
  cut.part("word/document.xml", "<w:document><w:body>" + paragraph("kept") + deep);
  letter = read(cut);
  EXPECT_EQ(letter.status, DocumentStatus::too_large);
  EXPECT_EQ(shown(letter), "1.0 kept");
  DocxBuilder empty("");
  empty.link("", "rId0", "officeDocument", "nowhere.xml");
  EXPECT_EQ(read(empty).status, DocumentStatus::damaged);
}

TEST(Docx, EveryBeginningOfAFileIsAnswered) {
  const std::string whole = DocxBuilder(paragraph("a") + table(row(cell(paragraph("b"))))).bytes();
  for (size_t size = 0; size < whole.size(); ++size) {
    const testing::ExactBytes bytes(std::string_view(whole).substr(0, size));
    EXPECT_EQ(read_docx(bytes.view()).status, DocumentStatus::damaged) << size;
  }
}

TEST(Docx, TextIsBounded) {
  const std::string line = paragraph("0123456789 0123456789 0123456789 0123456789 0123456789 0123456789");
  std::string body;
  for (int i = 0; i < 80'000; ++i) body += line;
  const Document letter = read(DocxBuilder(body));
  EXPECT_EQ(letter.status, DocumentStatus::too_large);
  EXPECT_EQ(letter.problem, "text");
  EXPECT_TRUE(parse_document(to_json(letter)));
}

TEST(Docx, AParagraphWithoutEndIsCut) {
  const Document letter = read(DocxBuilder("<w:p><w:r><w:t>" + std::string(5'000'000, 'a') +
                                           "</w:t></w:r></w:p>" + paragraph("lost")));
  EXPECT_EQ(letter.status, DocumentStatus::too_large);
  ASSERT_EQ(letter.spans.size(), 1u);
  EXPECT_EQ(letter.spans[0].text.size(), limits::kDocumentTextBytes);
}

TEST(Docx, BreaksByTheMillionAreBounded) {
  std::string breaks;
  for (int i = 0; i < 500'000; ++i) breaks += "<w:br/><w:lastRenderedPageBreak/>";
  const Document letter = read(DocxBuilder(
      "<w:p><w:r>" + breaks + "<w:t>a</w:t></w:r></w:p><w:sectPr><w:pgSz w:w=\"1\" w:h=\"1\"/></w:sectPr>"));
  EXPECT_EQ(letter.spans.size(), 1u);
  EXPECT_TRUE(parse_document(to_json(letter)));
}

}  // namespace
}  // namespace portcheck::document
