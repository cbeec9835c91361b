// Any bytes as a PDF: bounds hold, everything said is well-formed and stands somewhere, reading again gives
// the same.
#include "fuzz_check.h"
#include "portcheck/pdf.h"

namespace portcheck::fuzz {
namespace {

void run(std::string_view bytes) {
  const Document document = read_pdf(bytes);
  PORTCHECK_FUZZ_REQUIRE((document.status == DocumentStatus::ok) == document.problem.empty());
  PORTCHECK_FUZZ_REQUIRE(document.sizes.size() <= limits::kPdfPages);
  PORTCHECK_FUZZ_REQUIRE(document.sizes.size() <= document.pages);
  PORTCHECK_FUZZ_REQUIRE(document.spans.size() <= limits::kPdfSpans);
  size_t text = 0;
  uint32_t page = 1, line = 0;
  for (const Span& span : document.spans) {
    PORTCHECK_FUZZ_REQUIRE(!span.text.empty() && text::is_valid_utf8(span.text));
    PORTCHECK_FUZZ_REQUIRE(span.page >= page && span.page <= document.pages);
    PORTCHECK_FUZZ_REQUIRE(span.page > page || span.line >= line);
    PORTCHECK_FUZZ_REQUIRE(span.box.left <= span.box.right && span.box.top <= span.box.bottom);
    page = span.page, line = span.line;
    text += span.text.size();
  }
  PORTCHECK_FUZZ_REQUIRE(text <= limits::kPdfTextBytes);
  for (const FormField& field : document.fields) {
    PORTCHECK_FUZZ_REQUIRE(text::is_valid_utf8(field.name) && text::is_valid_utf8(field.value));
  }
  for (const Mark& mark : document.marks) PORTCHECK_FUZZ_REQUIRE(text::is_valid_utf8(mark.text));
  PORTCHECK_FUZZ_REQUIRE(read_pdf(bytes) == document);
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
