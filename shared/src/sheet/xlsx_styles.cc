#include "sheet/xlsx_styles.h"

#include <algorithm>

#include "sheet/serial_date.h"
#include "text/stable_sort.h"

namespace portcheck::sheet {

Problem DateStyles::read(Package& package, std::string_view part) {
  is_date_.clear();
  if (part.empty() || !package.has_part(part)) return {};
  archive::Buffer buffer;
  if (Problem problem = package.read_part(part, buffer); problem.status != Status::ok) return problem;

  struct Format {
    uint32_t id;
    bool is_date;
  };
  std::vector<Format> formats;  // sorted by id once the list is complete; the last definition of an id counts
  bool in_cell_formats = false;
  XmlReader xml(buffer.data(), buffer.size());
  for (;;) {
    const XmlToken token = xml.next();
    if (token == XmlToken::eof) return {};
    if (token == XmlToken::text) continue;
    if (token == XmlToken::end) {
      if (xml.name() == "cellXfs") in_cell_formats = false;
      continue;
    }
    if (token != XmlToken::start) return xml_problem(token, part, xml.position());
    std::string_view raw;
    uint32_t id = 0;
    if (xml.name() == "numFmt") {
      if (!xml.attribute("numFmtId", raw) || !xml_number(raw, id)) continue;
      xml.attribute("formatCode", raw);
      formats.push_back({id, is_date_format(decode_xml(raw))});
    } else if (xml.name() == "cellXfs") {
      in_cell_formats = true;
      text::stable_sort(formats, [](Format a, Format b) { return a.id < b.id; });
    } else if (in_cell_formats && xml.name() == "xf") {
      xml.attribute("numFmtId", raw);
      bool is_date = false;
      if (xml_number(raw, id)) {
        const auto behind = std::upper_bound(formats.begin(), formats.end(), id,
                                             [](uint32_t x, Format f) { return x < f.id; });
        const bool defined = behind != formats.begin() && behind[-1].id == id;
        is_date = defined ? behind[-1].is_date : is_builtin_date_format(id);
      }
      is_date_.push_back(is_date ? 1 : 0);
    }
  }
}

}  // namespace portcheck::sheet
