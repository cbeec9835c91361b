#include "document/docx_package.h"

#include <algorithm>

#include "archive/part.h"
#include "portcheck/limits.h"
#include "text/stable_sort.h"

namespace portcheck::document {

using archive::ZipProblem;
using archive::ZipStatus;
using text::XmlReader;
using text::XmlToken;

ZipProblem DocxPackage::read_raw(std::string_view part, archive::Buffer& out) {
  const archive::ZipEntry* const entry = zip_.find(part);
  if (entry == nullptr) return {ZipStatus::damaged, Defect::missing, std::string(part)};
  if (entry->size > limits::kDocumentPartBytes - read_)
    return {ZipStatus::too_large, Defect::size, std::string(part)};
  read_ += entry->size;
  return zip_.read(*entry, out);
}

ZipProblem DocxPackage::read(std::string_view part, archive::Buffer& out) {
  ZipProblem problem = read_raw(part, out);
  if (problem.status == ZipStatus::ok && !archive::to_utf8(out))
    return {ZipStatus::too_large, Defect::size, std::string(part)};
  return problem;
}

std::vector<PartLink> DocxPackage::links(std::string_view part) {
  std::vector<PartLink> links;
  archive::Buffer buffer;
  const std::string name = archive::relationships_part(part);
  if (zip_.find(name) == nullptr || read(name, buffer).status != ZipStatus::ok) return links;
  XmlReader xml(buffer.data(), buffer.size());
  for (XmlToken token = xml.next(); token <= XmlToken::text; token = xml.next()) {
    if (token != XmlToken::start || xml.name() != "Relationship") continue;
    PartLink link;
    link.id = xml_value(xml, "Id");
    link.kind = xml_value(xml, "Type");
    link.kind.erase(0, link.kind.rfind('/') + 1);
    link.part = xml_value(xml, "Target");
    link.external = xml_value(xml, "TargetMode") == "External";
    if (!link.external) link.part = archive::resolve_part(part, std::move(link.part));
    if (links.size() < limits::kDocumentItems) links.push_back(std::move(link));
  }
  text::stable_sort(links, [](const PartLink& a, const PartLink& b) { return a.id < b.id; });
  return links;
}

const PartLink* find_link(const std::vector<PartLink>& links, std::string_view id) {
  const auto found =
      std::lower_bound(links.begin(), links.end(), id,
                       [](const PartLink& link, std::string_view wanted) { return link.id < wanted; });
  return found != links.end() && found->id == id ? &*found : nullptr;
}

const PartLink* find_link_of_kind(const std::vector<PartLink>& links, std::string_view kind) {
  for (const PartLink& link : links) {
    if (link.kind == kind && !link.external) return &link;
  }
  return nullptr;
}

std::string xml_text(XmlReader& xml) {
  const uint32_t inside = xml.depth();
  text::XmlText text;
  while (xml.depth() >= inside) {
    const XmlToken token = xml.next();
    if (token > XmlToken::text) break;
    if (token == XmlToken::text && xml.depth() == inside) xml.append_text(text);
  }
  return std::string(text.view());
}

std::string xml_value(XmlReader& xml, std::string_view attribute) {
  std::string_view raw;
  xml.attribute(attribute, raw);
  return text::decode_xml(raw);
}

bool xml_on(XmlReader& xml) {
  std::string_view raw;
  return !xml.attribute("val", raw) || text::xml_flag(raw);
}

}  // namespace portcheck::document
