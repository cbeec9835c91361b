// What stands among the text of a Word document: pictures, ink, signature lines, watermarks, embedded files.
#include <algorithm>

#include "document/docx_reader.h"
#include "document/picture.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::document {
namespace {

using text::XmlReader;

constexpr uint64_t hash(std::string_view name) {
  return XmlReader::hash(name);
}

constexpr size_t kPicturesOfShape = 16;
constexpr uint32_t kStrokes = 24;  // curves of one shape from which on it looks drawn by hand
constexpr uint32_t kUnitsPerInch = 914'400;

std::string_view file_name(std::string_view part) {
  return part.substr(part.rfind('/') + 1);
}

}  // namespace

bool DocxReader::shape_element(uint64_t name, Scope scope) {
  switch (name) {
    case hash("drawing"):
    case hash("pict"):
    case hash("object"):
      shape(scope);
      return true;
    case hash("textpath"): {  // a watermark's
      const std::string words = xml_value(*xml_, "string");
      LetterText::Line line = text_.suspend();
      text_.begin_line();
      put(words, scope);
      text_.resume(std::move(line));
      return true;
    }
    case hash("OLEObject"):
      add_attachment(xml_value(*xml_, "id"));
      return true;
    default:
      if (shape_ != nullptr) shape_facts(name);
      return false;
  }
}

void DocxReader::shape(Scope scope) {
  Shape shape;
  const uint32_t page = text_.page();
  Shape* const outside = std::exchange(shape_, &shape);
  content(scope);
  shape_ = outside;
  finish_shape(shape, page);
}

void DocxReader::shape_facts(uint64_t name) {
  Shape& shape = *shape_;
  const auto add = [&](std::string id) {
    if (!id.empty() && shape.pictures.size() < kPicturesOfShape) shape.pictures.push_back(std::move(id));
  };
  const auto describe = [&](std::string words) {
    if (shape.description.empty()) shape.description = std::move(words);
  };
  switch (name) {
    case hash("docPr"):
      describe(xml_value(*xml_, "descr"));
      describe(xml_value(*xml_, "title"));
      break;
    case hash("extent"):
      text::xml_number(xml_value(*xml_, "cx"), shape.width);
      break;
    case hash("blip"): {
      std::string id = xml_value(*xml_, "embed");
      add(id.empty() ? xml_value(*xml_, "link") : std::move(id));
      break;
    }
    case hash("shape"):
    case hash("rect"):
      describe(xml_value(*xml_, "alt"));
      break;
    case hash("imagedata"): {
      describe(xml_value(*xml_, "title"));
      std::string id = xml_value(*xml_, "id");
      add(id.empty() ? xml_value(*xml_, "relid") : std::move(id));
      break;
    }
    case hash("contentPart"):
      shape.is_ink = true;
      break;
    case hash("lnTo"):
    case hash("cubicBezTo"):
    case hash("quadBezTo"):
      ++shape.strokes;
      break;
    case hash("signatureline"): {
      shape.is_signature_line = true;
      FormField& line = shape.signature_line;
      line.kind = FieldKind::signature;
      line.name = xml_value(*xml_, "id");
      line.label = xml_value(*xml_, "suggestedsigner");
      const std::string title = xml_value(*xml_, "suggestedsigner2");
      if (!line.label.empty() && !title.empty()) line.label += ", ";
      line.label += title;
      break;
    }
    default:
      break;
  }
}

void DocxReader::finish_shape(Shape& shape, uint32_t page) {
  if (shape.is_signature_line) {
    shape.signature_line.page = page;
    add_field(std::move(shape.signature_line));
    return;  // its picture shows the empty line
  }
  if (shape.is_ink) add_mark(MarkKind::ink, shape.description, page);
  for (const std::string& id : shape.pictures) add_picture(shape, id, page);
  if (shape.pictures.empty() && shape.strokes >= kStrokes)
    add_mark(MarkKind::drawing, shape.description, page);
}

void DocxReader::add_mark(MarkKind kind, std::string_view words, uint32_t page) {
  ++made_;
  if (document_.marks.size() == limits::kDocumentItems) return;
  Mark& mark = document_.marks.emplace_back();
  mark.page = page;
  mark.kind = kind;
  mark.text = plain_text(text::cut_at_character(words, limits::kCellBytes));
}

void DocxReader::add_picture(const Shape& shape, std::string_view link_id, uint32_t page) {
  add_mark(MarkKind::picture, shape.description, page);
  if (document_.pictures.size() == limits::kDocumentItems) return;
  const PartLink* const link = find_link(links_, link_id);
  if (link == nullptr || link->external) return;
  Picture picture = measured(link->part);
  if (picture.width == 0) return;
  picture.page = page;
  if (shape.width != 0 && shape.pictures.size() == 1) {
    const uint64_t shown = uint64_t{picture.width} * kUnitsPerInch / shape.width;
    picture.resolution = static_cast<uint16_t>(std::min<uint64_t>(shown, UINT16_MAX));
  }
  document_.pictures.push_back(std::move(picture));
}

Picture DocxReader::measured(const std::string& part) {
  const auto place =
      std::lower_bound(measured_.begin(), measured_.end(), part,
                       [](const auto& known, const std::string& name) { return known.first < name; });
  if (place != measured_.end() && place->first == part) return place->second;
  Picture picture;
  archive::Buffer buffer;
  if (package_.read_raw(part, buffer).status == archive::ZipStatus::ok)
    measure_picture(buffer.view(), picture);
  measured_.insert(place, {part, picture});
  return picture;
}

void DocxReader::add_attachment(std::string_view link_id) {
  const PartLink* const link = find_link(links_, link_id);
  if (link == nullptr || document_.attachments.size() == limits::kDocumentItems) return;
  ++made_;
  document_.attachments.emplace_back(file_name(link->part));
}

}  // namespace portcheck::document
