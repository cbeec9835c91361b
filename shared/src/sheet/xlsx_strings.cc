#include "sheet/xlsx_strings.h"

#include <cstring>

#include "sheet/xlsx_text.h"
#include "text/byte_scan.h"

namespace portcheck::sheet {

static_assert(limits::kInflatedBytes <= UINT32_MAX);

void SharedStrings::add(std::string_view text) {
  const size_t offset = text.empty() ? 0 : static_cast<size_t>(text.data() - buffer_.data());
  strings_.push_back({static_cast<uint32_t>(offset), static_cast<uint32_t>(text.size())});
}

// Nearly every string is `<si><t>plain</t></si>`; the tokenizer takes what is not.
void SharedStrings::read_usual(XmlReader& xml) {
  static constexpr text::ByteScan<4> kUnusual('<', '&', '\r', '_');
  constexpr std::string_view kBefore = "<si><t>";
  constexpr std::string_view kBehind = "</t></si>";
  char* at = xml.cursor();
  char* const end = xml.limit();
  const auto follows = [end](const char* from, std::string_view bytes) {
    return static_cast<size_t>(end - from) >= bytes.size() &&
           std::memcmp(from, bytes.data(), bytes.size()) == 0;
  };
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
  while (follows(at, kBefore)) {
    char* const begin = at + kBefore.size();
    const char* stop = kUnusual.find(begin, end);
    while (stop != end && *stop == '_' && (stop + 1 == end || stop[1] != 'x'))
      stop = kUnusual.find(stop + 1, end);
    if (!follows(stop, kBehind)) break;
    const auto size = static_cast<size_t>(stop - begin);
    if (size != 0 && (is_space(*begin) || is_space(stop[-1]))) break;
    add({begin, size});
    at = begin + size + kBehind.size();
  }
  xml.move_to(at);
}

Problem SharedStrings::read(Package& package, std::string_view part) {
  strings_.clear();
  if (part.empty() || !package.has_part(part)) return {};
  if (Problem problem = package.read_part(part, buffer_); problem.status != Status::ok) return problem;
  XmlReader xml(buffer_.data(), buffer_.size());
  for (;;) {
    XmlToken token = xml.next();
    if (token == XmlToken::start && xml.name() == "si") {
      std::string_view text;
      if (read_rich_text(xml, text)) {
        add(text);
      } else {
        token = xml.next();
      }
    }
    if (token == XmlToken::eof) return {};
    if (token != XmlToken::start && token != XmlToken::end && token != XmlToken::text) {
      return xml_problem(token, part, xml.position());
    }
    if (token != XmlToken::text && !xml.at_empty_element()) read_usual(xml);
  }
}

}  // namespace portcheck::sheet
