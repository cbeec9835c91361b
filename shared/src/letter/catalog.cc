#include "letter/catalog.h"

#include "text/decimal.h"

namespace portcheck::letter {
namespace {

constexpr char kMaker[] = "PortCheck";

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string in_default_language(const char* name, const std::string& text) {
  const std::string tag = std::string("dc:") + name;
  return "<" + tag + "><rdf:Alt><rdf:li xml:lang=\"x-default\">" + xml_text(text) + "</rdf:li></rdf:Alt></" +
         tag + ">";
}

std::string metadata(const CatalogParts& parts) {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
         "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">" +
         in_default_language("title", parts.title) + in_default_language("description", parts.subject) +
         "<dc:language><rdf:Bag><rdf:li>en-US</rdf:li></rdf:Bag></dc:language><xmp:CreateDate>" +
         format_iso(parts.today) + "</xmp:CreateDate><xmp:CreatorTool>" + kMaker +
         "</xmp:CreatorTool><pdf:Producer>" + kMaker +
         "</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

std::string pdf_date(Date date) {
  std::string digits;
  for (const char c : format_iso(date)) {
    if (c != '-') digits += c;
  }
  return "(D:" + digits + ")";
}

}  // namespace

std::string write_catalog(PdfFile& file, const CatalogParts& parts) {
  std::string kids;
  for (const PdfFile::Id page : parts.pages) kids += reference(page) + " ";
  file.put(parts.page_tree,
           "<< /Type /Pages /Count " + text::decimal(parts.pages.size()) + " /Kids [" + kids + "] >>");
  const PdfFile::Id xmp = file.add_plain_stream("/Type /Metadata /Subtype /XML", metadata(parts));
  const PdfFile::Id catalog = file.add(
      "<< /Type /Catalog /Pages " + reference(parts.page_tree) + " /StructTreeRoot " +
      reference(parts.structure) + " /MarkInfo << /Marked true >> /AcroForm " + reference(parts.form) +
      " /Lang (en-US) /Metadata " + reference(xmp) + " /ViewerPreferences << /DisplayDocTitle true >> >>");
  const PdfFile::Id info = file.add(
      "<< /Title " + text_string(parts.title) + " /Subject " + text_string(parts.subject) + " /Producer " +
      literal(kMaker) + " /Creator " + literal(kMaker) + " /CreationDate " + pdf_date(parts.today) + " >>");
  return file.finish(catalog, info);
}

}  // namespace portcheck::letter
