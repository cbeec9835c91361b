#include "document/docx_facts.h"

#include <optional>

#include "document/letter_text.h"
#include "document/signer.h"
#include "portcheck/limits.h"

namespace portcheck::document {
namespace {

using archive::ZipStatus;
using text::XmlReader;
using text::XmlToken;

constexpr uint32_t kPages = 10'000;  // of a count that nobody has checked

// "2026-11-03T12:00:00Z"
std::optional<Date> date_of(std::string_view moment) {
  return parse_iso_date(moment.substr(0, 10));
}

// Calls `each(name, text)` for every element of a part; those that hold others have no text.
template <class Each>
void for_texts(DocxPackage& package, std::string_view part, Each each) {
  archive::Buffer buffer;
  if (package.read(part, buffer).status != ZipStatus::ok) return;
  XmlReader xml(buffer.data(), buffer.size());
  std::string name;
  text::XmlText text;
  for (XmlToken token = xml.next(); token <= XmlToken::text; token = xml.next()) {
    if (token == XmlToken::start) {
      name = xml.name();
      text = {};
    } else if (token == XmlToken::text) {
      xml.append_text(text);
    } else if (!name.empty()) {
      each(std::string_view(name), text.view());
      name.clear();
    }
  }
}

void read_signature(DocxPackage& package, std::string_view part, std::string_view main_part,
                    Document& letter) {
  archive::Buffer buffer;
  if (package.read(part, buffer).status != ZipStatus::ok) return;
  DigitalSignature signature;
  signature.format = "xmldsig";
  std::string typed;
  XmlReader xml(buffer.data(), buffer.size());
  for (XmlToken token = xml.next(); token <= XmlToken::text; token = xml.next()) {
    if (token != XmlToken::start) continue;
    const std::string name(xml.name());
    if (name == "Reference") {
      const std::string uri = xml_value(xml, "URI");
      if (uri.starts_with('/') && uri.substr(1, uri.find('?') - 1) == main_part) signature.covers_file = true;
    } else if (name == "X509Certificate") {
      if (signature.name.empty()) signature.name = plain_text(signer_of(xml_text(xml)));
    } else if (name == "SetupID") {
      signature.field = xml_text(xml);
    } else if (name == "SignatureText") {
      typed = plain_text(xml_text(xml));
    } else if (name == "SignatureComments") {
      signature.reason = plain_text(xml_text(xml));
    } else if (name == "City") {
      signature.location = plain_text(xml_text(xml));
    } else if (name == "SigningTime" || name == "Value") {
      const auto date = date_of(xml_text(xml));
      if (date) signature.date = date;
    }
  }
  if (signature.name.empty()) signature.name = typed;
  letter.signatures.push_back(std::move(signature));
}

}  // namespace

uint32_t read_properties(DocxPackage& package, const std::vector<PartLink>& links, DocumentInfo& info) {
  uint32_t pages = 0;
  if (const PartLink* core = find_link_of_kind(links, "core-properties")) {
    for_texts(package, core->part, [&](std::string_view name, std::string_view text) {
      if (name == "title") info.title = plain_text(text);
      if (name == "creator") info.author = plain_text(text);
      if (name == "subject") info.subject = plain_text(text);
      if (name == "created") info.created = date_of(text);
      if (name == "modified") info.modified = date_of(text);
    });
  }
  if (const PartLink* app = find_link_of_kind(links, "extended-properties")) {
    for_texts(package, app->part, [&](std::string_view name, std::string_view text) {
      if (name == "Application") info.creator = plain_text(text);
      if (name == "Pages") text::xml_number(text, pages);
    });
  }
  return pages <= kPages ? pages : 0;
}

void read_signatures(DocxPackage& package, const std::vector<PartLink>& links, std::string_view main_part,
                     Document& letter) {
  const PartLink* const origin = find_link_of_kind(links, "origin");
  if (origin == nullptr) return;
  constexpr size_t kSignatures = 64;
  for (const PartLink& link : package.links(origin->part)) {
    if (link.kind == "signature" && letter.signatures.size() < kSignatures)
      read_signature(package, link.part, main_part, letter);
  }
}

}  // namespace portcheck::document
