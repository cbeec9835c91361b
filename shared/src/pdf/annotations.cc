#include "pdf/annotations.h"

#include "pdf/extras.h"
#include "pdf/typed_text.h"
#include "portcheck/limits.h"
#include "text/clean.h"

namespace portcheck::pdf {
namespace {

constexpr int64_t kHiddenFlag = 2, kNoViewFlag = 32;

struct Kind {
  std::string_view name;
  MarkKind kind;
};
constexpr Kind kKinds[] = {
    {"Ink", MarkKind::ink},
    {"Stamp", MarkKind::stamp},
    {"FreeText", MarkKind::free_text},
    {"Highlight", MarkKind::highlight},
    {"Underline", MarkKind::highlight},
    {"Squiggly", MarkKind::highlight},
    {"StrikeOut", MarkKind::highlight},
    {"Redact", MarkKind::redaction},
};

MarkKind mark_kind(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return kind.kind;
  }
  return MarkKind::other;
}

Object appearance_of(const Object& annotation) {
  Object normal = get(get(annotation, "/AP"), "/N");
  if (normal.isDictionary()) {
    const std::string state = name_of(get(annotation, "/AS"));
    normal = state.empty() ? Object::newNull() : get(normal, ("/" + state).c_str());
  }
  return normal.isStream() ? normal : Object::newNull();
}

// The form's box, turned by its matrix, comes to lie in the annotation's rectangle.
Matrix placement(const Object& appearance, const Rect& place) {
  const Rect box =
      matrix_of(get(appearance, "/Matrix")).map(rect_of(get(appearance, "/BBox")).value_or(place));
  const double x = box.width() > 0 ? place.width() / box.width() : 1;
  const double y = box.height() > 0 ? place.height() / box.height() : 1;
  return {x, 0, 0, y, place.left - box.left * x, place.top - box.top * y};
}

std::string text_since(const Canvas& canvas, size_t first) {
  std::string all;
  for (size_t i = first; i < canvas.glyphs.size(); ++i) {
    if (!all.empty() && canvas.glyphs[i].apart) all += ' ';
    all += canvas.text_of(canvas.glyphs[i]);
  }
  return all;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\t') out += c;
  }
  return out;
}

void paint(const Object& annotation, const Rect& place, const Matrix& display, const Object& resources,
           bool hidden, Interpreter& interpreter) {
  const Object appearance = appearance_of(annotation);
  if (Object(appearance).isNull()) return;
  interpreter.fill_in(true);
  interpreter.hide(hidden);
  interpreter.run_form(appearance, resources, placement(appearance, place) * display, display.map(place));
  interpreter.fill_in(false);
  interpreter.hide(false);
}

void read_widget(Reading& reading, FormReader& form, const Object& annotation, const Rect& place,
                 const Matrix& display, bool hidden, Canvas& canvas, Interpreter& interpreter) {
  const Rect box = display.map(place);
  const FormField field = form.add_widget(annotation, canvas.page, to_box(box));
  const size_t before = canvas.glyphs.size();
  const size_t text_before = canvas.text.size();
  paint(annotation, place, display, form.resources(), hidden, interpreter);
  if (field.kind != FieldKind::text && field.kind != FieldKind::choice) return;
  const std::string shown = without_blanks(text_since(canvas, before)), value = without_blanks(field.value);
  const bool single = field.value.find('\n') == std::string::npos;
  if (value.empty() || (!shown.empty() && (shown != value || !single))) return;
  double size = 0;
  for (size_t i = before; i < canvas.glyphs.size(); ++i)
    size = std::max(size, static_cast<double>(canvas.glyphs[i].size));
  canvas.glyphs.resize(before);
  canvas.text.resize(text_before);
  type_text(reading, canvas, {field.value, box, size, field.multiline, hidden});
}

}  // namespace

void look_at_action(Reading& reading, const Object& action) {
  Object step = action;
  for (int i = 0; i < 32 && step.isDictionary(); ++i) {
    const std::string kind = name_of(get(step, "/S"));
    if (kind == "JavaScript" || kind == "Rendition") reading.document.scripts |= !get(step, "/JS").isNull();
    if (kind == "Launch" || kind == "GoToR" || kind == "GoToE" || kind == "ImportData")
      reading.document.launches = true;
    if (kind == "URI") {
      const std::string uri = bytes_of(get(step, "/URI"));
      if (text::starts_with_fold(uri, "javascript:")) reading.document.scripts = true;
      if (text::starts_with_fold(uri, "file:")) reading.document.launches = true;
    }
    Object next = get(step, "/Next");
    if (next.isArray() && next.getArrayNItems() > 0) {
      for (int j = 1; j < std::min(next.getArrayNItems(), 16); ++j) {
        const Object other = next.getArrayItem(j);
        if (has_name(get(other, "/S"), "JavaScript")) reading.document.scripts = true;
        if (has_name(get(other, "/S"), "Launch")) reading.document.launches = true;
      }
      next = next.getArrayItem(0);
    }
    step = next;
  }
}

void look_at_actions(Reading& reading, const Object& holder) {
  look_at_action(reading, get(holder, "/A"));
  const Object more = get(holder, "/AA");
  if (!Object(more).isDictionary()) return;
  for (const char* key : {"/K",  "/F",  "/V",  "/C",  "/E", "/X",  "/D",  "/U",  "/Fo", "/Bl",
                          "/PO", "/PC", "/PV", "/PI", "/O", "/WC", "/WS", "/DS", "/WP", "/DP"}) {
    look_at_action(reading, get(more, key));
  }
}

void read_annotations(Reading& reading, FormReader& form, const Page& page, Canvas& canvas,
                      Interpreter& interpreter) {
  look_at_actions(reading, page.dictionary);
  Object list = get(page.dictionary, "/Annots");
  if (!list.isArray()) return;
  const Matrix display = to_display(page);
  const int count = std::min(list.getArrayNItems(), static_cast<int>(limits::kPdfItems));
  for (int i = 0; i < count; ++i) {
    const Object annotation = list.getArrayItem(i);
    if (!Object(annotation).isDictionary()) continue;
    look_at_actions(reading, annotation);
    const std::string kind = name_of(get(annotation, "/Subtype"));
    const int64_t flags = integer_of(get(annotation, "/F"));
    const bool hidden =
        (flags & (kHiddenFlag | kNoViewFlag)) != 0 || reading.is_hidden_layer(get(annotation, "/OC"));
    const Rect place = rect_of(get(annotation, "/Rect")).value_or(Rect{});
    if (kind == "Widget") {
      read_widget(reading, form, annotation, place, display, hidden, canvas, interpreter);
      continue;
    }
    if (kind == "FileAttachment") add_attachment(reading, get(annotation, "/FS"));
    if (kind.empty() || kind == "Link" || kind == "Popup" || kind == "Screen") continue;
    const size_t before = canvas.glyphs.size();
    const size_t drawn = reading.document.marks.size();
    paint(annotation, place, display, Object::newNull(), hidden, interpreter);
    reading.document.marks.resize(std::min(drawn, reading.document.marks.size()));
    std::string text = text_of(get(annotation, "/Contents"));
    if (kind == "FreeText" && canvas.glyphs.size() == before && !text.empty())
      type_text(reading, canvas, {text, display.map(place), 0, true, hidden});
    if (text.empty()) text = text_since(canvas, before);
    if (hidden || reading.document.marks.size() >= limits::kPdfItems) continue;
    reading.keep_text(text);
    reading.document.marks.push_back(
        {canvas.page, to_box(display.map(place)), mark_kind(kind), std::move(text)});
  }
}

}  // namespace portcheck::pdf
