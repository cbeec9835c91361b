#include "document/docx_reader.h"

#include <algorithm>

#include "portcheck/limits.h"
#include "text/decimal.h"

namespace portcheck::document {

using archive::ZipProblem;
using archive::ZipStatus;
using text::XmlReader;
using text::XmlToken;

namespace {

// In which order the parts are read by people: headers, text, notes, footers. Each has room for more lines
// than limits::kDocumentPartBytes can hold.
constexpr uint32_t kBodyLine = 1u << 30, kNoteLine = 2u << 30, kFooterLine = 3u << 30;
constexpr size_t kFurniture = 64;  // headers and footers
constexpr uint32_t kTwipsInTenth = 2;

constexpr uint64_t hash(std::string_view name) {
  return XmlReader::hash(name);
}

bool is_later(LinePlace a, LinePlace b) {
  return a.page != b.page ? a.page > b.page : a.line > b.line;
}

ZipProblem xml_problem(XmlToken token, std::string_view part) {
  if (token == XmlToken::eof) return {};
  const Defect what = token == XmlToken::too_deep   ? Defect::xml_depth
                      : token == XmlToken::entities ? Defect::xml_entities
                                                    : Defect::xml;
  return {what == Defect::xml_depth ? ZipStatus::too_large : ZipStatus::damaged, what, std::string(part)};
}

}  // namespace

ZipProblem DocxReader::read(std::string_view main_part) {
  const std::vector<PartLink> links = package_.links(main_part);
  read_settings(links);
  text_.go_to({1, kBodyLine});
  ZipProblem problem = read_part(main_part);
  document_.pages = text_.page();
  if (problem.status == ZipStatus::ok) problem = read_furniture(links);
  if (problem.status == ZipStatus::ok && text_.full()) problem = {ZipStatus::too_large, Defect::text, {}};
  text_.finish();
  return problem;
}

void DocxReader::read_settings(const std::vector<PartLink>& links) {
  if (const PartLink* styles = find_link_of_kind(links, "styles")) read_styles(styles->part);
  const PartLink* const settings = find_link_of_kind(links, "settings");
  archive::Buffer buffer;
  if (settings == nullptr || package_.read(settings->part, buffer).status != ZipStatus::ok) return;
  XmlReader xml(buffer.data(), buffer.size());
  for (XmlToken token = xml.next(); token <= XmlToken::text; token = xml.next()) {
    if (token == XmlToken::start && xml.name() == "evenAndOddHeaders") even_pages_ = xml_on(xml);
  }
}

ZipProblem DocxReader::read_furniture(const std::vector<PartLink>& links) {
  ZipProblem problem;
  const auto read = [&](std::string_view part) {
    ZipProblem found = read_part(part);
    if (problem.status == ZipStatus::ok) problem = std::move(found);
  };
  const std::vector<Furniture> furniture = furniture_;  // a broken part may add to it
  for (const bool header : {true, false}) {
    text_.go_to({1, header ? 0 : kFooterLine});
    std::vector<std::string> known;  // sections that look alike have parts of their own
    for (const Furniture& one : furniture) {
      if (one.header != header) continue;
      const size_t before = document_.spans.size();
      read(one.part);
      std::string words;
      for (size_t i = before; i < document_.spans.size(); ++i) words += document_.spans[i].text + '\n';
      if (std::find(known.begin(), known.end(), words) != known.end()) {
        document_.spans.resize(before);
      } else {
        known.push_back(std::move(words));
      }
    }
  }
  note_line_ = kNoteLine;
  for (const char* kind : {"footnotes", "endnotes"}) {
    if (const PartLink* notes = find_link_of_kind(links, kind); notes != nullptr && !notes_.empty())
      read(notes->part);
  }
  return problem;
}

ZipProblem DocxReader::read_part(std::string_view part) {
  archive::Buffer buffer;
  if (ZipProblem problem = package_.read(part, buffer); problem.status != ZipStatus::ok) return problem;
  links_ = package_.links(part);
  XmlReader xml(buffer.data(), buffer.size());
  xml_ = &xml;
  XmlToken token = xml.next();
  for (; token <= XmlToken::text; token = xml.next()) {
    if (token == XmlToken::start) element(xml.name(), {});
  }
  text_.end_line();
  drop_fields(true);
  xml_ = nullptr;
  return xml_problem(token, part);
}

void DocxReader::content(Scope scope) {
  for_children(*xml_, [&](std::string_view name) { element(name, scope); });
}

void DocxReader::element(std::string_view name, Scope scope) {
  if (text_.full()) return;
  const uint64_t id = hash(name);
  if (block_element(id, scope) || inline_element(id, scope) || field_element(id, scope) ||
      shape_element(id, scope))
    return;
  if (!name.ends_with("Pr")) content(scope);
}

bool DocxReader::block_element(uint64_t name, Scope scope) {
  switch (name) {
    case hash("p"):
      paragraph(scope);
      return true;
    case hash("tbl"):
      scope.on_ground = true;
      content(scope);
      return true;
    case hash("tr"):
      row(scope);
      return true;
    case hash("tc"):
      cell(scope);
      return true;
    case hash("txbxContent"): {
      LetterText::Line line = text_.suspend();
      scope.on_ground = true;
      content(scope);
      text_.resume(std::move(line));
      return true;
    }
    case hash("del"):
    case hash("moveFrom"):
      scope.deleted = true;
      [[fallthrough]];
    case hash("ins"):
    case hash("moveTo"):
      document_.tracked_changes = true;
      content(scope);
      return true;
    case hash("AlternateContent"):
      alternatives(scope);
      return true;
    case hash("sectPr"):
      section();
      return true;
    case hash("footnote"):
      note(scope, 'f');
      return true;
    case hash("endnote"):
      note(scope, 'e');
      return true;
    case hash("altChunk"):
      add_attachment(xml_value(*xml_, "id"));
      return true;
    default:
      return false;
  }
}

void DocxReader::paragraph(Scope scope) {
  text_.begin_line();
  for_children(*xml_, [&](std::string_view name) {
    if (name == "pPr") {
      paragraph_properties(scope);
    } else {
      element(name, scope);
    }
  });
  text_.end_line();
  drop_fields(false);
}

void DocxReader::paragraph_properties(Scope& scope) {
  for_children(*xml_, [&](std::string_view name) {
    if (name == "pStyle") {
      scope.hidden = scope.hidden || is_hidden_style(xml_value(*xml_, "val"));
    } else if (name == "pageBreakBefore") {
      if (xml_on(*xml_)) text_.new_page();
    } else if (name == "shd") {
      scope.on_ground = true;
    } else if (name == "sectPr") {
      section();
    } else if (name == "rPr") {  // of the paragraph's mark
      for_children(*xml_, [&](std::string_view change) {
        if (change == "ins" || change == "del" || change == "moveFrom" || change == "moveTo")
          document_.tracked_changes = true;
      });
    }
  });
}

void DocxReader::row(Scope scope) {
  Row row{text_.place(), text_.place()};
  Row* const outside = std::exchange(row_, &row);
  for_children(*xml_, [&](std::string_view name) {
    if (name != "trPr") return element(name, scope);
    for_children(*xml_, [&](std::string_view change) {
      if (change != "del" && change != "ins") return;
      document_.tracked_changes = true;
      scope.deleted = scope.deleted || change == "del";
    });
  });
  row_ = outside;
  text_.go_to(row.end);
}

void DocxReader::cell(Scope scope) {
  Row* const row = std::exchange(row_, nullptr);
  if (row != nullptr) text_.go_to(row->begin);
  content(scope);
  row_ = row;
  if (row != nullptr && is_later(text_.place(), row->end)) row->end = text_.place();
}

void DocxReader::note(Scope scope, char kind) {
  const std::string id = kind + xml_value(*xml_, "id");
  for (const auto& [note, page] : notes_) {
    if (note != id) continue;
    text_.go_to({page, note_line_});
    content(scope);
    note_line_ = text_.place().line;
    return;
  }
}

// The same thing said in several ways: the first that says anything.
void DocxReader::alternatives(Scope scope) {
  const uint64_t before = made_;
  for_children(*xml_, [&](std::string_view name) {
    if (made_ == before && (name == "Choice" || name == "Fallback")) content(scope);
  });
}

void DocxReader::section() {
  std::vector<std::pair<std::string, Furniture>> found;
  bool first_differs = false;
  PageSize size;
  for_children(*xml_, [&](std::string_view name) {
    const bool header = name == "headerReference";
    if (header || name == "footerReference") {
      const PartLink* const link = find_link(links_, xml_value(*xml_, "id"));
      if (link != nullptr && !link->external && found.size() < kFurniture)
        found.push_back({xml_value(*xml_, "type"), {link->part, header}});
    } else if (name == "titlePg") {
      first_differs = xml_on(*xml_);
    } else if (name == "pgSz") {
      uint32_t width = 0, height = 0;
      text::xml_number(xml_value(*xml_, "w"), width);
      text::xml_number(xml_value(*xml_, "h"), height);
      size = {static_cast<int32_t>(width / kTwipsInTenth), static_cast<int32_t>(height / kTwipsInTenth)};
    }
  });
  for (auto& [type, one] : found) {
    if ((type == "first" && !first_differs) || (type == "even" && !even_pages_)) continue;
    bool known = furniture_.size() == kFurniture;
    for (const Furniture& other : furniture_) known = known || other.part == one.part;
    if (!known) furniture_.push_back(std::move(one));
  }
  while (document_.sizes.size() < text_.page() && document_.sizes.size() < limits::kDocumentPages)
    document_.sizes.push_back(size);
}

}  // namespace portcheck::document
