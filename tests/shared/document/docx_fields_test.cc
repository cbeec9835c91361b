// What is filled in, drawn, put in and signed in a Word document.
#include <gtest/gtest.h>

#include "document/docx.h"
#include "document/signer.h"
#include "tests/shared/document/docx_builder.h"

namespace portcheck::document {
namespace {

using testing::DocxBuilder;
using testing::paragraph;

Document read(const DocxBuilder& docx) {
  return read_docx(docx.bytes());
}
Document read_paragraph(const std::string& inside) {
  return read(DocxBuilder("<w:p>" + inside + "</w:p>"));
}

// "plain|*filled in*"
std::string shown(const Document& letter) {
  std::string out;
  for (const Span& span : letter.spans) {
    out += out.empty() ? "" : "|";
    out += span.filled_in ? "*" + span.text + "*" : span.text;
  }
  return out;
}

FormField field(FieldKind kind, std::string name, std::string label, std::string value) {
  FormField made;
  made.kind = kind;
  made.name = std::move(name);
  made.label = std::move(label);
  made.value = std::move(value);
  return made;
}

std::string control(std::string_view properties, std::string_view content) {
  return "<w:sdt><w:sdtPr>" + std::string(properties) + "</w:sdtPr><w:sdtContent>" + std::string(content) +
         "</w:sdtContent></w:sdt>";
}
std::string run(std::string_view text) {
  return "<w:r><w:t xml:space=\"preserve\">" + std::string(text) + "</w:t></w:r>";
}

TEST(DocxControls, TextIsFilledIn) {
  const Document letter =
      read_paragraph(run("Company: ") +
                     control("<w:alias w:val=\"Company name\"/><w:tag w:val=\"company\"/><w:text/>",
                             run("Acme ") + run("Inc.")) +
                     run(" (USA)"));
  EXPECT_EQ(shown(letter), "Company:|*Acme Inc.*|(USA)");
  EXPECT_EQ(letter.fields, std::vector{field(FieldKind::text, "company", "Company name", "Acme Inc.")});
}

TEST(DocxControls, APlaceholderIsNoValue) {
  const Document letter =
      read_paragraph(run("Date: ") + control("<w:alias w:val=\"Date\"/><w:showingPlcHdr/><w:date/>",
                                             run("Click or tap to enter a date.")));
  EXPECT_EQ(shown(letter), "Date: Click or tap to enter a date.");
  EXPECT_EQ(letter.fields, std::vector{field(FieldKind::text, "", "Date", "")});
}

TEST(DocxControls, BoxesAndLists) {
  const Document letter = read_paragraph(
      control("<w:tag w:val=\"local\"/><w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>",
              run("\xE2\x98\x92")) +
      run(" local ") +
      control("<w:tag w:val=\"tf\"/><w14:checkbox><w14:checked w14:val=\"0\"/></w14:checkbox>",
              run("\xE2\x98\x90")) +
      run(" toll-free ") +
      control("<w:tag w:val=\"state\"/><w:lock "
              "w:val=\"sdtContentLocked\"/><w:dropDownList><w:listItem/></w:dropDownList>",
              run("NY")));
  EXPECT_EQ(shown(letter), "*☒*|local|*☐*|toll-free|*NY*");
  FormField state = field(FieldKind::choice, "state", "", "NY");
  state.read_only = true;
  EXPECT_EQ(letter.fields, (std::vector{field(FieldKind::check_box, "local", "", "1"),
                                        field(FieldKind::check_box, "tf", "", ""), state}));
}

TEST(DocxControls, WhatIsNoFieldIsText) {
  const Document letter =
      read_paragraph(control("<w:tag w:val=\"x\"/><w:docPartObj/>", run("table of contents")) +
                     control("<w:tag w:val=\"goog_rdk_1\"/>", run(" plain")));
  EXPECT_EQ(shown(letter), "table of contents plain");
  EXPECT_TRUE(letter.fields.empty());
}

TEST(DocxControls, AroundParagraphsRowsAndCells) {
  const std::string cell =
      control("<w:tag w:val=\"cell\"/>", "<w:tc>" + paragraph("in") + paragraph("side") + "</w:tc>");
  const Document letter = read(DocxBuilder(
      control("<w:tag w:val=\"block\"/>", paragraph("one") + paragraph("two")) + "<w:tbl>" +
      control("<w:tag w:val=\"row\"/>", "<w:tr><w:tc>" + paragraph("label") + "</w:tc>" + cell + "</w:tr>") +
      "</w:tbl>"));
  EXPECT_EQ(shown(letter), "*one*|*two*|*label*|*in*|*side*");
  ASSERT_EQ(letter.fields.size(), 3u);
  EXPECT_EQ(letter.fields[0].value, "one two");
  EXPECT_EQ(letter.fields[1].value, "in side");
  EXPECT_EQ(letter.fields[2].value, "label in side");
}

std::string old_field(std::string_view data, std::string_view result) {
  const std::string begin = "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>" + std::string(data) +
                            "</w:ffData></w:fldChar></w:r>";
  const std::string shows =
      result.empty() ? "" : "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + run(result);
  return begin + "<w:r><w:instrText> FORM </w:instrText></w:r>" + shows +
         "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
}

TEST(DocxFormFields, OfOlderDocuments) {
  const Document letter = read_paragraph(
      run("BTN ") +
      old_field("<w:name w:val=\"btn\"/><w:helpText w:val=\"Billing number\"/><w:textInput/>", "2127360143") +
      run(" PIN ") +
      old_field("<w:name w:val=\"pin\"/><w:textInput/>", "\xE2\x80\x82\xE2\x80\x82\xE2\x80\x82") +
      run(" local ") +
      old_field("<w:name w:val=\"local\"/><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>",
                "") +
      run(" toll-free ") +
      old_field(
          "<w:name w:val=\"tf\"/><w:checkBox><w:default w:val=\"1\"/><w:checked w:val=\"0\"/></w:checkBox>",
          "") +
      run(" carrier ") +
      old_field("<w:name w:val=\"carrier\"/><w:ddList><w:result w:val=\"1\"/><w:listEntry "
                "w:val=\"A\"/><w:listEntry w:val=\"B\"/></w:ddList>",
                ""));
  EXPECT_EQ(shown(letter), "BTN|*2127360143*|PIN|local|*☒*|toll-free|*☐*|carrier|*B*");
  EXPECT_EQ(
      letter.fields,
      (std::vector{field(FieldKind::text, "btn", "Billing number", "2127360143"),
                   field(FieldKind::text, "pin", "", ""), field(FieldKind::check_box, "local", "", "1"),
                   field(FieldKind::check_box, "tf", "", ""), field(FieldKind::choice, "carrier", "", "B")}));
}

TEST(DocxFormFields, ThatNeverEnd) {
  std::string opened;
  for (int i = 0; i < 200; ++i)
    opened +=
        "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>"
        "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
  const Document letter = read(DocxBuilder(
      "<w:p>" + control("<w:tag w:val=\"a\"/>", opened + run("x")) + "</w:p>" + paragraph("kept") +
      "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/><w:fldChar w:fldCharType=\"separate\"/></w:r></w:p>"));
  EXPECT_EQ(shown(letter), "*x*|*kept*");
  EXPECT_EQ(letter.status, DocumentStatus::ok);
}

constexpr std::string_view kPng(
    "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x01\x2C\0\0\0\x64\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0", 45);

std::string drawing(std::string_view description, std::string_view id) {
  return "<w:r><w:drawing><wp:inline><wp:extent cx=\"914400\" cy=\"304800\"/><wp:docPr id=\"1\" "
         "name=\"Picture 1\" descr=\"" +
         std::string(description) +
         "\"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed=\"" + std::string(id) +
         "\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
}

TEST(DocxShapes, PicturesWithTheirDescription) {
  DocxBuilder docx("<w:p>" + run("Signed ") + drawing("Ann's  signature", "rId5") + "</w:p>");
  docx.word("rId5", "image", "media/image1.png", std::string(kPng));
  const Document letter = read(docx);
  EXPECT_EQ(shown(letter), "Signed");
  Mark mark;
  mark.kind = MarkKind::picture;
  mark.text = "Ann's signature";
  EXPECT_EQ(letter.marks, std::vector{mark});
  ASSERT_EQ(letter.pictures.size(), 1u);
  EXPECT_EQ(letter.pictures[0].width, 300u);
  EXPECT_EQ(letter.pictures[0].height, 100u);
  EXPECT_EQ(letter.pictures[0].codec, "png");
  EXPECT_EQ(letter.pictures[0].resolution, 300);
}

TEST(DocxShapes, PicturesThatAreNotThere) {
  DocxBuilder docx("<w:p>" + drawing("", "rId5") + drawing("", "rId6") + drawing("", "rId7") + "</w:p>");
  docx.link("word/document.xml", "rId5", "image", "http://example.com/a.png", true)
      .word("rId6", "image", "media/a.png", "no picture");
  const Document letter = read(docx);
  EXPECT_EQ(letter.marks.size(), 3u);
  EXPECT_TRUE(letter.pictures.empty());
}

TEST(DocxShapes, OldPictures) {
  DocxBuilder docx(
      "<w:p><w:r><w:pict><v:shape alt=\"stamp\" id=\"s1\"><v:imagedata r:id=\"rId5\" "
      "o:title=\"\"/></v:shape></w:pict></w:r></w:p>");
  docx.word("rId5", "image", "media/image1.png", std::string(kPng));
  const Document letter = read(docx);
  ASSERT_EQ(letter.pictures.size(), 1u);
  EXPECT_EQ(letter.marks.at(0).text, "stamp");
}

TEST(DocxShapes, WatermarksAndInk) {
  const Document letter = read_paragraph(
      run("before") + "<w:r><w:pict><v:shape><v:textpath string=\"DRAFT\"/></v:shape></w:pict></w:r>" +
      run(" after") +
      "<w:r><mc:AlternateContent><mc:Choice Requires=\"wpi\"><w:drawing><wp:anchor><wp:docPr name=\"Ink "
      "1\"/><w14:contentPart r:id=\"rId9\"/>"
      "</wp:anchor></w:drawing></mc:Choice><mc:Fallback>" +
      drawing("", "rId1") + "</mc:Fallback></mc:AlternateContent></w:r>");
  EXPECT_EQ(shown(letter), "before after|DRAFT");
  ASSERT_EQ(letter.marks.size(), 1u);
  EXPECT_EQ(letter.marks[0].kind, MarkKind::ink);
}

TEST(DocxShapes, ManyCurvesAreDrawnByHand) {
  std::string curves;
  for (int i = 0; i < 30; ++i) curves += "<a:cubicBezTo><a:pt/><a:pt/><a:pt/></a:cubicBezTo>";
  const Document letter = read_paragraph("<w:r><w:drawing><a:custGeom><a:path>" + curves +
                                         "</a:path></a:custGeom></w:drawing></w:r>");
  ASSERT_EQ(letter.marks.size(), 1u);
  EXPECT_EQ(letter.marks[0].kind, MarkKind::drawing);
  EXPECT_TRUE(read_paragraph("<w:r><w:drawing><a:path><a:lnTo/></a:path></w:drawing></w:r>").marks.empty());
}

constexpr std::string_view kLine =
    "<w:r><w:pict><v:shape alt=\"Signature Line\"><v:imagedata r:id=\"rId5\"/><o:signatureline id=\"{A1}\" "
    "issignatureline=\"t\" "
    "o:suggestedsigner=\"Ann Ortiz\" o:suggestedsigner2=\"CFO\"/></v:shape></w:pict></w:r>";

TEST(DocxSignatures, AnEmptyLineIsAField) {
  const Document letter = read_paragraph(std::string(kLine));
  EXPECT_EQ(letter.fields, std::vector{field(FieldKind::signature, "{A1}", "Ann Ortiz, CFO", "")});
  EXPECT_TRUE(letter.marks.empty());
}

// A certificate's beginning: issuer "Some CA", validity, subject "Ann Ortiz".
constexpr std::string_view kCertificate =
    "BgNVBAMMB1NvbWUgQ0EwHhcNMjYwMTAxMDAwMDAwWhcNMjcwMTAx\nMDAwMDAwWjAUMRIwEAYDVQQDDAlBbm4gT3J0aXo=";

TEST(DocxSignatures, SayWhoSignedAndWhen) {
  DocxBuilder docx("<w:p>" + std::string(kLine) + "</w:p>");
  docx.link("", "rId8", "digital-signature/origin", "_xmlsignatures/origin.sigs")
      .part("_xmlsignatures/origin.sigs", "")
      .link("_xmlsignatures/origin.sigs", "rId1", "digital-signature/signature", "sig1.xml")
      .part("_xmlsignatures/sig1.xml",
            "<Signature><KeyInfo><X509Data><X509Certificate>" + std::string(kCertificate) +
                "</X509Certificate></X509Data></KeyInfo><Object><Manifest><Reference "
                "URI=\"/word/document.xml?ContentType=a/b\"/></Manifest>"
                "<mdssi:SignatureTime><mdssi:Value>2026-11-03T09:00:00Z</mdssi:Value></mdssi:SignatureTime></"
                "Object><SignatureInfoV1>"
                "<SetupID>{A1}</SetupID><SignatureText>A. Ortiz</SignatureText><SignatureComments>I "
                "agree</SignatureComments>"
                "</SignatureInfoV1></Signature>");
  const Document letter = read(docx);
  DigitalSignature signature;
  signature.field = "{A1}";
  signature.name = "Ann Ortiz";
  signature.reason = "I agree";
  signature.format = "xmldsig";
  signature.date = Date{2026, 11, 3};
  signature.covers_file = true;
  EXPECT_EQ(letter.signatures, std::vector{signature});
}

TEST(DocxSignatures, BrokenCertificatesNameNobody) {
  EXPECT_EQ(signer_of(kCertificate), "Ann Ortiz");
  for (size_t size = 0; size + 4 < kCertificate.size(); ++size)
    EXPECT_EQ(signer_of(kCertificate.substr(0, size)), "") << size;
}

}  // namespace
}  // namespace portcheck::document
