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

Sheet form(std::string annotations, std::string fields, std::string more = "") {
  Sheet sheet;
  sheet.page = "/Annots [" + annotations + "]";
  sheet.root = "/AcroForm << /Fields [" + fields + "] " + more + " >>";
  return sheet;
}

TEST(PdfForm, ValuesStandWhereTheirFieldsAre) {
  const Document document = read_pdf(one_page(
      form("5 0 R 7 0 R", "6 0 R 7 0 R"),
      {"<< /Type /Annot /Subtype /Widget /Parent 6 0 R /Rect [100 700 300 720] >>",
       "<< /FT /Tx /T (customer) /TU (Name of the customer) /Kids [5 0 R] /V (Jane Q. Public) /Ff 2 >>",
       "<< /Type /Annot /Subtype /Widget /FT /Tx /T (address) /Rect [100 600 300 660] /Ff 4096 "
       "/V (1200 Market Street\\rPhiladelphia) >>"}));
  ASSERT_EQ(document.fields.size(), 2u);
  EXPECT_EQ(document.fields[0].name, "customer");
  EXPECT_EQ(document.fields[0].label, "Name of the customer");
  EXPECT_EQ(document.fields[0].value, "Jane Q. Public");
  EXPECT_TRUE(document.fields[0].required);
  EXPECT_TRUE(document.fields[1].multiline);
  ASSERT_EQ(document.spans.size(), 3u);
  EXPECT_EQ(document.spans[0].text, "Jane Q. Public");
  EXPECT_TRUE(document.spans[0].filled_in);
  EXPECT_EQ(document.spans[0].box.left, 1000);
  EXPECT_GT(document.spans[0].box.top, 700);
  EXPECT_LT(document.spans[0].box.bottom, 940);
  EXPECT_EQ(document.spans[2].text, "Philadelphia");
}

TEST(PdfForm, AppearancesAreNotReadBesideValues) {
  const std::string appearance = stream_object(
      "/Tx BMC q BT /F1 10 Tf 2 5 Td (1) Tj 20 0 Td (9) Tj 20 0 Td (1) Tj 20 0 Td (0) Tj 20 0 Td (7) Tj ET Q "
      "EMC",
      "/Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont "
      "/Helvetica >> >> >>");
  const Document document = read_pdf(
      one_page(form("5 0 R", "5 0 R"), {"<< /Subtype /Widget /FT /Tx /T (a.zip) /Rect [100 700 300 720] "
                                        "/V (19107) /AP << /N 6 0 R >> >>",
                                        appearance}));
  ASSERT_EQ(document.spans.size(), 1u);
  EXPECT_EQ(document.spans[0].text, "19107");
  EXPECT_TRUE(document.spans[0].filled_in);
}

TEST(PdfForm, BoxesAndChoices) {
  const Document document = read_pdf(one_page(
      form("5 0 R 6 0 R 8 0 R 9 0 R", "5 0 R 6 0 R 7 0 R"),
      {"<< /Subtype /Widget /FT /Btn /T (agree) /Rect [10 10 20 20] /AS /Yes /V /Yes /AP << /N << /Yes 4 0 R "
       "/Off 4 0 "
       "R >> >> >>",
       "<< /Subtype /Widget /FT /Ch /T (kind) /Rect [10 40 99 60] /V (L) /Opt [[(L) (Local)] [(T) "
       "(Toll-free)]] >>",
       "<< /FT /Btn /T (pick) /Ff 32768 /V /two /Kids [8 0 R 9 0 R] >>",
       "<< /Subtype /Widget /Parent 7 0 R /Rect [10 70 20 80] /AS /Off /AP << /N << /one 4 0 R >> >> >>",
       "<< /Subtype /Widget /Parent 7 0 R /Rect [30 70 40 80] /AS /two /AP << /N << /two 4 0 R >> >> >>"}));
  ASSERT_EQ(document.fields.size(), 4u);
  EXPECT_EQ(document.fields[0].kind, FieldKind::check_box);
  EXPECT_EQ(document.fields[0].value, "1");
  EXPECT_EQ(document.fields[1].value, "Local");
  EXPECT_EQ(document.fields[2].kind, FieldKind::radio);
  EXPECT_EQ(document.fields[2].value, "");
  EXPECT_EQ(document.fields[3].value, "1");
  EXPECT_EQ(document.fields[3].name, "pick");
}

