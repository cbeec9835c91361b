#include "pdf/page.h"

#include "pdf/annotations.h"
#include "pdf/interpreter.h"
#include "pdf/layout.h"
#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

std::string contents_of(Reading& reading, const Object& dictionary) {
  Object contents = get(dictionary, "/Contents");
  std::string all;
  const auto add = [&](const Object& part) {
    if (!Object(part).isStream()) return;
    Stream stream = read_stream(part, reading.budget);
    reading.damaged |= stream.damaged;
    if (all.size() + stream.bytes.size() > limits::kPdfStreamBytes) throw PastBound{Cost::stream_bytes};
    all += stream.bytes;
    all += '\n';
  };
  if (contents.isArray()) {
    const int count = std::min(contents.getArrayNItems(), static_cast<int>(limits::kPdfItems));
    for (int i = 0; i < count; ++i) add(contents.getArrayItem(i));
  } else {
    add(contents);
  }
  return all;
}

}  // namespace

void read_page(Reading& reading, FormReader& form, const Page& page, uint32_t number) {
  Canvas canvas;
  canvas.page = number;
  canvas.visible = display_box(page);
  reading.document.sizes.push_back({tenths(canvas.visible.width()), tenths(canvas.visible.height())});
  Interpreter interpreter(reading, canvas);
  const Matrix display = to_display(page);
  try {
    interpreter.run(contents_of(reading, page.dictionary), page.resources, display, canvas.visible,
                    Object(page.dictionary).getObjGen());
    read_annotations(reading, form, page, canvas, interpreter);
  } catch (const PastBound&) {
    lay_out(reading, canvas);
    throw;
  }
  lay_out(reading, canvas);
}

}  // namespace portcheck::pdf