TEST(PdfForm, SignatureFieldsWithAndWithoutSignature) {
  std::string file =
      one_page(form("5 0 R 6 0 R", "5 0 R 6 0 R", "/SigFlags 3"),
               {"<< /Subtype /Widget /FT /Sig /T (sign here) /Rect [100 100 300 140] >>",
                "<< /Subtype /Widget /FT /Sig /T (signed) /Rect [100 200 300 240] /V 7 0 R >>",
                "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name (Jane Public) "
                "/Reason (I agree) "
                "/M (D:20261120101500-05'00') /ByteRange [0 AAAA BBBB CCCC] /Contents <00112233> "
                "/Reference [<< /TransformMethod /DocMDP >>] >>"});
  const size_t begin = file.find("<00112233>"), end = begin + 10;
  const auto put = [&](const char* what, size_t number) {
    std::string digits = std::to_string(number);
    digits.resize(4, ' ');
    file.replace(file.find(what), 4, digits);
  };
  put("AAAA", begin);
  put("BBBB", end);
  put("CCCC", file.size() - end);
  const Document document = read_pdf(file);
  ASSERT_EQ(document.fields.size(), 2u);
  EXPECT_EQ(document.fields[0].kind, FieldKind::signature);
  ASSERT_EQ(document.signatures.size(), 1u);
  const DigitalSignature& signature = document.signatures[0];
  EXPECT_EQ(signature.field, "signed");
  EXPECT_EQ(signature.name, "Jane Public");
  EXPECT_EQ(signature.reason, "I agree");
  EXPECT_EQ(signature.filter, "Adobe.PPKLite");
  EXPECT_EQ(signature.format, "adbe.pkcs7.detached");
  EXPECT_EQ(signature.date, parse_iso_date("2026-11-20"));
  EXPECT_TRUE(signature.covers_file);
  EXPECT_TRUE(signature.certifies);
  EXPECT_FALSE(signature.timestamp);
  EXPECT_FALSE(read_pdf(file + "% more\n 1 0 obj 2 endobj").signatures[0].covers_file);
}

TEST(PdfForm, FieldsWithoutAPlaceAndXfa) {
  const Document document =
      read_pdf(one_page(form("", "5 0 R", "/XFA [(x) 4 0 R]"), {"<< /FT /Tx /T (a) /V (b) >>"}));
  ASSERT_EQ(document.fields.size(), 1u);
  EXPECT_EQ(document.fields[0].value, "b");
  EXPECT_TRUE(document.xfa);
}

TEST(PdfAnnotations, InkStampsAndTypedText) {
  Sheet sheet;
  sheet.page = "/Annots [5 0 R 6 0 R 7 0 R 8 0 R]";
  const Document document = read_pdf(one_page(
      sheet, {"<< /Subtype /Ink /Rect [100 100 200 150] /InkList [[100 100 200 150]] >>",
              "<< /Subtype /Stamp /Rect [300 100 400 150] /Contents (APPROVED) >>",
              "<< /Subtype /FreeText /Rect [100 300 200 320] /Contents (11/20/2026) /DA (/Helv 10 Tf) >>",
              "<< /Subtype /Link /Rect [1 1 2 2] >>"}));
  ASSERT_EQ(document.marks.size(), 3u);
  EXPECT_EQ(document.marks[0].kind, MarkKind::ink);
  EXPECT_EQ(document.marks[0].box, (Box{1000, 6420, 2000, 6920}));
  EXPECT_EQ(document.marks[1].kind, MarkKind::stamp);
  EXPECT_EQ(document.marks[1].text, "APPROVED");
  ASSERT_EQ(document.spans.size(), 1u);
  EXPECT_EQ(document.spans[0].text, "11/20/2026");
  EXPECT_TRUE(document.spans[0].filled_in);
}

TEST(PdfExtras, InfoScriptsLaunchesAttachments) {
  Sheet sheet;
  sheet.root =
      "/OpenAction << /S /Launch /F (calc.exe) >> /Names << /JavaScript << /Names [(a) 5 0 R] >> "
      "/EmbeddedFiles << /Kids [6 0 R 6 0 R] >> >>";
  const Document document = read_pdf(one_page(
      sheet,
      {"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
       "<< /Names [(n) << /Type /Filespec /F (a.txt) /UF (\\376\\377\\000\\344\\000.\\000t) >>] >>"},
      "/Info << /Title (Letter) /CreationDate (D:20261103) /Producer (\\357\\273\\277\\303\\244) >>"));
  EXPECT_TRUE(document.scripts);
  EXPECT_TRUE(document.launches);
  EXPECT_THAT(document.attachments, ElementsAre("\u00E4.t"));
  EXPECT_EQ(document.info.title, "Letter");
  EXPECT_EQ(document.info.producer, "\u00E4");
  EXPECT_EQ(document.info.created, parse_iso_date("2026-11-03"));
}

TEST(PdfExtras, AnOrdinaryLinkStartsNothing) {
  Sheet sheet;
  sheet.page = "/Annots [<< /Subtype /Link /Rect [1 1 2 2] /A << /S /URI /URI (https://example.com) >> >>]";
  const Document document = read_pdf(one_page(sheet));
  EXPECT_FALSE(document.launches);
  EXPECT_FALSE(document.scripts);
}

}  // namespace
}  // namespace portcheck
